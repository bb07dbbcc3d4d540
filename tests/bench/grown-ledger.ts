import type { Client } from 'pg';
import type { Bench } from './bench';
import { LedgerStage } from './ledger-stage';

export const HISTORY = 'BENCH-HISTORY';
export const SERIALS_A_BLOCK = 10;
/** Transfers that every serial of the history has been through: its issue, wholesale, retail. */
export const HOPS = 3;

const BLOCKS_AN_ISSUE = 10_000;
const BLOCKS_A_LOT = 100;
const ROWS_A_BATCH = 5_000;
const ROWS_A_STEP = 500_000;

/**
 * Where the rows of a history of `blocks` blocks stand in the journal, from id `from` on: first the issues (each of
 * 10,000 blocks), then the lots that went from the issuer to a dealer (100 blocks each), then one transfer a block from
 * the dealer to its holder. Row k of a level names row k/100 of the level before as where its serials came from.
 */
interface Layout {
  readonly blocks: number;
  readonly from: number;
  readonly lots: number;
  readonly retail: number;
  readonly end: number;
}

function layoutOf(blocks: number, from: number): Layout {
  const lots = from + Math.ceil(blocks / BLOCKS_AN_ISSUE);
  const retail = lots + Math.ceil(blocks / BLOCKS_A_LOT);
  return { blocks, from, lots, retail, end: retail + blocks };
}

/**
 * A ledger with a long past: the stage's own accounts and, besides, `blocks` blocks of another instrument with the
 * journal that explains each of them. The past is written behind the ledger's back (no triggers), in bulk, but it is a
 * past that could have happened: balances, versions, blocks and pointers agree with the journal.
 */
export async function openGrownLedger(bench: Bench, blocks: number): Promise<LedgerStage> {
  const stage = await LedgerStage.open(bench);
  await bench.server.as(stage.ownerUrl, async (owner) => {
    await owner.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`);
    const layout = layoutOf(blocks, await nextId(owner));
    const instrument = await defineHistory(owner);
    await addPartitions(owner, layout);
    bench.say(`writing ${(layout.end - layout.from).toLocaleString('en')} journal rows`);
    await bench.server.as(stage.ownerUrl, async (second) => {
      await second.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`);
      await Promise.all([
        writeJournal(owner, layout, instrument, stage.accounts.length),
        writeBlocks(second, layout, instrument, stage.accounts.length),
      ]);
    });
    await owner.query(`select setval('ledger.journal_id', ${layout.end - 1})`);
    bench.say('sealing partitions');
    await owner.query('select ledger.seal_partitions()');
    await owner.query('vacuum analyze');
    stage.countAcknowledged(layout.end - layout.from);
  });
  await bench.server.settle();
  return stage;
}

async function nextId(owner: Client): Promise<number> {
  const { rows } = await owner.query<{ id: string }>('select last_value + 1 as id from ledger.journal_id');
  return Number(rows[0]?.id);
}

async function defineHistory(owner: Client): Promise<number> {
  const { rows } = await owner.query<{ id: number }>(
    `insert into ledger.instrument (code, kind, unit, scheme, serialised)
     values ('${HISTORY}', 'green-certificate', 'unit', 'BENCH', true) returning id`,
  );
  return rows[0]?.id ?? 0;
}

async function addPartitions(owner: Client, { end }: Layout): Promise<void> {
  await owner.query(`do $$ begin
    while (select max(to_id) < ${end} + 600000 from ledger.journal_partition) loop
      perform ledger.add_partition((select max(number) + 1 from ledger.journal_partition));
    end loop;
  end $$`);
}

/** The accounts: system issuance, the stage's treasury as issuer, its first account as dealer, all others as holders. */
const ISSUER = 1024;
const DEALER = 1025;
const FIRST_HOLDER = 1026;

const holderOf = (block: string, accounts: number) => `(${FIRST_HOLDER} + ${block} % ${accounts - 1})::int`;

