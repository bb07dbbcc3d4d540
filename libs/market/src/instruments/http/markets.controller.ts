import { Database } from '@carbon/database';
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
  PublicRoute,
  type Sent,
} from '@carbon/http';
import { requireSecondFactor } from '@carbon/identity';
import { chinaDate, type Clock, encodeCursor, type Page } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import { TRADING_MARKETS } from '@carbon/rules/domain';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { notAdmitted } from '../domain/refusals';
import { readActs } from '../persistence/market-acts';
import { readStandings } from '../persistence/read-standing';
import { findTradable } from '../tradable';
import { actOnInstrument, type InstrumentAct } from '../use-cases/instrument-acts';
import { type MarketNow, marketNow } from '../use-cases/market-now';
import {
  InstrumentStateBody,
  MarketActBody,
  marketActBody,
  TradedInstrumentBody,
  tradedInstrumentBody,
} from './instrument-bodies';
import {
  MarketActReasonBody,
  MarketInstrumentPath,
  MarketPath,
  TradingMarketBody,
  tradingMarketBody,
  TradingMarketWithSourcesBody,
  marketWithSourcesBody,
} from './market-bodies';

/** The markets there are, by what rules they trade, and what trades there. */
@ApiTags('markets')
@Controller('v1/markets')
export class MarketsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'The markets, and by what rules they trade today. 市场列表' })
  @AnswersPageOf(TradingMarketBody)
  async list(@Query() query: PageQuery): Promise<Page<Sent<TradingMarketBody>>> {
    const { limit, after } = pageOf(query, ['text']);
    const codes = [...TRADING_MARKETS].sort().filter((code) => code > (after?.[0] ?? ''));
    const page = codes.slice(0, limit);
    const items = await Promise.all(page.map((code) => this.now(code)));
    return pageBody(toCodePage(items, codes.length > limit), tradingMarketBody);
  }

  @Get(':market')
  @PublicRoute()
  @ApiOperation({ summary: 'One market, with where each figure comes from. 市场规则与依据' })
  @ApiOkResponse({ type: TradingMarketWithSourcesBody })
  async get(@Param() { market }: MarketPath): Promise<Sent<TradingMarketWithSourcesBody>> {
    return marketWithSourcesBody(await this.now(market));
  }

  @Get(':market/instruments')
  @PublicRoute()
  @ApiOperation({ summary: 'What trades in a market, with the prices of today. 交易品种' })
  @AnswersPageOf(TradedInstrumentBody)
  async instruments(
    @Param() { market }: MarketPath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<TradedInstrumentBody>>> {
    const state = await this.now(market);
    const page = pageOf(query, ['text']);
    const day = chinaDate(state.now);
    const found = await readStandings(this.database, { market, day }, page);
    return pageBody(found, (standing) => tradedInstrumentBody(state, standing));
  }

  @Get(':market/instruments/:code/acts')
  @PublicRoute()
  @ApiOperation({
    summary: 'Admissions, halts and their reasons, the latest first. 上市、停牌、复牌、摘牌记录',
  })
  @AnswersPageOf(MarketActBody)
  async acts(
    @Param() { market, code }: MarketInstrumentPath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<MarketActBody>>> {
    const tradable = await findTradable(this.database, code);
    if (tradable?.market !== market) throw notAdmitted(code, market);
    const subject = { kind: 'instrument', id: code } as const;
    return pageBody(await readActs(this.database, subject, pageOf(query, ['number'])), marketActBody);
  }

  @Post(':market/instruments/:code/halts')
  @Permit('market-control.halt')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Halt an instrument at once (TRD-018). 停牌',
    description: 'Open orders stay; none is taken until it is resumed. 未成交委托保留，复牌前不接受申报。',
  })
  @ApiCreatedResponse({ type: InstrumentStateBody })
  halt(
    @Param() path: MarketInstrumentPath,
    @Body() body: MarketActReasonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<InstrumentStateBody>> {
    return this.act('halted', path, body, caller, key);
  }

  @Post(':market/instruments/:code/resumptions')
  @Permit('market-control.halt')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Let a halted instrument trade again. 复牌' })
  @ApiCreatedResponse({ type: InstrumentStateBody })
  resume(
    @Param() path: MarketInstrumentPath,
    @Body() body: MarketActReasonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<InstrumentStateBody>> {
    return this.act('resumed', path, body, caller, key);
  }

  private async now(market: string): Promise<MarketNow> {
    const packs = await this.rulebook.packs(this.database);
    return marketNow(this.database, packs, market, this.clock.now());
  }

  private async act(
    act: InstrumentAct,
    { market, code: instrument }: MarketInstrumentPath,
    { reason }: MarketActReasonBody,
    caller: Caller,
    key: string,
  ): Promise<Sent<InstrumentStateBody>> {
    const now = this.clock.now();
    requireSecondFactor(caller, now);
    const request = { caller, operation: `tradable.${act}`, key, body: { market, instrument, reason } };
    const answer = await this.once.run(request, async (tx) => {
      const state = await actOnInstrument(tx, act, { market, instrument }, { reason, by: caller.id, now });
      return { market, instrument, state };
    });
    return answer.body;
  }
}

const toCodePage = (items: readonly MarketNow[], more: boolean): Page<MarketNow> => {
  const last = items.at(-1);
  return { items, ...(more && last !== undefined ? { next: encodeCursor([last.rules.market]) } : {}) };
};
