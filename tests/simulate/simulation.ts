import { type Command, type Ledger, type Outcome, readJournal } from '@carbon/ledger';
import type { SettableClock } from '@carbon/kernel';
import { breaches } from '../support/ledger-invariants';
import { Crash, type Fault, FaultyDatabase } from './faulty-database';
import { type Expected, Model } from './model';
import { Random } from './random';
import { inventCommand } from './story';

interface Letter {
  readonly commands: readonly Command[];
  /** What the model said, once the database has committed the batch. */
  expected?: readonly Expected[];
}

export interface SimulationReport {
  readonly seed: number;
  readonly commands: number;
  readonly done: number;
  readonly refused: number;
  readonly crashes: number;
  readonly duplicates: number;
}

/** Places of system accounts in the model's words. */
const SYSTEM: Record<string, string> = {
  'SYSTEM-ISSUANCE': 'ISSUED',
  'SYSTEM-RETIREMENT': 'RETIRED',
  'SYSTEM-SURRENDER': 'SURRENDERED',
  'SYSTEM-CANCELLATION': 'CANCELLED',
  'SYSTEM-EXPIRY': 'EXPIRED',
  'SYSTEM-CONVERSION': 'CONVERTED',
};

/**
 * Plays a seeded story on the real ledger code and the real database: batches that arrive out of order, twice, or whose
 * sender dies before any statement or just after the commit, under a clock that jumps. After each step the ledger must
 * hold what an independent model holds, and every invariant.
 */
export class Simulation {
  private readonly random: Random;
  private readonly model: Model;
  private readonly waiting: Letter[] = [];
  private readonly answered: Letter[] = [];
  private readonly transactions: bigint[] = [];
  private readonly counts = { commands: 0, done: 0, refused: 0, crashes: 0, duplicates: 0 };

  constructor(
    private readonly seed: number,
    private readonly database: FaultyDatabase,
    private readonly ledger: Ledger,
    private readonly clock: SettableClock,
    private readonly accounts: readonly string[],
    private readonly instruments: readonly string[],
  ) {
    this.random = new Random(seed);
    this.model = new Model(new Set(accounts), new Set(instruments));
  }

  /** @throws Error naming the seed and the step when anything is not as it must be */
  async run(steps: number): Promise<SimulationReport> {
    for (let step = 0; step < steps; step++) {
      try {
        await this.step();
        await this.compare();
      } catch (error) {
        throw new Error(`simulation with seed ${this.seed} failed in step ${step}`, { cause: error });
      }
    }
    return { seed: this.seed, ...this.counts };
  }

  private async step(): Promise<void> {
    if (this.random.chance(0.3)) {
      const jump = (this.random.next() - 0.3) * 86_400_000;
      this.clock.set(new Date(Math.round(this.clock.now().getTime() + jump)));
    }
    if (this.waiting.length < 3) this.waiting.push(this.write());
    const again = this.answered.length > 0 && this.random.chance(0.12);
    if (again) this.counts.duplicates++;
    const letter = this.random.pick(again ? this.answered : this.waiting);
    await this.deliver(letter, this.chooseFault());
  }

  private write(): Letter {
    const cast = {
      accounts: this.accounts,
      instruments: this.instruments,
      transactions: this.transactions,
      now: this.clock.now(),
    };
    const commands = Array.from({ length: 1 + this.random.below(14) }, () =>
      inventCommand(this.random, cast, this.counts.commands++),
    );
    return { commands };
  }

  private chooseFault(): Fault {
    const roll = this.random.next();
    if (roll < 0.62) return 'none';
    return roll < 0.75 ? 'crash-after-commit' : { crashBeforeStatement: this.random.below(12) };
  }

  private async deliver(letter: Letter, fault: Fault): Promise<void> {
    let outcomes: Outcome[] | undefined;
    this.database.fault = fault;
    try {
      await this.database.transaction(
        async (tx) => (outcomes = await this.ledger.submit(tx, letter.commands)),
      );
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.counts.crashes++;
      // the sender does not know, but we do: only after the commit has it happened
      if (fault === 'crash-after-commit' && outcomes !== undefined) this.settle(letter, outcomes);
      return;
    } finally {
      this.database.fault = 'none';
    }
    if (outcomes === undefined) throw new Error('no outcomes');
    this.settle(letter, outcomes);
    const at = this.waiting.indexOf(letter);
    if (at >= 0) this.answered.push(...this.waiting.splice(at, 1));
  }

