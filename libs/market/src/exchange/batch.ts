import type { Transaction } from '@carbon/database';
import { type ChinaDate, chinaDate, newId, Refusal } from '@carbon/kernel';
import { type Command, type Ledger, MAX_BATCH } from '@carbon/ledger';
import type { TradingMarket } from '@carbon/rules/domain';
import { feeAccountOf } from '../instruments';
import { recordTrades, type SettledTrade, tradeNumbers } from '../settlement';
import { readContext } from './batch-context';
import { type Close, outside, overAfter, writeCloses } from './close-day';
import type { AnsweredTrade, ExchangeOutcome, ExchangeRequest, SystemCommand } from './commands';
import { daysGoneBy } from './days-gone-by';
import type { MarketEvent } from './events';
import type { ExchangeParts } from './exchange-parts';
import { conflicting, hashOf, type JournalLine, recall, writeJournal } from './journal';
import { type BatchParts, type Done, Judge } from './judge';
import type { Lease } from './lease';
import { LeaseLost } from './lease-lost';
import type { LiveOrder } from './live-order';
import { loadMarket } from './load-market';
import type { MarketBook } from './market-book';
import { beginDay, type MarketDay, readMarketDay } from './market-day';
import { MovesOfBatch, type PlannedTrade } from './moves-of-batch';
import { soldTooLately } from './old-units';
import { OrderChecks } from './order-checks';
import { anyReleased, heldAccounts, ordersOfStopped, stoppedSide } from './stopped';
import { TouchedLevels } from './touched-levels';
import { writeOrders } from './write-orders';

/** A batch that is durable: outcomes of the first so many of its requests, and what everybody may hear. */
export interface RunBatch {
  readonly outcomes: readonly ExchangeOutcome[];
  readonly events: readonly MarketEvent[];
}

/** The ledger does not let a trade be settled that the market had made. */
class SettlementRefused extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly trade: PlannedTrade | undefined,
  ) {
    super(refusal.message);
  }
}

interface Fresh {
  readonly at: number;
  readonly request: ExchangeRequest;
  readonly bodyHash: Buffer;
}

const isSystem = ({ command }: ExchangeRequest) =>
  command.kind === 'withdraw' || command.kind === 'close-day';

const endsBefore = ({ command }: ExchangeRequest, day: ChinaDate) =>
  command.kind === 'close-day' && command.day < day;

/** Makers that may turn out unable to settle, one after another, before a taker is sent away. */
const MAX_STOPPED_MAKERS = 100;

/** Judges batches of one market in memory and writes them, each in one transaction. */
export class BatchMaker {
  private day: MarketDay | undefined;
  /** Trading accounts whose orders the ledger does not let go; their orders stay out of the books until memory is made anew. */
  private readonly aside = new Set<string>();
  /** The day on which all that was over by then has ended. */
  private begun: ChinaDate | undefined;

  private constructor(
    private readonly parts: ExchangeParts,
    private readonly lease: Lease,
    private book: MarketBook,
  ) {}

  /** Memory as the database has it. */
  static async load(parts: ExchangeParts, lease: Lease): Promise<BatchMaker> {
    const book = await loadBook(parts, lease.market);
    return new BatchMaker(parts, lease, book);
  }

  get market(): TradingMarket {
    return this.lease.market as TradingMarket;
  }

  /** The open orders, to look at. */
  get orders(): MarketBook {
    return this.book;
  }

  /** Makes memory anew from the database. */
  async reload(): Promise<void> {
    this.book = await loadBook(this.parts, this.market);
    this.day = undefined;
    this.begun = undefined;
    this.aside.clear();
  }

  /**
   * Runs the requests up to the next of the system, or that one alone. Memory and database have changed together, or an error
   * says why neither has (memory must then be made anew).
   * @throws LeaseLost; Refusal of the ledger for one request alone
   */
  async run(requests: readonly ExchangeRequest[]): Promise<RunBatch> {
    const system = requests.findIndex(isSystem);
    const taken = system === -1 ? requests : requests.slice(0, Math.max(system, 1));
    for (let stopped = 0; ; stopped++) {
      try {
        return await this.commit(taken);
      } catch (error) {
        if (!(error instanceof SettlementRefused)) throw error;
        if (taken.length > 1 || stopped === MAX_STOPPED_MAKERS || !(await this.removeStopped(error)))
          throw error.refusal;
      }
    }
  }

