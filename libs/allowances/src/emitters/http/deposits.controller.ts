import { Database, type Reader } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  reachIds,
  type Sent,
} from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import { chinaDate, type Page, toPage } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { complianceRules } from '../../domain/compliance/index';
import type { EmitterDesk } from '../desk';
import { type DepositView, readDeposits, readDepositVersions } from '../persistence/deposits';
import { overdueDeposits } from '../persistence/overdue-deposits';
import { commitDeposits, discardImport } from '../use-cases/commit-deposits';
import { depositData } from '../use-cases/deposit-data';
import { facilityInReach } from '../use-cases/enter-facility';
import { retainUntil } from '../use-cases/retention';
import { importInReach } from '../persistence/imports';
import {
  DepositBody,
  depositBody,
  DepositPath,
  DepositsQuery,
  NewDepositBody,
  OverdueDepositBody,
  overdueBody,
  OverdueDepositsQuery,
} from './deposit-bodies';
import { CommitDepositsBody, DepositsCommittedBody, EmitterImportBody, importBody } from './import-bodies';
import { EMITTER_DESK } from './desk-of';
import { EmitterPartPath } from './fields';

@ApiTags('emitters')
@Controller('v1')
export class DepositsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(EMITTER_DESK) private readonly desk: EmitterDesk,
  ) {}

  @Post('emission-units/:id/deposits')
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Deposit a month of a unit, or correct it (CYC-09). 月度信息化存证',
    description: 'Late ones are taken and marked with their days. 逾期存证予以接收并标注天数。',
  })
  @ApiCreatedResponse({ type: DepositBody })
  async deposit(
    @Param() { id }: EmitterPartPath,
    @Body() body: NewDepositBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<DepositBody>> {
    const { month, data, evidence, reason } = body;
    const request = { caller, operation: 'emission-deposits.make', key, body: { id, body } };
    const answer = await this.once.run(request, async (tx) => {
      await depositData(
        tx,
        this.desk,
        { unitId: id, month, data, evidence, reason },
        caller,
        this.desk.clock.now(),
      );
      const { items } = await readDepositVersions(tx, { unitId: id, month }, { limit: 1 });
      const [made] = items;
      if (made === undefined) throw new Error('a deposit was not written');
      return (await this.told(tx))(made);
    });
    return answer.body;
  }

  @Get('emission-units/:id/deposits/:month/versions')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'All versions of a month’s deposit, newest first. 存证数据版本' })
  @AnswersPageOf(DepositBody)
  async versions(
    @Param() { id, month }: DepositPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<DepositBody>>> {
    await facilityInReach(this.database, 'unit', id, caller, this.desk.clock.now());
    const page = pageOf(query, ['number']);
    const found = await readDepositVersions(this.database, { unitId: id, month }, page, caller.reach);
    return pageBody(found, await this.told(this.database));
  }

  @Get('emission-deposits')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'Deposits as they count now, by month and unit. 月度存证列表' })
  @AnswersPageOf(DepositBody)
  async list(
    @Query() query: DepositsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<DepositBody>>> {
    const { market, from, to, unit: unitId, holder, late } = query;
    const { manager } = this.database.source;
    const holderId = holder === undefined ? undefined : (await holderInReach(manager, holder, reach)).id;
    const of = { reach, market, from, to, unitId, holderId, late: late === 'true' };
    return pageBody(
      await readDeposits(this.database, of, pageOf(query, ['text', 'id'])),
      await this.told(this.database),
    );
  }

  @Get('emission-deposits/overdue')
  @Permit('emitters.read')
  @ApiOperation({
    summary: 'Months of listed emitters’ units that were due and are not there (CYC-09). 逾期未存证',
  })
  @AnswersPageOf(OverdueDepositBody)
  async overdue(
    @Query() query: OverdueDepositsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<OverdueDepositBody>>> {
    const { limit, after } = pageOf(query, ['text', 'id']);
    const [month, unitId] = after ?? [];
    const today = chinaDate(this.desk.clock.now());
    const rules = complianceRules(await this.desk.packs(this.database), query.market, today);
    const rows = await overdueDeposits(this.database, rules, {
      ...{ market: query.market, on: query.on ?? today, holderIds: reachIds(reach), limit: limit + 1 },
      ...(month === undefined || unitId === undefined ? {} : { after: { month, unitId } }),
    });
    const page = toPage(rows, limit, (row) => [row.month, row.unitId]);
    return pageBody(page, overdueBody);
  }

  @Get('emitter-imports/:id')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'A staged file, with the faults of its rows. 导入批次' })
  @ApiOkResponse({ type: EmitterImportBody })
  async staged(
    @Param() { id }: EmitterPartPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<EmitterImportBody>> {
    return importBody(await importInReach(this.database, id, reach));
  }

  @Post('emitter-imports/:id/commit')
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Make a staged file of deposits count, all rows or none. 存证数据入库' })
  @ApiCreatedResponse({ type: DepositsCommittedBody })
  async commit(
    @Param() { id }: EmitterPartPath,
    @Body() body: CommitDepositsBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<DepositsCommittedBody>> {
    const request = { caller, operation: 'emitter-imports.commit', key, body: { id, body } };
    const answer = await this.once.run(request, (tx) =>
      commitDeposits(tx, this.desk, { id, reason: body.reason }, caller, this.desk.clock.now()),
    );
    return answer.body;
  }

  @Post('emitter-imports/:id/discard')
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Lay a staged file aside for good. 放弃导入批次' })
  @ApiCreatedResponse({ type: EmitterImportBody })
  async discard(
    @Param() { id }: EmitterPartPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmitterImportBody>> {
    const request = { caller, operation: 'emitter-imports.discard', key, body: { id } };
    const answer = await this.once.run(request, async (tx) => {
      await discardImport(tx, id, caller, this.desk.clock.now());
      return importBody(await importInReach(tx, id, caller.reach));
    });
    return answer.body;
  }

  private async told(reader: Reader): Promise<(deposit: DepositView) => Sent<DepositBody>> {
    const today = chinaDate(this.desk.clock.now());
    const packs = await this.desk.packs(reader);
    return (deposit) => {
      const year = Number(deposit.month.slice(0, 4));
      return depositBody(deposit, retainUntil(packs, deposit.market, year, today));
    };
  }
}
