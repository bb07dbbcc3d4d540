import type { HolderKind } from '@carbon/identity';
import { defineInstrument, openAccounts } from '@carbon/ledger';
import { codeOf, MarketFixture } from '../../../../tests/support/market-fixture';
import type { Answer, Person } from '../../../../tests/support/platform-fixture';
import { AuctionCloser, type AuctionCloserOptions } from './auction-closer';
import { AUCTION_PARTS, type AuctionParts } from './parts';

/** A subject of the exchange with people, units, money and a trading account of the national market. */
export interface Trader {
  readonly id: string;
  readonly code: string;
  readonly number: string;
  readonly units: string;
  readonly funds: string;
  maker: Person;
  checker: Person;
}

export const CEA = 'CEA25-TEST';

/** Monday, 2 March 2026 at 10:00 in China is when the fixture begins. */
export const OPENS = '2026-03-09T09:30:00+08:00';
export const CLOSES = '2026-03-09T11:30:00+08:00';
export const WHILE_OPEN = '2026-03-09T10:00:00+08:00';

export class AuctionStage {
  private readonly traders: Trader[] = [];

  private constructor(
    readonly market: MarketFixture,
    private venue: Person,
  ) {}

  static async open(): Promise<AuctionStage> {
    const market = await MarketFixture.open();
    const { platform } = market;
    // tests close auctions when they say so
    await platform.app.get(AuctionCloser).onModuleDestroy();
    await platform.database.transaction(async (tx) => {
      await defineInstrument(tx, {
        ...{ code: CEA, kind: 'allowance', unit: 'tCO2e', scheme: 'TEST-ETS', serialised: true },
      });
      await tx.query(
        `insert into market.tradable (instrument, market, reference_price_fen, admitted_by, admitted_at, changed_at)
         values ($1, 'CN', 5000, 'test', $2, $2)`,
        [CEA, platform.clock.now()],
      );
    });
    const venue = await platform.holder('VENUE', 'market-operator');
    return new AuctionStage(market, await platform.person(venue, 'checker'));
  }

  close(): Promise<void> {
    return this.market.close();
  }

  /** Who looks at auctions for the market. */
  get venueChecker(): Person {
    return this.venue;
  }

  /** Goes on to a later moment, at which everybody signs in again. */
  async at(moment: string): Promise<void> {
    const { platform } = this.market;
    platform.clock.set(new Date(moment));
    this.venue = await platform.again(this.venue);
    for (const trader of this.traders) {
      trader.maker = await platform.again(trader.maker);
      trader.checker = await platform.again(trader.checker);
    }
  }

  /** Somebody who trades, with units and fen of its own. */
  async trader(
    code: string,
    { units = 0n, fen = 0n, kind = 'key-emitter' }: { units?: bigint; fen?: bigint; kind?: HolderKind } = {},
  ): Promise<Trader> {
    const { platform } = this.market;
    const id = await platform.holder(code, kind);
    const [account = '', funds = ''] = await platform.database.transaction((tx) =>
      openAccounts(tx, [
        { holderId: id, kind: 'exchange' },
        { holderId: id, kind: 'funds' },
      ]),
    );
    const number = `TA-${code}`;
    await platform.database.query(
      `insert into market.trading_account (number, market, holder_id, units_account, funds_account, opened_by, opened_at, changed_at)
       values ($1, 'CN', $2, $3, $4, 'test', $5, $5)`,
      [number, id, account, funds, platform.clock.now()],
    );
    const maker = await platform.person(id, 'maker');
    const trader = { id, code, number, units: account, funds, maker };
    if (units > 0n) await this.market.endow({ ...trader, account, checker: maker }, CEA, units);
    if (fen > 0n) await this.market.payIn({ ...trader, account, checker: maker }, fen.toString());
    const entered = { ...trader, checker: await platform.person(id, 'checker') };
    this.traders.push(entered);
    return entered;
  }

  payload(seller: Trader, over: object = {}): object {
    return {
      ...{ lot: 'exchange', tradingAccount: seller.number, instrument: CEA, quantity: '1000' },
      ...{ pricing: 'uniform', reservePrice: '50.00', opensAt: OPENS, closesAt: CLOSES, ...over },
    };
  }

  /** An auction, proposed by the seller and approved by the market. */
  async announced(seller: Trader, over: object = {}): Promise<string> {
    const id = await this.market.proposed(seller.maker, 'auction', this.payload(seller, over));
    const task = await this.market.approved(this.venue, id);
    if (task.state !== 'executed') throw new Error(JSON.stringify(task));
    return id;
  }

  bid(bidder: Trader, auction: string, price: string, quantity: string, over: object = {}): Promise<Answer> {
    const body = { tradingAccount: bidder.number, price, quantity, ...over };
    return this.market.send(bidder.maker, 'POST', `/v1/auctions/${auction}/bids`, body);
  }

  /** A bid that was taken; gives what its bidder is told. */
  async placed(
    bidder: Trader,
    auction: string,
    price: string,
    quantity: string,
    over: object = {},
  ): Promise<{ id: string; commitment: string; setApart: string }> {
    const answer = await this.bid(bidder, auction, price, quantity, over);
    if (answer.statusCode !== 201) throw new Error(`${String(codeOf(answer))} ${answer.body}`);
    return answer.json();
  }

  async get(who: Person, url: string): Promise<Record<string, unknown>> {
    return (await this.market.send(who, 'GET', url)).json();
  }

  /** A process of its own that closes auctions. */
  closer(options: AuctionCloserOptions = {}): AuctionCloser {
    const { app, database, clock } = this.market.platform;
    return new AuctionCloser(database, app.get<AuctionParts>(AUCTION_PARTS), clock, options);
  }
}