  /**
   * Ends days gone by, and the open orders of trading accounts and instruments that were stopped since the last look; orders
   * that stood aside come back to their turn when the ledger lets them.
   */
  async endWhatIsOver(): Promise<readonly RunBatch[]> {
    const { database } = this.parts;
    if (this.aside.size > 0 && (await anyReleased(database, this.aside))) await this.reload();
    const done: RunBatch[] = [];
    const end = async (command: SystemCommand) => done.push(await this.commit([this.systemRequest(command)]));
    const today = chinaDate(this.parts.clock.now());
    if (this.begun !== today) {
      const days = await daysGoneBy(database, this.market, this.book, today);
      for (const day of days) await end({ kind: 'close-day', day });
      this.begun = today;
    }
    const stopped = await ordersOfStopped(database, this.book, this.market, this.aside);
    for (const command of stopped) await end(command);
    return done;
  }

  private async commit(requests: readonly ExchangeRequest[]): Promise<RunBatch> {
    const { database } = this.parts;
    const { made, held, ...run } = await database.transaction(async (tx) => {
      this.book.putBack();
      return this.attempt(tx, requests);
    });
    this.book.keep();
    if (made !== undefined) this.day = made;
    if (held !== undefined) this.standAside(held);
    return run;
  }

  private async attempt(
    tx: Transaction,
    requests: readonly ExchangeRequest[],
  ): Promise<RunBatch & { readonly made?: MarketDay; readonly held?: ReadonlySet<string> }> {
    const now = this.parts.clock.now();
    const hashed = requests.map((request) => ({ request, bodyHash: hashOf(request) }));
    const outcomes: (ExchangeOutcome | undefined)[] = new Array<undefined>(requests.length).fill(undefined);
    const { fresh, repeats } = sortOut(hashed, await recall(tx, hashed), outcomes);
    if (fresh.length === 0) return { outcomes: whole(outcomes), events: [] };

    const first = await this.advance(tx, fresh.length);
    const read = await this.dayOf(tx, now);
    const asked = fresh.map(({ request }) => request);
    const context = await readContext(tx, this.market, read, this.book, asked);
    // a day begins with the closes before it: those are written first
    const begun = asked.some((one) => endsBefore(one, read.day))
      ? read.previousCloses
      : await beginDay(tx, read, context.tradables);
    const day = { ...read, previousCloses: new Map(begun) };
    const feeAccount = await feeAccountOf(tx, this.market);
    const moves = new MovesOfBatch();
    const levels = new TouchedLevels();
    const judge = new Judge({
      ...{ venue: this.lease.venue, market: this.market, day: day.day, now, rules: day.rules },
      checks: new OrderChecks(day.rules, day.isOpenAt(now), (code) => day.previousCloses.get(code)),
      ...{ context, book: this.book, moves, levels, chargesFees: feeAccount !== undefined },
    } satisfies BatchParts);

    const held = requests.some(isSystem) ? await heldAccounts(tx, this.market) : undefined;
    const closes: (Close & { readonly sequence: bigint; readonly day: ChinaDate })[] = [];
    const verdicts: (Done | Refusal)[] = [];
    for (const [nth, { request }] of fresh.entries()) {
      const sequence = first + BigInt(nth);
      verdicts.push(
        await attemptOne(async () => {
          const { command } = request;
          if (command.kind === 'withdraw')
            return judge.end(except(this.toWithdraw(command), held), command.because);
          if (command.kind !== 'close-day') return judge.trader(request, sequence);
          const written = await writeCloses(tx, this.market, command.day, day.rules, now);
          closes.push(...written.map((close) => ({ ...close, sequence, day: command.day })));
          return this.closeDay(judge, command.day, written, held);
        }),
      );
    }

    await this.settle(tx, moves, feeAccount, { market: this.market, first });
    const given = verdicts.flatMap((one, nth) =>
      asked[nth]?.command.kind === 'cancel' || one instanceof Refusal || one.order === undefined
        ? []
        : (this.book.find(Number(one.order.order)) ?? []),
    );
    const late = await soldTooLately(tx, day.rules, context, given);
    if (late !== undefined) throw new SettlementRefused(late, undefined);
    await writeOrders(tx, this.market, this.book.changes(), now);
    const lines = fresh.map(({ at, request, bodyHash }, nth): JournalLine => {
      const sequence = first + BigInt(nth);
      const outcome = outcomeOf(sequence, verdicts[nth]);
      outcomes[at] = outcome;
      return { sequence, request, bodyHash, outcome };
    });
    await writeJournal(tx, this.market, lines, now);
    for (const { at, of } of repeats) {
      const outcome = outcomes[of];
      if (outcome !== undefined) outcomes[at] = { ...outcome, replayed: true };
    }
    const head = { market: this.market, sequence: first + BigInt(fresh.length - 1), at: now };
    const events = [
      ...levels.events(this.book, day.rules.tickFen, head),
      ...closes.map(({ instrument, closeFen, sequence, day: of }) => ({
        ...{ ...head, sequence, instrument, levels: [], trades: [], close: { day: of, closeFen } },
      })),
    ];
    return { outcomes: whole(outcomes), events, made: day, ...(held === undefined ? {} : { held }) };
  }

