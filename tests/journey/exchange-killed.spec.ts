import { ensureServiceLogin } from '@carbon/database';
import { OrderBook } from '@carbon/market/domain';
import { ExchangeFixture, type GivenCommand, OPEN, type TestTrader } from '../support/exchange-fixture';
import { ExchangeProcess, type HostAnswer, type HostLine } from '../support/exchange-process';
import { command } from '../support/running-platform';

const EUA = 'EUA26';
const MARKET = 'EU';
const TRADERS = 12;
const KILLS = 8;
const COMMANDS = 150;
const UNITS = 100_000n;
const FEN = 1_000_000_000n;
const MIDDLE = 7_000;

let fixture: ExchangeFixture;
let url: string;
let traders: TestTrader[];

beforeAll(async () => {
  [fixture] = await Promise.all([
    // the platform stands by; another process runs the market
    ExchangeFixture.open(OPEN, { markets: [], tickEvery: 0 }),
    // what is killed is the program as it is delivered
    command(['scripts/build.mjs']),
  ]);
  await fixture.instrument(EUA, BigInt(MIDDLE), MARKET);
  traders = [];
  for (let at = 0; at < TRADERS; at++)
    traders.push(await fixture.trader(`K${at}`, { units: { [EUA]: UNITS }, fen: FEN }, MARKET));
  url = await ensureServiceLogin(fixture.platform.superuserUrl, 'carbon_service', 'test-only');
}, 300_000);
afterAll(() => fixture.close());

/** A seeded generator: a failure can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

interface OrderRow {
  readonly id: string;
  readonly side: 'buy' | 'sell';
  readonly price_fen: string;
  readonly quantity: string;
  readonly filled: string;
  readonly reserved: string;
  readonly state: string;
}
interface CommandRow {
  readonly sequence: string;
  readonly kind: string;
  readonly key: string;
  readonly body: Record<string, string>;
  readonly outcome: { readonly status: string; readonly order?: { readonly order: string } };
}

const rows = <R>(text: string) => fixture.platform.database.query<R>(text);

it('kill -9 at random moments under load: nothing acknowledged is lost, nothing happens twice', async () => {
  const seed = 20_261_121;
  const draw = random(seed);
  const sent = new Map<string, HostLine>();
  const acknowledged = new Map<string, HostAnswer>();
  const open: string[] = [];
  let unanswered: HostLine[] = [];
  let keys = 0;

  for (let round = 0; round <= KILLS; round++) {
    const exchange = ExchangeProcess.start(url, MARKET, OPEN);
    await exchange.leads;
    const again = unanswered;
    const fresh = Array.from({ length: round === KILLS ? 0 : COMMANDS }, () => {
      const line = { key: `k-${++keys}`, ...draft(draw, open) };
      sent.set(line.key, line);
      return line;
    });
    for (const line of [...again, ...fresh]) exchange.send(line);
    const all = again.length + fresh.length;
    await exchange.answered(round === KILLS ? all : draw(all));
    await exchange.kill();
    for (const [key, answer] of exchange.answers) {
      // what was answered before is answered alike, or was never answered
      expect(answer.failed).toBeUndefined();
      acknowledged.set(key, answer);
      if (answer.order !== undefined && answer.state === 'submitted') open.push(answer.order);
    }
    unanswered = [...again, ...fresh].filter(({ key }) => !acknowledged.has(key));
  }
  expect(unanswered).toEqual([]);
  expect(acknowledged.size).toBe(sent.size);

  const commands = await rows<CommandRow>(
    'select sequence, kind, key, body, outcome from market.command order by sequence',
  );
  // one line of the journal a key, without gaps
  expect(commands).toHaveLength(sent.size);
  expect(commands.map(({ sequence }) => Number(sequence))).toEqual(commands.map((_, at) => at + 1));
  for (const { key, outcome } of commands) {
    const answer = acknowledged.get(key);
    expect([key, outcome.status]).toEqual([key, answer?.refused === undefined ? 'done' : 'refused']);
    expect([key, outcome.order?.order]).toEqual([key, answer?.order]);
  }
  await comparedWithReplay(commands);
  await conserved();
}, 600_000);

/** A command of somebody; cancels and replacements name an order that was open at some time. */
function draft(draw: (below: number) => number, open: readonly string[]): Omit<HostLine, 'key'> {
  const trader = traders[draw(traders.length)];
  const named = open[draw(Math.max(open.length, 1))];
  if (trader === undefined) throw new Error('no traders');
  const kind = draw(10);
  const as = trader.tradingAccount;
  if (kind < 2 && named !== undefined) return { as, command: { kind: 'cancel', order: BigInt(named) } };
  if (kind < 3 && named !== undefined)
    return { as, command: { kind: 'replace', order: BigInt(named), quantity: BigInt(1 + draw(20)) } };
  const placed: GivenCommand = {
    ...{ kind: 'place', tradingAccount: as, instrument: EUA, side: draw(2) === 0 ? 'buy' : 'sell' },
    ...{ priceFen: BigInt(MIDDLE - 10 + draw(21)), quantity: BigInt(1 + draw(20)) },
  };
  return { as, command: placed };
}

