import { allocation, recordVerified } from '@carbon/allowances';
import { connect, type Database, ensureServiceLogin, migrate } from '@carbon/database';
import { serviceCaller } from '@carbon/http';
import { newId, SettableClock } from '@carbon/kernel';
import { defineInstrument, Ledger, openAccounts } from '@carbon/ledger';
import { Rulebook } from '@carbon/rulebook';
import { allEntities, allMigrations } from '../../../apps/platform/src/assembly';
import { type Bench, CheckFailed, type Line } from '../bench';
import { interleave, now } from '../rounds';

const ENTERPRISES = 3_600;
const UNITS = 10_000;
const BATCH = 1_000;
const RAW = 'BENCH-RAW';
const BY = { actor: 'bench', approver: 'bench-2' };
const NOON = new Date('2025-07-01T04:00:00.000Z');
/** 3,000 MWh and 1,000 GJ at 70 %: 2,373 t and 103 t. */
const UNIT = {
  ...{ class: 'I' as const, generationMwh: '3000', heatGj: '1000', loadFactorPercent: '70' },
  verifiedT: 2_400n,
};
const PER_UNIT = 2_476n;

/** A market with verified figures and accounts, copied for each measurement. */
interface Template {
  readonly url: string;
  readonly accounts: readonly string[];
}

/** Allocating and issuing a year to the enterprises of the national market, against the bare issue of as many blocks. */
export const allocations: Line = {
  name: 'allocations',
  async run(bench) {
    const template = await makeTemplate(bench);
    const ratio = await interleave(
      bench.sizes.rounds,
      {
        path: `${ENTERPRISES} enterprises, ${UNITS} units: calculate, approve, issue`,
        reference: 'bare ledger issue of as many blocks',
        unit: 'ms',
        goal: { atMost: 6 },
      },
      () => onCopy(bench, template, issueBare),
      () => onCopy(bench, template, allocate),
    );
    await bench.server.dropDatabase(template.url);
    return { ratios: [ratio] };
  },
};

async function makeTemplate(bench: Bench): Promise<Template> {
  bench.say(`a market of ${ENTERPRISES} enterprises`);
  const url = await bench.server.createDatabase();
  await migrate(url, allMigrations);
  const database = await openCopy(url);
  const holders = Array.from({ length: ENTERPRISES }, (_, at) => ({
    ...{ id: newId(), code: `SYN${at}`, units: share(at + 1) - share(at) },
  }));
  const accounts = await database.transaction(async (tx) => {
    await tx.query(
      `insert into identity.holder (id, code, name_zh, name_en, kind, province, source, created_at)
       select id, code, code, code, 'key-emitter', '浙江', 'synthetic', $2
         from jsonb_to_recordset($1::jsonb) as h (id uuid, code text)`,
      [JSON.stringify(holders), NOON],
    );
    await defineInstrument(tx, {
      ...{ code: RAW, kind: 'allowance', unit: 't', scheme: 'BENCH', serialised: true },
    });
    await recordVerified(
      tx,
      holders.map(({ id, units }) => ({
        ...{ market: 'CN', year: 2024, holderId: id, sector: 'power', province: '浙江' },
        verifiedT: UNIT.verifiedT * BigInt(units),
        units: Array.from({ length: units }, (_, at) => ({ ...UNIT, id: `U${at}` })),
        ...{ lines: [], source: 'import:bench' },
      })),
      { now: NOON, by: 'bench' },
    );
    return openAccounts(
      tx,
      holders.map(({ id }) => ({ holderId: id, kind: 'holding' })),
    );
  });
  await database.close();
  await bench.server.as(url, (client) => client.query('vacuum analyze'));
  return { url, accounts };
}

const share = (at: number) => Math.floor((at * UNITS) / ENTERPRISES);

async function openCopy(url: string): Promise<Database> {
  const service = await ensureServiceLogin(url, 'carbon_bench', 'bench-only');
  return connect({ url: service, entities: allEntities, poolSize: 4 });
}

type Work = (database: Database, ledger: Ledger, template: Template) => Promise<number>;

/** Milliseconds of the work on a database of its own, whose supply is checked afterwards. */
async function onCopy(bench: Bench, template: Template, work: Work): Promise<number> {
  const url = await bench.server.createDatabase(template.url);
  const database = await openCopy(url);
  await bench.server.settle();
  const took = await work(database, await Ledger.create(new SettableClock(NOON)), template);
  const [held] = await database.query<{ sum: string; accounts: number }>(
    `select sum(available) as sum, count(*)::int as accounts from ledger.balance where account_id >= 1024`,
  );
  await database.close();
  await bench.server.dropDatabase(url);
  const expected = (PER_UNIT * BigInt(UNITS)).toString();
  if (held?.sum !== expected || held.accounts !== ENTERPRISES) {
    throw new CheckFailed(`${held?.sum ?? 'nothing'} t were issued, not ${expected}`);
  }
  return took;
}

const issueBare: Work = async (database, ledger, { accounts }) => {
  const commands = accounts.map((to, at) => ({
    ...{ kind: 'issue' as const, instrument: RAW, to, sourceKey: `bench:${at}` },
    ...{ quantity: PER_UNIT * BigInt(share(at + 1) - share(at)), cause: { actor: 'bench' } },
  }));
  const started = now();
  for (let from = 0; from < commands.length; from += BATCH) {
    await database.transaction((tx) => ledger.submit(tx, commands.slice(from, from + BATCH)));
  }
  return now() - started;
};

const allocate: Work = async (database, ledger) => {
  const clock = new SettableClock(NOON);
  const desk: allocation.AllocationDesk = {
    ...{ ledger, clock, rulebook: new Rulebook(), grounds: new allocation.DestinationGrounds() },
  };
  const caller = serviceCaller('bench', 'Bench', []);
  const scope = { market: 'CN', year: 2024, phase: 'final' as const, sectors: ['power' as const] };
  const { number } = await database.transaction((tx) => allocation.openRound(tx, desk, scope, caller));
  const started = now();
  await allocation.calculateRound(database, desk, { number, jobId: null, by: BY });
  await database.transaction((tx) => allocation.publishRound(tx, desk, number, caller));
  // the weeks of appeals and review go by in a moment
  clock.set(new Date(NOON.getTime() + 30 * 86_400_000));
  const reviewed = await database.transaction((tx) => allocation.reviewRound(tx, desk, number, caller));
  await database.transaction((tx) => allocation.approveRound(tx, desk, reviewed, BY));
  const approved: allocation.Round = { ...reviewed, state: 'approved' };
  await database.transaction((tx) => allocation.beginIssue(tx, approved, BY, clock.now()));
  await allocation.issueRound(database, desk, { number, by: BY });
  return now() - started;
};