  /** Takes the next numbers of the market, if it is still ours. */
  private async advance(tx: Transaction, count: number): Promise<bigint> {
    const [row] = await tx.rows<[string]>(
      {
        name: 'advance-venue',
        text: `update market.venue set last_sequence = last_sequence + $3 where market = $1 and epoch = $2
               returning last_sequence`,
      },
      [this.market, this.lease.epoch.toString(), count],
    );
    if (row === undefined) throw new LeaseLost(`another process runs ${this.market}`);
    return BigInt(row[0]) - BigInt(count) + 1n;
  }

  private async dayOf(tx: Transaction, now: Date): Promise<MarketDay> {
    if (this.day?.day === chinaDate(now)) return this.day;
    return readMarketDay(tx, this.parts.rulebook, this.market, now);
  }

  private async settle(
    tx: Transaction,
    moves: MovesOfBatch,
    feeAccount: string | undefined,
    { market, first }: { readonly market: string; readonly first: bigint },
  ): Promise<void> {
    const planned = moves.trades;
    const numbers = await tradeNumbers(tx, planned.length);
    planned.forEach((trade, at) => (trade.id = numbers[at] ?? 0n));
    const cause = {
      ...{ actor: `exchange:${market}`, reference: `orders:${market}:${first.toString()}` },
      reason: 'market:orders',
    };
    const { commands, trades } = moves.commands(cause, feeAccount);
    const transactions = await submitAll(
      tx,
      this.parts.ledger,
      commands,
      (at) => planned[trades.indexOf(at)],
    );
    await recordTrades(
      tx,
      planned.map((trade, at): SettledTrade => ({
        ...trade,
        transactionId: transactions[trades[at] ?? -1] ?? 0n,
      })),
    );
  }

  private toWithdraw({
    tradingAccount,
    instrument,
  }: Extract<SystemCommand, { kind: 'withdraw' }>): readonly LiveOrder[] {
    return [...this.book.all()].filter(
      (order) =>
        (tradingAccount === undefined || order.trader.number === tradingAccount) &&
        (instrument === undefined || order.instrument === instrument),
    );
  }

  /** What the ledger holds of blocked accounts does not keep the day of all others from ending (REG-013). */
  private closeDay(
    judge: Judge,
    day: ChinaDate,
    closes: readonly Close[],
    held: ReadonlySet<string> | undefined,
  ): Done {
    const over = judge.end(except(overAfter(this.book, day), held), 'day-over');
    const beyond = judge.end(except(outside(this.book, closes), held), 'outside-band');
    return { trades: [], ended: (over.ended ?? 0) + (beyond.ended ?? 0) };
  }

  /**
   * After a trade the ledger refused: when the side that rested is the one that cannot settle, its orders end, or stand aside
   * where the ledger does not even let them end. Gives whether the command should be tried again.
   */
  private async removeStopped({ trade }: SettlementRefused): Promise<boolean> {
    await this.reload();
    const stopped = trade === undefined ? undefined : await stoppedSide(this.parts.database, trade);
    if (stopped === undefined) return false;
    try {
      await this.commit([
        this.systemRequest({ kind: 'withdraw', tradingAccount: stopped, because: 'account-stopped' }),
      ]);
    } catch (error) {
      if (!(error instanceof SettlementRefused)) throw error;
      await this.reload();
      this.standAside(new Set([stopped]));
    }
    return true;
  }

  /** Orders of these accounts wait beside the books until the ledger lets them go. */
  private standAside(held: ReadonlySet<string>): void {
    if (held.size === 0) return;
    for (const order of this.book.all()) {
      if (!held.has(order.trader.number)) continue;
      this.aside.add(order.trader.number);
      this.takeOut(order);
    }
    this.book.keep();
  }

