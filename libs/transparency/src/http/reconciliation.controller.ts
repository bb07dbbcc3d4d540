import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  IsId,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Reach,
  type Sent,
} from '@carbon/http';
import { type Json, newId, type Page } from '@carbon/kernel';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type {
  ReconciliationRun,
  ReconciliationStatus,
  StoredDifference,
} from '../persistence/reconciliations';
import { ReconciliationService } from '../reconcile';
import { differencesInReach, summariesInReach } from './reconciliation-in-reach';

const STATUSES = ['INITIATED', 'COMPLETED', 'INCONSISTENT', 'FAILED'] as const;
const NULLABLE = { type: String, nullable: true } as const;
/** Differences that one answer shows; the summary counts them all. */
const SHOWN = 1_000;

export class ReconciliationPath {
  @IsId({ description: 'Id of the run. 对账编号' })
  id!: string;
}

export class StartedBody {
  @ApiProperty({ format: 'uuid', description: 'Id of the run. 对账编号' })
  id!: string;
}

export class ReconciliationBody extends StartedBody {
  @ApiProperty({ enum: STATUSES, description: 'REG-013. 对账状态', example: 'COMPLETED' })
  status!: ReconciliationStatus;

  @ApiProperty({ description: 'Who began it. 发起人' })
  startedBy!: string;

  @ApiProperty({ format: 'date-time', description: 'When it began. 开始时间' })
  startedAt!: string;

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it ended. 结束时间' })
  endedAt!: string | null;

  @ApiProperty({ type: Object, description: 'How far it is. 进度', example: { step: 'log', done: 10 } })
  progress!: Json;

  @ApiProperty({ type: Object, description: 'Counts by kind, accounts blocked. 汇总' })
  summary!: Json;

  @ApiProperty({ ...NULLABLE, description: 'Why it could not be finished. 失败原因' })
  error!: string | null;
}

export class DifferenceBody {
  @ApiProperty({ description: 'What kind of difference. 差异类型', example: 'JOURNAL_ROW_ALTERED' })
  kind!: string;

  @ApiProperty({ ...NULLABLE, description: 'Journal row. 流水号' })
  journal!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Transaction. 交易编号' })
  transaction!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Account. 账户' })
  account!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Instrument. 品种' })
  instrument!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Where else. 其他位置' })
  place!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'What should be there. 应为' })
  expected!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'What is there. 实为' })
  found!: string | null;

  @ApiProperty({ description: 'The sentence in both languages. 说明', example: { zh: '…', en: '…' } })
  text!: { zh: string; en: string };
}

export class ReconciliationDetailBody extends ReconciliationBody {
  @ApiProperty({ type: DifferenceBody, isArray: true, description: 'The first 1,000 differences. 差异' })
  differences!: Sent<DifferenceBody>[];
}

@ApiTags('reconciliation')
@Controller('v1/reconciliations')
export class ReconciliationController {
  constructor(
    private readonly reconciliations: ReconciliationService,
    private readonly once: Once,
    private readonly database: Database,
  ) {}

  @Post()
  @HttpCode(202)
  @Permit('reconciliation.run')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Begin a reconciliation of everything with everything. 发起对账' })
  @ApiAcceptedResponse({ type: StartedBody })
  async start(@CurrentCaller() caller: Caller, @IdempotencyKey() key: string): Promise<Sent<StartedBody>> {
    const request = { caller, operation: 'reconciliations.start', key, body: {} };
    const { body } = await this.once.run(request, () => Promise.resolve({ id: newId() }));
    await this.reconciliations.start(caller.name, body.id);
    return body;
  }

  @Get()
  @Permit('reconciliation.read')
  @ApiOperation({ summary: 'Reconciliations, newest first. 对账列表' })
  @AnswersPageOf(ReconciliationBody)
  async list(
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ReconciliationBody>>> {
    const page = await this.reconciliations.list(pageOf(query, ['id']));
    return pageBody({ ...page, items: await this.runsAsSeen(page.items, reach) }, runBody);
  }

  @Get(':id')
  @Permit('reconciliation.read')
  @ApiOperation({ summary: 'One reconciliation: its progress and what it found. 对账结果' })
  @ApiOkResponse({ type: ReconciliationDetailBody })
  async get(
    @Param() { id }: ReconciliationPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<ReconciliationDetailBody>> {
    const [run] = await this.runsAsSeen([await this.reconciliations.get(id)], reach);
    if (run === undefined) throw new Error('a run was read and is not there');
    const all = await this.reconciliations.differences(id, SHOWN);
    const differences = await differencesInReach(this.database, all, reach);
    return { ...runBody(run), differences: differences.map(differenceBody) };
  }

  private async runsAsSeen(runs: readonly ReconciliationRun[], reach: Reach): Promise<ReconciliationRun[]> {
    const all = runs.map(({ summary }) => summary);
    const summaries = await summariesInReach(this.database, all, reach);
    return runs.map((run, at) => ({ ...run, summary: summaries[at] ?? null }));
  }
}

function runBody(run: ReconciliationRun): Sent<ReconciliationBody> {
  return {
    id: run.id,
    status: run.status,
    startedBy: run.startedBy,
    startedAt: run.startedAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
    progress: run.progress,
    summary: run.summary,
    error: run.error ?? null,
  };
}

function differenceBody(difference: StoredDifference): Sent<DifferenceBody> {
  return {
    kind: difference.kind,
    journal: difference.journalId,
    transaction: difference.transactionId,
    account: difference.account,
    instrument: difference.instrument,
    place: difference.place,
    expected: difference.expected,
    found: difference.found,
    text: { ...difference.text },
  };
}
