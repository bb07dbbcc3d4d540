import { Database, type Transaction } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { alertUnknown } from '../domain/refusals';
import {
  type Alert,
  findAlert,
  readAlerts,
  readEntries,
  readFindings,
  sightOf,
} from '../persistence/read-alerts';
import { readEvidence } from '../persistence/read-evidence';
import { assignAlert, disposeOfAlert, noteOnAlert } from '../use-cases/alert-acts';
import {
  alertBody,
  AlertEntryBody,
  alertEntryBody,
  AlertNoteBody,
  AlertPath,
  AlertsQuery,
  AssignmentBody,
  DispositionBody,
  SurveillanceAlert,
} from './alert-bodies';
import { AlertDetailBody, alertDetailBody, AlertFindingBody, findingBody } from './finding-bodies';

/** Findings that stand with their alert, each with up to a hundred rows; the rest is a list of its own. */
const SHOWN_FINDINGS = 5;

/** The queue of whoever runs a market; authorities see what was escalated to them, participants nothing. */
@ApiTags('surveillance')
@Controller('v1/surveillance/alerts')
export class SurveillanceAlertsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('surveillance.read')
  @ApiOperation({
    summary: 'Alerts, the latest first. 异常交易预警列表',
    description:
      'Authorities see those escalated to them, of holders in their reach. 主管部门仅见已上报的预警。',
  })
  @AnswersPageOf(SurveillanceAlert)
  async list(
    @Query() query: AlertsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<SurveillanceAlert>>> {
    const found = await readAlerts(this.database, sightOf(caller), query, pageOf(query, ['number']));
    return pageBody(found, alertBody);
  }

  @Get(':id')
  @Permit('surveillance.read')
  @ApiOperation({ summary: 'One alert with its evidence. 查询预警及其依据' })
  @ApiOkResponse({ type: AlertDetailBody })
  async get(@Param() { id }: AlertPath, @CurrentCaller() caller: Caller): Promise<Sent<AlertDetailBody>> {
    const alert = await this.seen(id, caller);
    const { items } = await readFindings(this.database, id, { limit: SHOWN_FINDINGS });
    const rows = await readEvidence(
      this.database,
      alert,
      items.flatMap(({ evidence }) => evidence),
    );
    return alertDetailBody(alert, items, rows);
  }

  @Get(':id/findings')
  @Permit('surveillance.read')
  @ApiOperation({ summary: 'What an alert gathers, in the order it was found. 预警包含的情形' })
  @AnswersPageOf(AlertFindingBody)
  async findings(
    @Param() { id }: AlertPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<AlertFindingBody>>> {
    await this.seen(id, caller);
    return pageBody(await readFindings(this.database, id, pageOf(query, ['number'])), findingBody);
  }

  @Get(':id/entries')
  @Permit('surveillance.read')
  @ApiOperation({ summary: 'All that was done about an alert. 预警处理经过' })
  @AnswersPageOf(AlertEntryBody)
  async entries(
    @Param() { id }: AlertPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<AlertEntryBody>>> {
    await this.seen(id, caller);
    return pageBody(await readEntries(this.database, id, pageOf(query, ['number'])), alertEntryBody);
  }

  @Post(':id/assignments')
  @HttpCode(200)
  @Permit('surveillance.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Give an alert to somebody. 指派承办人' })
  @ApiOkResponse({ type: SurveillanceAlert })
  assign(
    @Param() { id }: AlertPath,
    @Body() { member }: AssignmentBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<SurveillanceAlert>> {
    return this.act(caller, 'surveillance.assign', key, { id, member: member ?? null }, (tx, now) =>
      assignAlert(tx, id, member, caller, now),
    );
  }

  @Post(':id/notes')
  @HttpCode(200)
  @Permit('surveillance.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Note what was found out. 添加调查记录' })
  @ApiOkResponse({ type: SurveillanceAlert })
  note(
    @Param() { id }: AlertPath,
    @Body() { text }: AlertNoteBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<SurveillanceAlert>> {
    return this.act(caller, 'surveillance.note', key, { id, text }, (tx, now) =>
      noteOnAlert(tx, id, text, caller, now),
    );
  }

  @Post(':id/dispositions')
  @HttpCode(200)
  @Permit('surveillance.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Dismiss an alert, escalate it, or name the measure asked for. 处置预警',
    description:
      'A severe alert is dismissed by another person than it is assigned to (REG-001). 严重预警须由承办人以外的人解除。',
  })
  @ApiOkResponse({ type: SurveillanceAlert })
  dispose(
    @Param() { id }: AlertPath,
    @Body() { disposition, reason, task, halted }: DispositionBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<SurveillanceAlert>> {
    const body = { id, disposition, reason, task: task ?? null, halted: halted ?? null };
    return this.act(caller, 'surveillance.dispose', key, body, (tx, now) =>
      disposeOfAlert(tx, id, { disposition, reason, task, halted }, caller, now),
    );
  }

  private async act(
    caller: Caller,
    operation: string,
    key: string,
    body: { readonly id: string } & Readonly<Record<string, string | null>>,
    work: (tx: Transaction, now: Date) => Promise<void>,
  ): Promise<Sent<SurveillanceAlert>> {
    const answer = await this.once.run({ caller, operation, key, body }, async (tx) => {
      await work(tx, this.clock.now());
      const alert = await findAlert(tx, body.id, sightOf(caller));
      if (alert === undefined) throw alertUnknown(body.id);
      return alertBody(alert);
    });
    return answer.body;
  }

  private async seen(id: string, caller: Caller): Promise<Alert> {
    const alert = await findAlert(this.database, id, sightOf(caller));
    if (alert === undefined) throw alertUnknown(id);
    return alert;
  }
}
