import type { Database } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { SurveillanceWatch } from './surveillance-watch';

/** Ten o'clock in China, Monday 2 March 2026. */
const OPENING = Date.parse('2026-03-02T02:00:00Z');

export interface AlertSeen {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly severity: string;
  readonly accounts: string[];
  readonly findings: number;
}

/** A market whose rows are written as the exchange writes them, and people who look at it. */
export class WatchedMarket {
  private trades = 0;
  private sequence = 0;

  private constructor(
    readonly platform: PlatformFixture,
    readonly watch: SurveillanceWatch,
    public maker: Person,
    public checker: Person,
  ) {}

  static async open(): Promise<WatchedMarket> {
    const platform = await openPlatformFixture(new Date(OPENING + 6 * 3_600_000));
    const watch = platform.app.get(SurveillanceWatch, { strict: false });
    await watch.onApplicationShutdown(); // turns are the test's
    const operator = await platform.holder('EXCHANGE', 'market-operator');
    const people = [await platform.person(operator, 'maker'), await platform.person(operator, 'checker')];
    return new WatchedMarket(platform, watch, people[0] as Person, people[1] as Person);
  }

  get database(): Database {
    return this.platform.database;
  }

  /** Minutes after ten. */
  at(minutes: number): Date {
    return new Date(OPENING + minutes * 60_000);
  }

  /** Moves the clock on; sessions do not outlive a night. */
  async until(moment: string): Promise<void> {
    this.platform.clock.set(new Date(moment));
    this.maker = await this.platform.again(this.maker);
    this.checker = await this.platform.again(this.checker);
  }

  async instrument(code: string, previousCloseFen = 5_000): Promise<void> {
    await this.database.query(
      `insert into ledger.instrument (code, kind, unit, scheme, serialised) values ($1, 'allowance', 't', 'cea', false)`,
      [code],
    );
    await this.database.query(
      `insert into market.tradable (instrument, market, reference_price_fen, admitted_by, admitted_at, changed_at)
       values ($1, 'CN', $2, 'test', $3, $3)`,
      [code, previousCloseFen, this.at(-600)],
    );
    await this.database.query(
      `insert into market.day_figure (instrument, day, market, previous_close_fen, listed_quantity, listed_trades,
          close_fen, closed_at)
       values ($1, '2026-02-27', 'CN', $2, 1000, 3, $2, '2026-02-27T07:05:00Z'),
              ($1, '2026-03-02', 'CN', $2, 0, 0, null, null)`,
      [code, previousCloseFen],
    );
  }

  async account(number: string, holderId: string): Promise<void> {
    await this.database.query(
      `insert into market.trading_account (number, market, holder_id, units_account, funds_account, opened_by, opened_at,
          changed_at)
       values ($1, 'CN', $2, $1 || '-U', $1 || '-F', 'test', $3, $3)`,
      [number, holderId, this.at(-600)],
    );
  }

  /** A listed trade at 50 yuan, and what it adds to its day. */
  async trade(
    instrument: string,
    seller: string,
    buyer: string,
    { minute = 0, priceFen = 5_000, quantity = 1_000, method = 'listed' } = {},
  ): Promise<string> {
    const id = String(++this.trades);
    const at = this.at(minute);
    await this.database.query(
      `insert into market.trade (id, market, instrument, method, price_fen, quantity, amount_fen, seller_fee_fen,
          buyer_fee_fen, seller_id, seller_account, seller_units, seller_funds, buyer_id, buyer_account, buyer_units,
          buyer_funds, day, traded_at, transaction_id, rule_pack)
       select $1, 'CN', $2, $3, $4::bigint, $5::bigint, $4::bigint * $5::bigint, 0, 0, s.holder_id, s.number, s.units_account,
              s.funds_account, b.holder_id, b.number, b.units_account, b.funds_account, $8, $9, $1, 'test@1'
         from market.trading_account s, market.trading_account b where s.number = $6 and b.number = $7`,
      [id, instrument, method, priceFen, quantity, seller, buyer, chinaDate(at), at],
    );
    await this.database.query(
      `update market.day_figure set listed_quantity = listed_quantity + $3, listed_fen = listed_fen + $4,
              listed_trades = listed_trades + 1
        where instrument = $1 and day = $2 and $5 = 'listed'`,
      [instrument, chinaDate(at), quantity, priceFen * quantity, method],
    );
    return id;
  }

  /** A command as the journal keeps it; gives its number. */
  async command(kind: string, body: object, minute: number, refusal?: object): Promise<number> {
    const sequence = ++this.sequence;
    await this.database.query(
      `insert into market.command (market, sequence, kind, scope, key, body_hash, body, outcome, actor, happened_at)
       values ('CN', $1, $2, 'test', $3, sha256($3::text::bytea), $4, $5, 'user:test', $6)`,
      [
        ...[sequence, kind, `key-${sequence}`, JSON.stringify(body)],
        JSON.stringify(
          refusal === undefined ? { status: 'done', trades: [] } : { status: 'refused', refusal },
        ),
        this.at(minute),
      ],
    );
    return sequence;
  }

  /** An order placed and cancelled again. */
  async cancelledOrder(
    instrument: string,
    account: string,
    { side = 'sell', quantity = 5_000, placed = -1, cancelled = 1 } = {},
  ): Promise<void> {
    const id = await this.command('place', { kind: 'place', tradingAccount: account }, placed);
    await this.database.query(
      `insert into market.exchange_order (id, market, instrument, holder_id, trading_account, units_account, funds_account,
          method, side, price_fen, quantity, reserved, state, priority, placed_by, placed_at, changed_at)
       select $1, 'CN', $2, holder_id, number, units_account, funds_account, 'listed', $4, 5100, $5, 0, 'cancelled', $1,
              'test', $6, $7
         from market.trading_account where number = $3`,
      [id, instrument, account, side, quantity, this.at(placed), this.at(cancelled)],
    );
    await this.command('cancel', { kind: 'cancel', order: String(id) }, cancelled);
  }

  async close(instrument: string, closeFen: number): Promise<void> {
    await this.database.query(
      `update market.day_figure set close_fen = $2, closed_at = $3 where instrument = $1 and day = '2026-03-02'`,
      [instrument, closeFen, this.at(305)],
    );
  }

  get(who: Partial<Pick<Person, 'headers'>>, url: string): Promise<Answer> {
    return this.platform.send('GET', url, who.headers ?? {});
  }

  /** Alerts as somebody sees them, the earliest first. */
  async alerts(who: Pick<Person, 'headers'>, query = ''): Promise<AlertSeen[]> {
    const found = await this.get(who, `/v1/surveillance/alerts?limit=100&${query}`);
    return found.json<{ items: AlertSeen[] }>().items.reverse();
  }

  /** The one alert of a kind about an account. */
  async alert(kind: string, account: string): Promise<AlertSeen> {
    const found = await this.alerts(this.maker, `kind=${kind}&account=${account}`);
    if (found.length !== 1) throw new Error(`${found.length} alerts of ${kind} about ${account}`);
    return found[0] as AlertSeen;
  }

  async act(
    who: Pick<Person, 'headers'>,
    id: string,
    act: string,
    body: object,
  ): Promise<{ status: number; body: { state?: string; code?: string } }> {
    const answer = await this.platform.send(
      'POST',
      `/v1/surveillance/alerts/${id}/${act}`,
      who.headers,
      body,
    );
    return { status: answer.statusCode, body: answer.json<{ state?: string; code?: string }>() };
  }

  shut(): Promise<void> {
    return this.platform.close();
  }
}