/** The journal, played again on an empty book, gives the trades and the open orders that the database has. */
async function comparedWithReplay(commands: readonly CommandRow[]): Promise<void> {
  const accounts = new Map(traders.map(({ tradingAccount }, at) => [tradingAccount, at + 1]));
  const book = new OrderBook();
  const trades: string[] = [];
  for (const { kind, body, outcome } of commands) {
    if (outcome.status !== 'done') continue;
    const id = Number(outcome.order?.order);
    if (kind === 'cancel') book.cancel(id);
    else {
      const given =
        kind === 'place'
          ? book.place({
              ...{ id, owner: accounts.get(body['tradingAccount'] ?? '') ?? 0, side: body['side'] as 'buy' },
              ...{ price: Number(body['priceFen']), quantity: Number(body['quantity']), goodTill: 0 },
            })
          : book.replace(id, { quantity: Number(body['quantity']) }, 'match');
      if (given.outcome === 'refused') throw new Error(`the replay refuses ${kind} of ${id}`);
      for (const fill of given.fills) trades.push(`${id} ${fill.maker} ${fill.price} ${fill.quantity}`);
    }
  }
  const made = await rows<{ line: string }>(`
    select case taker when 'buy' then buy_order else sell_order end || ' ' ||
           case taker when 'buy' then sell_order else buy_order end || ' ' || price_fen || ' ' || quantity as line
      from market.trade order by id`);
  expect(made.map(({ line }) => line)).toEqual(trades);
  expect(trades.length).toBeGreaterThan(COMMANDS);
  const orders = await rows<OrderRow>(
    `select id, side, price_fen, quantity, filled, reserved, state from market.exchange_order
      where state in ('submitted', 'part-filled') order by priority`,
  );
  const left = (['buy', 'sell'] as const).flatMap((side) => [...book.resting(side)]);
  expect(new Map(orders.map((row) => [Number(row.id), Number(row.quantity) - Number(row.filled)]))).toEqual(
    new Map(left.map(({ id, quantity }) => [id, quantity])),
  );
}

/** Money and units are what they were; what is frozen is what the open orders need; every trade is settled once. */
async function conserved(): Promise<void> {
  const [sums] = await rows<Record<string, string>>(`
    select (select sum(available + frozen) from ledger.balance b join ledger.instrument i on i.id = b.instrument_id
             where i.code = 'CNY' and b.account_id >= 1024) as fen,
           (select sum(available + frozen) from ledger.balance b join ledger.instrument i on i.id = b.instrument_id
             where i.code = '${EUA}' and b.account_id >= 1024) as units,
           (select sum(frozen) from ledger.balance b join ledger.instrument i on i.id = b.instrument_id
             where i.code = 'CNY') - (select sum(reserved) from market.exchange_order where side = 'buy') as fen_apart,
           (select sum(frozen) from ledger.balance b join ledger.instrument i on i.id = b.instrument_id
             where i.code = '${EUA}') - (select sum(reserved) from market.exchange_order where side = 'sell') as units_apart,
           (select count(*) from market.trade) - (select count(distinct transaction_id) from market.trade) as doubled,
           (select count(*) from market.trade t where not exists (
              select from ledger.journal j where j.transaction_id = t.transaction_id and j.reference = 'trade:' || t.id)) as unsettled`);
  expect(sums).toEqual({
    fen: (FEN * BigInt(TRADERS)).toString(),
    units: (UNITS * BigInt(TRADERS)).toString(),
    ...{ fen_apart: '0', units_apart: '0', doubled: '0', unsettled: '0' },
  });
}

it('a standby takes a market over when the process that ran it is killed', async () => {
  const first = ExchangeProcess.start(url, MARKET, OPEN);
  await first.leads;
  const standby = ExchangeProcess.start(url, MARKET, OPEN);
  const as = traders[0]?.tradingAccount ?? '';
  const cancel = { kind: 'cancel', order: 1n } as const;
  // while the first lives, the second sends everybody away
  for (let tries = 0; standby.answers.size === 0 && tries < 600; tries++) {
    standby.send({ key: 'refused-by-standby', as, command: cancel });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(standby.answers.get('refused-by-standby')?.failed).toContain('EU');
  await first.kill();
  await standby.leads;
  standby.answers.clear();
  standby.send({ key: 'taken', as, command: cancel });
  await standby.answered(1);
  expect(standby.answers.get('taken')).toEqual({ key: 'taken', refused: 'EXCHANGE_ORDER_UNKNOWN' });
  await standby.kill();
}, 300_000);
