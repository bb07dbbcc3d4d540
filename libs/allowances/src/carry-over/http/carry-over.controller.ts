import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  reachesAt,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { holderAskedFor } from '../../holdings/index';
import { planSale } from '../domain/plan';
import { applicationUnknown } from '../domain/refusals';
import { findApplication, readApplications, readRounds } from '../persistence/applications';
import { findLimit, readLimits } from '../persistence/limits';
import { carryOverMarket, computeLimits } from '../use-cases/compute-limits';
import type { CarryOverDesk } from '../use-cases/desk';
import {
  applicationBody,
  CarryOverApplicationBody,
  CarryOverApplicationPath,
  CarryOverApplicationsQuery,
  CarryOverRoundsBody,
  roundsBody,
} from './application-bodies';
import {
  CarryOverBody,
  carryOverBody,
  CarryOverPath,
  CarryOverQuery,
  KeptCarryOverLimitBody,
  keptLimitBody,
} from './carry-over-bodies';
import { CARRY_OVER_DESK } from './desk-of';

@ApiTags('carry-over')
@Controller('v1/carry-over/:market')
export class CarryOverController {
  constructor(
    private readonly database: Database,
    @Inject(CARRY_OVER_DESK) private readonly desk: CarryOverDesk,
  ) {}

  @Get()
  @Permit('compliance.read')
  @ApiOperation({ summary: 'The limit of a holder step by step, with the planner (CAR-008). 结转上限与试算' })
  @ApiOkResponse({ type: CarryOverBody })
  async limit(
    @Param() { market }: CarryOverPath,
    @Query() { holder, extraSaleT }: CarryOverQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<CarryOverBody>> {
    return this.database.transaction(async (tx) => {
      const { id } = await holderAskedFor(tx.manager, holder, caller);
      const of = await carryOverMarket(tx, this.desk, market, this.desk.clock.now());
      const [limit] = await computeLimits(tx, of, [id]);
      if (limit === undefined) throw new Error('a holder without limit');
      const kept = await findLimit(tx, market, id);
      return carryOverBody(market, of.scheme, limit, {
        positionAt: of.positionAt,
        appliedT: kept?.appliedT ?? 0n,
        plan: extraSaleT === undefined ? undefined : planSale(of.rules, limit, BigInt(extraSaleT)),
      });
    });
  }

  @Get('limits')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'Limits that were kept, within reach, by holder. 结转上限一览' })
  @AnswersPageOf(KeptCarryOverLimitBody)
  async limits(
    @Param() { market }: CarryOverPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<KeptCarryOverLimitBody>>> {
    return pageBody(await readLimits(this.database, market, reach, pageOf(query, ['text'])), keptLimitBody);
  }

  @Get('applications')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'Applications within reach, the latest first. 结转申请' })
  @AnswersPageOf(CarryOverApplicationBody)
  async applications(
    @Param() { market }: CarryOverPath,
    @Query() query: CarryOverApplicationsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<CarryOverApplicationBody>>> {
    const asked = { market, reach, state: query.state };
    return pageBody(await readApplications(this.database, asked, pageOf(query, ['id'])), applicationBody);
  }

  @Get('applications/:id')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'One application. 结转申请详情' })
  @ApiOkResponse({ type: CarryOverApplicationBody })
  async application(
    @Param() { market, id }: CarryOverApplicationPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<CarryOverApplicationBody>> {
    const found = await findApplication(this.database, id);
    if (found?.market !== market || !reachesAt(reach, found.holderId, found.appliedAt)) {
      throw applicationUnknown(id);
    }
    return applicationBody(found);
  }

  @Get('rounds')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'How far the rounds of processing are (CAR-003). 批次进度' })
  @ApiOkResponse({ type: CarryOverRoundsBody })
  async rounds(
    @Param() { market }: CarryOverPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<CarryOverRoundsBody>> {
    const { scheme } = await carryOverMarket(this.database, this.desk, market, this.desk.clock.now());
    return roundsBody(scheme, await readRounds(this.database, market, reach));
  }
}
