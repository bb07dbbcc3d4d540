import { connect, type Database, ensureServiceLogin, migrate, platformMigrations } from '@carbon/database';
import { systemClock } from '@carbon/kernel';
import { type Command, defineInstrument, Ledger, ledgerMigrations, openAccounts } from '@carbon/ledger';
import type { Bench } from './bench';
import { checkLedger } from './ledger-checks';
import { now } from './rounds';
import type { PickPair } from './random';

export const PLAIN = 'BENCH-FEN';
export const SERIAL = 'BENCH-GEC';
const FUNDS = { [PLAIN]: 1_000_000_000n, [SERIAL]: 10_000n } as const;
export type InstrumentCode = keyof typeof FUNDS;

export const CAUSE = { actor: 'bench' };
const HOLDER = '01900000-0000-7000-8000-000000000001';
const FUNDING_BATCH = 5_000;

/** The real ledger on a database of its own, reached through the role of the running application. */
export class LedgerStage {
  /** Transfers that were acknowledged since the stage was opened. */
  private acknowledged = 0;

  private constructor(
    private readonly bench: Bench,
    readonly ownerUrl: string,
    readonly serviceUrl: string,
    readonly database: Database,
    readonly ledger: Ledger,
    readonly accounts: readonly string[],
    private readonly rowsBefore: number,
  ) {}

  /** A ledger with funded accounts. They are made once a run and copied from then on. */
  static async open(bench: Bench): Promise<LedgerStage> {
    const template = await templateOf(bench);
    const ownerUrl = await bench.server.createDatabase(template.url);
    const serviceUrl = await serviceLogin(ownerUrl);
    const database = await connect({ url: serviceUrl, poolSize: 4 });
    const ledger = await Ledger.create(systemClock);
    await bench.server.as(ownerUrl, (client) => client.query('vacuum analyze'));
    await bench.server.settle();
    return new LedgerStage(bench, ownerUrl, serviceUrl, database, ledger, template.accounts, template.rows);
  }

  /** Commands of one batch: small quantities, so that a serial block is split by nearly all of them. */
  batch(size: number, pick: PickPair, instrument: InstrumentCode): Command[] {
    return Array.from({ length: size }, (_, at) => {
      const [from, to] = pick();
      return {
        kind: 'transfer',
        instrument,
        quantity: BigInt(1 + (at % 5)),
        from: this.accounts[from] ?? '',
        to: this.accounts[to] ?? '',
        cause: CAUSE,
      };
    });
  }

  /** Submits a batch in one transaction, durable when this returns; gives the milliseconds it took. */
  async submit(commands: readonly Command[]): Promise<number> {
    const started = now();
    const outcomes = await this.database.transaction((tx) => this.ledger.submit(tx, commands));
    const took = now() - started;
    for (const outcome of outcomes) if (outcome.status !== 'done') throw outcome.refusal;
    this.acknowledged += outcomes.length;
    return took;
  }

  /** Transfers a second over about `roundMs`, one batch after the other. Making the commands is the caller's work. */
  async rate(size: number, pick: PickPair, instrument: InstrumentCode = PLAIN): Promise<number> {
    let took = 0;
    let transfers = 0;
    while (took < this.bench.sizes.roundMs) {
      const commands = this.batch(size, pick, instrument);
      took += await this.submit(commands);
      transfers += size;
    }
    return transfers / (took / 1_000);
  }

  /** Counts transfers that somebody else had acknowledged. */
  countAcknowledged(transfers: number): void {
    this.acknowledged += transfers;
  }

  /** Checks that everything adds up, then removes the database. @throws CheckFailed */
  async close(): Promise<void> {
    await this.database.close();
    await checkLedger(this.bench.server, this.ownerUrl, this.rowsBefore + this.acknowledged);
    await this.bench.server.dropDatabase(this.ownerUrl);
  }
}

const serviceLogin = (ownerUrl: string) => ensureServiceLogin(ownerUrl, 'carbon_bench', 'bench-only');

interface Template {
  readonly url: string;
  readonly accounts: readonly string[];
  readonly rows: number;
}

const templates = new WeakMap<object, Promise<Template>>();

function templateOf(bench: Bench): Promise<Template> {
  let template = templates.get(bench.server);
  if (template === undefined) templates.set(bench.server, (template = makeTemplate(bench)));
  return template;
}

/** Everything that exists is issued to one account and transferred from there, by the ledger itself. */
async function makeTemplate(bench: Bench): Promise<Template> {
  const { server, sizes } = bench;
  bench.say(`funding ${sizes.accounts.toLocaleString('en')} accounts`);
  const url = await server.createDatabase();
  await migrate(url, [...platformMigrations, ...ledgerMigrations]);
  const database = await connect({ url: await serviceLogin(url), poolSize: 1 });
  const ledger = await Ledger.create(systemClock);
  let rows = 0;
  const submit = async (commands: readonly Command[]) => {
    const outcomes = await database.transaction((tx) => ledger.submit(tx, commands));
    for (const outcome of outcomes) if (outcome.status !== 'done') throw outcome.refusal;
    rows += commands.length;
  };
  const [treasury = '', ...accounts] = await database.transaction(async (tx) => {
    const common = { scheme: 'BENCH', unit: 'unit' };
    await defineInstrument(tx, { ...common, code: PLAIN, kind: 'cash', serialised: false });
    await defineInstrument(tx, { ...common, code: SERIAL, kind: 'green-certificate', serialised: true });
    return openAccounts(
      tx,
      Array.from({ length: sizes.accounts + 1 }, () => ({ holderId: HOLDER, kind: 'holding' as const })),
    );
  });
  for (const instrument of [PLAIN, SERIAL] as const) {
    const quantity = FUNDS[instrument];
    const total = quantity * BigInt(accounts.length);
    await submit([
      { kind: 'issue', instrument, quantity: total, to: treasury, sourceKey: instrument, cause: CAUSE },
    ]);
    for (let from = 0; from < accounts.length; from += FUNDING_BATCH) {
      await submit(
        accounts
          .slice(from, from + FUNDING_BATCH)
          .map((to) => ({ kind: 'transfer', instrument, quantity, from: treasury, to, cause: CAUSE })),
      );
    }
  }
  await database.close();
  await server.as(url, (client) => client.query('vacuum analyze'));
  return { url, accounts, rows };
}