  private takeOut({ id, instrument }: LiveOrder): void {
    this.book.bookOf(instrument).cancel(id);
  }

  private systemRequest(command: SystemCommand): ExchangeRequest {
    return {
      ...{ market: this.market, command, actor: `exchange:${this.market}`, mayActFor: () => true },
      idempotency: { scope: `exchange:${this.market}`, key: `${command.kind}:${newId()}` },
    };
  }
}

const except = (orders: readonly LiveOrder[], held: ReadonlySet<string> | undefined): readonly LiveOrder[] =>
  held === undefined || held.size === 0 ? orders : orders.filter(({ trader }) => !held.has(trader.number));

async function loadBook({ database, clock, rulebook }: ExchangeParts, market: string): Promise<MarketBook> {
  return database.transaction(async (tx) => {
    const { rules } = await readMarketDay(tx, rulebook, market as TradingMarket, clock.now());
    return loadMarket(tx, market, rules.tickFen);
  });
}

/** Fills in what is known already; gives what is new, and what repeats something new of the same batch. */
function sortOut(
  hashed: readonly { readonly request: ExchangeRequest; readonly bodyHash: Buffer }[],
  known: readonly (ExchangeOutcome | 'conflict' | undefined)[],
  outcomes: (ExchangeOutcome | undefined)[],
): { readonly fresh: readonly Fresh[]; readonly repeats: readonly { at: number; of: number }[] } {
  const fresh: Fresh[] = [];
  const repeats: { at: number; of: number }[] = [];
  const first = new Map<string, Fresh>();
  hashed.forEach(({ request, bodyHash }, at) => {
    const answer = known[at];
    const name = `${request.idempotency.scope}\n${request.idempotency.key}`;
    const earlier = first.get(name);
    if (answer !== undefined) outcomes[at] = answer === 'conflict' ? conflicting(request) : answer;
    else if (earlier === undefined) {
      const each = { at, request, bodyHash };
      fresh.push(each);
      first.set(name, each);
    } else if (earlier.bodyHash.equals(bodyHash)) repeats.push({ at, of: earlier.at });
    else outcomes[at] = conflicting(request);
  });
  return { fresh, repeats };
}

async function attemptOne(
  work: () => Promise<Done> | Promise<Done | Refusal> | Done,
): Promise<Done | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Has the ledger do all of it, in as many submits as its bound asks for. @throws SettlementRefused */
async function submitAll(
  tx: Transaction,
  ledger: Ledger,
  commands: readonly Command[],
  tradeAt: (at: number) => PlannedTrade | undefined,
): Promise<readonly bigint[]> {
  const transactions: bigint[] = [];
  for (let from = 0; from < commands.length; from += MAX_BATCH) {
    const outcomes = await ledger.submit(tx, commands.slice(from, from + MAX_BATCH));
    outcomes.forEach((outcome, nth) => {
      if (outcome.status === 'refused') throw new SettlementRefused(outcome.refusal, tradeAt(from + nth));
      transactions.push(outcome.transactionId);
    });
  }
  return transactions;
}

function outcomeOf(sequence: bigint, verdict: Done | Refusal | undefined): ExchangeOutcome {
  if (verdict === undefined) throw new Error('a command was left without a verdict');
  if (verdict instanceof Refusal) return { status: 'refused', sequence, refusal: verdict, replayed: false };
  const { order, trades, ended } = verdict;
  return {
    ...{ status: 'done', sequence, replayed: false, trades: trades.map(answeredTrade) },
    ...(order === undefined ? {} : { order }),
    ...(ended === undefined ? {} : { ended }),
  };
}

const answeredTrade = ({
  id,
  priceFen,
  quantity,
  amountFen,
  taker,
  seller,
  buyer,
}: PlannedTrade): AnsweredTrade => ({
  ...{ trade: id.toString(), priceFen: priceFen.toString(), quantity: quantity.toString() },
  ...{ amountFen: amountFen.toString(), feeFen: (taker === 'buy' ? buyer : seller).feeFen.toString() },
});

function whole(outcomes: readonly (ExchangeOutcome | undefined)[]): ExchangeOutcome[] {
  return outcomes.map((outcome) => {
    if (outcome === undefined) throw new Error('a command was left without an outcome');
    return outcome;
  });
}
