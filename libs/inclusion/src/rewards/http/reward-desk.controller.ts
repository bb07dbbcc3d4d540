import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  reachIds,
  type Sent,
} from '@carbon/http';
import { findHoldersById } from '@carbon/identity';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { fundingUnknown } from '../domain/refusals';
import { findFunding, readFundings } from '../persistence/fundings';
import { readRewards } from '../persistence/rewards';
import { settlementLines, settlementSums } from '../use-cases/read-settlements';
import { RewardTermsBody, rewardTermsBody, RewardTermsQuery } from './reward-bodies';
import {
  FundingBody,
  fundingBody,
  FundingPath,
  FundingsQuery,
  RewardSettlementLineBody,
  rewardSettlementLineBody,
  SettlementsQuery,
  RewardSettlementSumBody,
  rewardSettlementSumBody,
} from './settlement-bodies';

const SUMS = ['id', 'text', 'text', 'text', 'text'] as const;

/** Rewards as those who run and those who fund them see them: with their prices, and what they cost. */
@ApiTags('rewards')
@Controller('v1/inclusion')
export class RewardDeskController {
  constructor(private readonly database: Database) {}

  @Get('reward-terms')
  @Permit('inclusion.operate')
  @ApiOperation({ summary: 'Rewards of own programmes with what was agreed of them. 兑换项及结算条件' })
  @AnswersPageOf(RewardTermsBody)
  async terms(
    @Query() query: RewardTermsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<RewardTermsBody>>> {
    const filter = { programme: query.programme, operators: reachIds(reach) };
    const found = await readRewards(this.database, pageOf(query, ['number']), filter);
    const givers = found.items.map(({ merchantId }) => merchantId);
    const holders = await findHoldersById(this.database.source.manager, givers);
    return pageBody(found, (reward) => rewardTermsBody(reward, holders));
  }

  @Get('fundings')
  @Permit('inclusion.operate')
  @ApiOperation({ summary: 'Budgets one granted, and those of own programmes. 奖励资助' })
  @AnswersPageOf(FundingBody)
  async fundings(
    @Query() query: FundingsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<FundingBody>>> {
    const page = pageOf(query, ['number']);
    const found = await readFundings(this.database, reachIds(reach), page, query);
    const funders = found.items.map(({ funderId }) => funderId);
    const holders = await findHoldersById(this.database.source.manager, funders);
    return pageBody(found, (funding) => fundingBody(funding, holders));
  }

  @Get('fundings/:id')
  @Permit('inclusion.operate')
  @ApiOperation({ summary: 'One of them. 资助详情' })
  @ApiOkResponse({ type: FundingBody })
  async funding(
    @Param() { id }: FundingPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<FundingBody>> {
    const funding = await findFunding(this.database, id, reachIds(reach));
    if (funding === undefined) throw fundingUnknown();
    return fundingBody(funding, await findHoldersById(this.database.source.manager, [funding.funderId]));
  }

  @Get('settlements')
  @Permit('inclusion.operate')
  @ApiOperation({ summary: 'What rewards cost, by merchant, month, reward and who pays. 奖励结算汇总' })
  @AnswersPageOf(RewardSettlementSumBody)
  async sums(
    @Query() query: SettlementsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<RewardSettlementSumBody>>> {
    const { page, holders } = await settlementSums(this.database, reach, pageOf(query, SUMS), query);
    return pageBody(page, (sum) => rewardSettlementSumBody(sum, holders));
  }

  @Get('settlements/lines')
  @Permit('inclusion.operate')
  @ApiOperation({ summary: 'The same line by line: a funder sees what its budget paid. 奖励结算明细' })
  @AnswersPageOf(RewardSettlementLineBody)
  async lines(
    @Query() query: SettlementsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<RewardSettlementLineBody>>> {
    const { page, holders } = await settlementLines(this.database, reach, pageOf(query, ['number']), query);
    return pageBody(page, (line) => rewardSettlementLineBody(line, holders));
  }
}
