import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  reachesAt,
  type Sent,
} from '@carbon/http';
import { chinaDate, type Page, parseWhole } from '@carbon/kernel';
import { holderInReach } from '@carbon/identity';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { complianceRules } from '../../domain/index';
import { penaltyUnknown } from '../domain/refusals';
import { findDecision, readDecisions } from '../persistence/decisions';
import type { PenaltyDesk } from '../use-cases/desk';
import { findRange } from '../use-cases/find-range';
import { PENALTY_DESK } from './desk-of';
import {
  PenaltiesQuery,
  PenaltyBody,
  penaltyBody,
  PenaltyPath,
  PenaltyRangeBody,
  PenaltyRangeQuery,
  PenaltyRangesQuery,
  PenaltyRulesBody,
  rangeBody,
} from './penalty-bodies';

@ApiTags('penalties')
@Controller('v1')
export class PenaltiesController {
  constructor(
    private readonly database: Database,
    @Inject(PENALTY_DESK) private readonly desk: PenaltyDesk,
  ) {}

  @Get('penalties')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'Decisions within reach, the latest first. 处罚决定' })
  @AnswersPageOf(PenaltyBody)
  async list(
    @Query() query: PenaltiesQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<PenaltyBody>>> {
    const { market, year, rule } = query;
    const page = await readDecisions(this.database, reach, { market, year, rule }, pageOf(query, ['id']));
    return pageBody(page, penaltyBody);
  }

  @Get('penalties/:id')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'One decision, with the range it was chosen from. 处罚决定详情' })
  @ApiOkResponse({ type: PenaltyBody })
  async get(@Param() { id }: PenaltyPath, @CurrentCaller() { reach }: Caller): Promise<Sent<PenaltyBody>> {
    const found = await findDecision(this.database, id);
    if (found === undefined || !reachesAt(reach, found.holderId, found.decidedAt)) throw penaltyUnknown(id);
    return penaltyBody(found);
  }

  @Get('penalty-rules')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'Ranges of the rules of a market today (PEN-001 to PEN-008). 处罚幅度' })
  @ApiOkResponse({ type: PenaltyRulesBody })
  async rules(@Query() { market }: PenaltyRangesQuery): Promise<Sent<PenaltyRulesBody>> {
    const packs = await this.desk.rulebook.packs(this.database);
    const { figures, judged } = complianceRules(packs, market, chinaDate(this.desk.clock.now()));
    const [missing, deduction, others] = [
      figures.value('shortfall.penalty'),
      figures.value('shortfall.deduction'),
      figures.value('penalties'),
    ];
    const shortfall = { zh: '未足额清缴', en: 'Under-surrender' };
    return {
      rules: [
        ...(missing.value === null
          ? []
          : [{ rule: 'PEN-001', breach: shortfall, figures: missing.value as object }]),
        ...others.value.map(({ rule, breach, ...range }) => ({ rule, breach, figures: range })),
      ],
      deductsMissing: deduction.value === true,
      pack: judged([missing, deduction, others]).pack,
    };
  }

  @Get('penalty-range')
  @Permit('penalties.propose')
  @ApiOperation({ summary: 'What may be decided on a breach today. 处罚幅度测算' })
  @ApiOkResponse({ type: PenaltyRangeBody })
  async range(
    @Query() query: PenaltyRangeQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<PenaltyRangeBody>> {
    const { market, rule, year, averagePrice: yuan, priceMonth: month, illegalGainFen } = query;
    return this.database.transaction(async (tx) => {
      const { id: holderId } = await holderInReach(tx.manager, query.holder, reach);
      const price = yuan === undefined || month === undefined ? undefined : { yuan, month, source: 'query' };
      const gainFen = illegalGainFen === undefined ? undefined : parseWhole(illegalGainFen, 'illegalGainFen');
      const breach = { market, rule, year, holderId, price, gainFen };
      return rangeBody(await findRange(tx, this.desk, breach, this.desk.clock.now()));
    });
  }
}