async function writeJournal(
  owner: Client,
  layout: Layout,
  instrument: number,
  accounts: number,
): Promise<void> {
  const { blocks, from, lots, retail, end } = layout;
  const issueUnits = BLOCKS_AN_ISSUE * SERIALS_A_BLOCK;
  const lotUnits = BLOCKS_A_LOT * SERIALS_A_BLOCK;
  const perIssue = BLOCKS_AN_ISSUE / BLOCKS_A_LOT;
  const holders = accounts - 1;
  const level = (first: number, units: number, previous: string, columns: string) => (start: number) => {
    const stop = Math.min(start + ROWS_A_STEP, first === from ? lots : first === lots ? retail : end);
    return `
      insert into ledger.journal (id, batch_id, transaction_id, quantity, debit_after, credit_after, debit_version,
        credit_version, recorded_at, business_time, instrument_id, debit_account, credit_account, kind, debit_part,
        credit_part, actor, pieces, salt, leaf)
      select id, ${from} + (id - ${from}) / ${ROWS_A_BATCH} * ${ROWS_A_BATCH}, id, ${units}, ${columns}, now(), now(),
             ${instrument}, debit, credit, kind, 0, 0, 'history',
             array[array[k * ${units} + 1, (k + 1) * ${units}, ${previous}]], int8send(id) || int8send(k),
             sha256(int8send(id))
        from (select id::bigint, (id - ${first})::bigint as k from generate_series(${start}, ${stop - 1}) id) r
       cross join lateral (select ${accountsOf(first, layout, accounts)}) a`;
  };
  const levels: [number, number, (start: number) => string][] = [
    [
      from,
      lots,
      level(from, issueUnits, '0', `-(k + 1) * ${issueUnits}, (k + 1) * ${issueUnits}, k + 1, k + 1`),
    ],
    [
      lots,
      retail,
      level(
        lots,
        lotUnits,
        `${from} + k / ${perIssue}`,
        `${blocks * SERIALS_A_BLOCK} - (k + 1) * ${lotUnits}, (k + 1) * ${lotUnits}, ${lots - from} + k + 1, k + 1`,
      ),
    ],
    [
      retail,
      end,
      level(
        retail,
        SERIALS_A_BLOCK,
        `${lots} + k / ${BLOCKS_A_LOT}`,
        `${blocks * SERIALS_A_BLOCK} - (k + 1) * ${SERIALS_A_BLOCK}, (k / ${holders} + 1) * ${SERIALS_A_BLOCK},
         ${retail - lots} + k + 1, k / ${holders} + 1`,
      ),
    ],
  ];
  for (const [first, last, statement] of levels) {
    for (let start = first; start < last; start += ROWS_A_STEP) await owner.query(statement(start));
  }
  await owner.query(
    `insert into ledger.batch (id, transfer_count, recorded_at, serials_settled)
     select id, least(${ROWS_A_BATCH}, ${end} - id), now(), true
       from generate_series(${from}::bigint, ${end - 1}, ${ROWS_A_BATCH}) id`,
  );
}

function accountsOf(first: number, { from, lots }: Layout, accounts: number): string {
  const of = (kind: number, debit: string, credit: string) =>
    `${kind} as kind, ${debit} as debit, ${credit} as credit`;
  if (first === from) return of(1, '1', `${ISSUER}`);
  if (first === lots) return of(2, `${ISSUER}`, `${DEALER}`);
  return of(2, `${DEALER}`, holderOf('k', accounts));
}

async function writeBlocks(
  owner: Client,
  { blocks, from, lots, retail }: Layout,
  instrument: number,
  accounts: number,
): Promise<void> {
  const units = blocks * SERIALS_A_BLOCK;
  const issues = lots - from;
  const dealt = retail - lots;
  await owner.query('drop index ledger.block_holder');
  await owner.query(
    `insert into ledger.block (instrument_id, account_id, first_serial, last_serial, journal_id, part)
     select ${instrument}, ${holderOf('k', accounts)}, k * ${SERIALS_A_BLOCK} + 1, (k + 1) * ${SERIALS_A_BLOCK},
            ${retail} + k, 0
       from generate_series(0::bigint, ${blocks - 1}) k`,
  );
  await owner.query('create index block_holder on ledger.block (account_id, instrument_id, first_serial)');
  await owner.query(
    `insert into ledger.issuance (id, instrument_id, quantity, first_serial, last_serial, source_key)
     select ${from} + k, ${instrument}, n, k * n + 1, (k + 1) * n, 'history/' || k
       from generate_series(0::bigint, ${issues - 1}) k, (select ${BLOCKS_AN_ISSUE * SERIALS_A_BLOCK}::bigint as n) n`,
  );
  await owner.query(
    `insert into ledger.balance (account_id, instrument_id, available, version)
     values (1, ${instrument}, -${units}, ${issues}), (${ISSUER}, ${instrument}, 0, ${issues + dealt}),
            (${DEALER}, ${instrument}, 0, ${dealt + blocks})
     union all
     select account_id, instrument_id, count(*) * ${SERIALS_A_BLOCK}, count(*) from ledger.block
      where instrument_id = ${instrument} group by 1, 2`,
  );
}
