import { Database } from '@carbon/database';
import { AnswersPageOf, CLOCK, pageBody, pageOf, PageQuery, PublicRoute, type Sent } from '@carbon/http';
import { chinaDate, type Clock, type Page, Refusal, toPage } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CARBON_MARKETS, type CarbonMarket } from '../../domain';
import { rulesOfMarket } from '../domain/market-rules';
import {
  CarbonMarketBody,
  CarbonMarketPath,
  CarbonMarketQuery,
  CarbonMarketRuleBody,
  marketBody,
  marketRuleBody,
} from './carbon-market-bodies';

/** The rules of every market for everybody, in plain words, with where each comes from and how sure it is. */
@ApiTags('carbon markets')
@Controller('v1/carbon-markets')
export class CarbonMarketsController {
  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Carbon markets whose rules stand here. 碳市场' })
  @AnswersPageOf(CarbonMarketBody)
  list(@Query() query: PageQuery): Page<Sent<CarbonMarketBody>> {
    const { limit, after } = pageOf(query, ['text']);
    const seen = CARBON_MARKETS.findIndex((one) => one === after?.[0]);
    return pageBody(
      toPage(CARBON_MARKETS.slice(seen + 1), limit, (one) => [one]),
      marketBody,
    );
  }

  @Get(':market')
  @PublicRoute()
  @ApiOperation({
    summary:
      'Rules of a market in plain words, with rule ID, source, certainty and dates. 碳市场规则：编号、依据、可靠程度与日期',
  })
  @AnswersPageOf(CarbonMarketRuleBody)
  async rules(
    @Param() path: CarbonMarketPath,
    @Query() query: CarbonMarketQuery,
  ): Promise<Page<Sent<CarbonMarketRuleBody>>> {
    const { limit, after } = pageOf(query, ['number']);
    const market = knownMarket(path.market);
    const on = query.on ?? chinaDate(this.clock.now());
    const packs = await this.rulebook.packs(this.database);
    const rules = rulesOfMarket(packs, market, on).map((rule, at) => ({ rule, at }));
    const page = toPage(rules.slice(after === undefined ? 0 : Number(after[0]) + 1), limit, ({ at }) => [
      String(at),
    ]);
    return pageBody(page, ({ rule }) => marketRuleBody(rule));
  }
}

function knownMarket(text: string): CarbonMarket {
  const market = CARBON_MARKETS.find((known) => known === text);
  if (market !== undefined) return market;
  throw new Refusal(
    'CARBON_MARKET_UNKNOWN',
    404,
    {
      zh: `没有碳市场 ${text}；可用：${CARBON_MARKETS.join('、')}`,
      en: `There is no carbon market ${text}; there are: ${CARBON_MARKETS.join(', ')}`,
    },
    { details: { market: text } },
  );
}
