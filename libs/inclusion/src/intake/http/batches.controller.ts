import { AnswersPageOf, type Caller, CurrentCaller, pageBody, pageOf, Permit, type Sent } from '@carbon/http';
import { daysBetween, fault, malformed, type Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actReason } from '../../domain/index';
import { ownPartner } from '../../partners/partner';
import { batchUnknown } from '../domain/refusals';
import { INTAKE_DESK, type IntakeDesk } from '../parts';
import { type Batch, findBatch, outcomesOf, readBatches } from '../persistence/batches';
import { readDayTotals, readJudgedRejects, reasonCode, rejectsOf } from '../persistence/rejects';
import { ActPartnerPath } from './act-bodies';
import {
  ActBatchesQuery,
  type ActDayTotalBody,
  ActBatchPath,
  ActBatchSummaryBody,
  actBatchSummary,
  ActRejectBody,
  actRejectBody,
  ActTotalsBody,
  ActTotalsQuery,
  JudgedRejectBody,
  judgedRejectBody,
} from './batch-bodies';

const MOST_DAYS = 31;

/** What a data partner sees of what it told: batches, rejects, totals. */
@ApiTags('acts')
@Controller('v1/partners/:code')
export class BatchesController {
  constructor(@Inject(INTAKE_DESK) private readonly desk: IntakeDesk) {}

  @Get('batches')
  @Permit('acts.read')
  @ApiOperation({ summary: 'Your batches, the latest first. 上报批次' })
  @AnswersPageOf(ActBatchSummaryBody)
  async list(
    @Param() { code }: ActPartnerPath,
    @Query() query: ActBatchesQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ActBatchSummaryBody>>> {
    const { id } = await ownPartner(this.desk.database, code, reach);
    return pageBody(await readBatches(this.desk.database, id, pageOf(query, ['number'])), actBatchSummary);
  }

  @Get('batches/:number')
  @Permit('acts.read')
  @ApiOperation({ summary: 'One of them. 批次详情' })
  @ApiOkResponse({ type: ActBatchSummaryBody })
  async one(
    @Param() path: ActBatchPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<ActBatchSummaryBody>> {
    return actBatchSummary(await this.batch(path, caller));
  }

  @Get('batches/:number/rejects')
  @Permit('acts.read')
  @ApiOperation({
    summary: 'Acts of a batch that were refused, by their place in it. 批次拒收明细',
    description: 'Of what was refused nothing else is kept. 拒收内容不留存，仅保留序号与原因。',
  })
  @AnswersPageOf(ActRejectBody)
  async rejects(
    @Param() path: ActBatchPath,
    @Query() query: ActBatchesQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<ActRejectBody>>> {
    const { id } = await this.batch(path, caller);
    const page = pageOf(query, ['number']);
    return pageBody(rejectsOf(await outcomesOf(this.desk.database, id), page), actRejectBody);
  }

  @Get('rejects')
  @Permit('acts.read')
  @ApiOperation({
    summary: 'Accepted acts that do not count, the latest first. 接收后未计入的行为',
    description: 'Found when they were judged with all others. 核算时发现。',
  })
  @AnswersPageOf(JudgedRejectBody)
  async judged(
    @Param() { code }: ActPartnerPath,
    @Query() query: ActBatchesQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<JudgedRejectBody>>> {
    const { id } = await ownPartner(this.desk.database, code, reach);
    const page = pageOf(query, ['number']);
    return pageBody(await readJudgedRejects(this.desk.database, id, page), judgedRejectBody);
  }

  @Get('act-totals')
  @Permit('acts.read')
  @ApiOperation({ summary: 'Acts by the day told and what came of them. 按日汇总' })
  @ApiOkResponse({ type: ActTotalsBody })
  async totals(
    @Param() { code }: ActPartnerPath,
    @Query() { from, to }: ActTotalsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<{ readonly items: readonly Sent<ActDayTotalBody>[] }> {
    const days = daysBetween(from, to);
    if (days < 0 || days >= MOST_DAYS) {
      throw malformed([
        fault(
          'to',
          'days',
          `must be within ${MOST_DAYS} days from the first`,
          `应在起始日期起 ${MOST_DAYS} 日内`,
        ),
      ]);
    }
    const { id } = await ownPartner(this.desk.database, code, reach);
    const totals = await readDayTotals(this.desk.database, id, { from, to });
    return {
      items: totals.map(({ day, outcome, acts }): Sent<ActDayTotalBody> => {
        const at = actReason(outcome)?.at ?? 'intake';
        return { day, outcome: reasonCode(outcome), at, acts };
      }),
    };
  }

  private async batch({ code, number }: ActBatchPath, { reach }: Caller): Promise<Batch> {
    const { id } = await ownPartner(this.desk.database, code, reach);
    const batch = await findBatch(this.desk.database, id, BigInt(number));
    if (batch === undefined) throw batchUnknown();
    return batch;
  }
}