  /** Holds the outcomes against the model's; a batch that came before must come out as before. */
  private settle(letter: Letter, outcomes: readonly Outcome[]): void {
    const repeated = letter.expected !== undefined;
    letter.expected ??= letter.commands.map((command, at) => this.judge(command, outcomes[at]));
    letter.expected.forEach((expected, at) => {
      const outcome = outcomes[at];
      const said = outcome?.status === 'refused' ? outcome.refusal.code : outcome?.status;
      const should = expected.done ? 'done' : expected.code;
      if (said !== should)
        throw new Error(`${JSON.stringify(letter.commands[at], text)}: ${said ?? '-'}, not ${should}`);
      if (outcome?.replayed !== repeated)
        throw new Error(`command ${at} of a batch was ${repeated ? 'not ' : ''}replayed`);
    });
  }

  private judge(command: Command, outcome: Outcome | undefined): Expected {
    // the model knows no serials: whether the very ones are still there, the ledger says
    const serialsGone = outcome?.status === 'refused' && outcome.refusal.code === 'LEDGER_SERIALS_NOT_HELD';
    const reverses = command.kind === 'reverse' || command.kind === 'linked';
    if (serialsGone && reverses) return this.counted({ done: false, code: 'LEDGER_SERIALS_NOT_HELD' });
    const id = outcome?.status === 'done' ? outcome.transactionId : 0n;
    const expected = this.model.apply(command, id);
    if (expected.done) this.transactions.push(id);
    return this.counted(expected);
  }

  private counted(expected: Expected): Expected {
    this.counts[expected.done ? 'done' : 'refused']++;
    return expected;
  }

  private async compare(): Promise<void> {
    const rows = await this.database.query<{ number: string; code: string } & Record<string, string>>(
      `select a.number, i.code, b.* from ledger.balance b join ledger.account a on a.id = b.account_id
         join ledger.instrument i on i.id = b.instrument_id`,
    );
    const held = new Map<string, bigint>();
    for (const row of rows) {
      for (const part of ['available', 'frozen', 'locked', 'pledged', 'judicial', 'pending']) {
        const quantity = BigInt(row[part] ?? 0);
        if (quantity !== 0n) held.set(`${SYSTEM[row.number] ?? row.number}|${row.code}|${part}`, quantity);
      }
    }
    const differences = differing(this.model.holdings(), new Map([...held].sort()));
    if (differences.length > 0)
      throw new Error(`model and ledger differ: ${differences.slice(0, 5).join('; ')}`);
    const found = await breaches(this.database);
    if (found.length > 0) throw new Error(found.join('\n'));
    await this.replaySerials();
  }

  /** Follows every single serial through the journal: who lets go must have held it; in the end the blocks agree. */
  private async replaySerials(): Promise<void> {
    const places = new Map<string, string>();
    for (const { record } of await readJournal(this.database, 0n, 1n << 62n)) {
      for (const range of record.serials ?? []) {
        const [first, last] = range.split('-').map(Number) as [number, number];
        for (let serial = first; serial <= last; serial++) {
          const unit = `${record.instrument}#${serial}`;
          const from = `${record.debitAccount}|${record.debitPart}`;
          const born = record.kind === 'issue';
          if (born ? places.has(unit) : places.get(unit) !== from) {
            throw new Error(
              `journal row ${record.id} moves ${unit} from ${from}, but it is at ${places.get(unit) ?? '-'}`,
            );
          }
          if (record.creditAccount === 'SYSTEM-ISSUANCE') places.delete(unit);
          else places.set(unit, `${record.creditAccount}|${record.creditPart}`);
        }
      }
    }
    const blocks = await this.database.query<{ code: string; place: string; first: string; last: string }>(
      `select i.code, a.number || '|' || p.name as place, b.first_serial as first, b.last_serial as last
         from ledger.block b join ledger.instrument i on i.id = b.instrument_id
         join ledger.account a on a.id = b.account_id join ledger.part p on p.id = b.part`,
    );
    const inBlocks = new Map<string, string>();
    for (const block of blocks) {
      for (let serial = Number(block.first); serial <= Number(block.last); serial++) {
        inBlocks.set(`${block.code}#${serial}`, block.place);
      }
    }
    const differences = differing(places, inBlocks);
    if (differences.length > 0)
      throw new Error(`journal and blocks differ: ${differences.slice(0, 5).join('; ')}`);
  }
}

function differing<V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, V>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((key) => a.get(key) !== b.get(key))
    .map((key) => `${key}: ${String(a.get(key))} against ${String(b.get(key))}`);
}

const text = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
