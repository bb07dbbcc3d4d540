import type { Reader } from '@carbon/ledger';
import type { Inclusion } from './checkpoints';

/** An issuance on its way to the chain. */
export interface IssuanceRecord {
  readonly id: bigint;
  readonly leafIndex: bigint;
  readonly chainKey: Buffer;
  readonly state: 'pending' | 'sent' | 'mined' | 'final';
  readonly transaction: string | undefined;
  readonly block: { readonly number: bigint; readonly hash: string } | undefined;
  readonly instrument: string;
  readonly firstSerial: bigint;
  readonly quantity: bigint;
  readonly evidenceHash: Buffer | undefined;
}

/**
 * Puts the serialised issuances at these places of the log into the outbox, in the order of the log. Serials of an
 * instrument grow with the places, because both are given under the lock of its issuance balance.
 */
export async function enqueueIssuances(writer: Reader, from: bigint, to: bigint): Promise<void> {
  await writer.query(
    `with fresh as (
       select s.id, b.log_position + (s.id - b.id) as leaf_index,
              convert_to(coalesce(s.source_key, 'transfer:' || s.id), 'UTF8') as source
         from ledger.batch b
         join ledger.issuance s on s.id >= b.id and s.id < b.id + b.transfer_count
        where b.log_position >= $1 and b.log_position < $2 and s.first_serial is not null
     ), counted as (
       select f.*, row_number() over (partition by f.source order by f.leaf_index)
              + (select count(*) from log.issuance_record r where r.source_hash = sha256(f.source)) as ordinal
         from fresh f
     )
     insert into log.issuance_record (issuance_id, leaf_index, source_hash, chain_key)
     select id, leaf_index, sha256(source),
            case when ordinal = 1 then sha256(source)
                 else sha256(source || '\\x00'::bytea || convert_to(ordinal::text, 'UTF8')) end
       from counted order by leaf_index`,
    [from.toString(), to.toString()],
  );
}

interface Row {
  issuance_id: string;
  leaf_index: string;
  chain_key: Buffer;
  state: IssuanceRecord['state'];
  tx_hash: string | null;
  block_number: string | null;
  block_hash: string | null;
  instrument: string;
  first_serial: string;
  quantity: string;
  evidence_hash: Buffer | null;
}

async function select(reader: Reader, rest: string, values: unknown[] = []): Promise<IssuanceRecord[]> {
  const rows = await reader.query<Row>(
    `select r.issuance_id, r.leaf_index, r.chain_key, r.state, r.tx_hash, r.block_number, r.block_hash,
            i.code as instrument, s.first_serial, s.quantity, s.evidence_hash
       from log.issuance_record r
       join ledger.issuance s on s.id = r.issuance_id
       join ledger.instrument i on i.id = s.instrument_id ${rest}`,
    values,
  );
  return rows.map((row) => ({
    id: BigInt(row.issuance_id),
    leafIndex: BigInt(row.leaf_index),
    chainKey: row.chain_key,
    state: row.state,
    transaction: row.tx_hash ?? undefined,
    block:
      row.block_number === null || row.block_hash === null
        ? undefined
        : { number: BigInt(row.block_number), hash: row.block_hash },
    instrument: row.instrument,
    firstSerial: BigInt(row.first_serial),
    quantity: BigInt(row.quantity),
    evidenceHash: row.evidence_hash ?? undefined,
  }));
}

/** The next issuances that the chain is not known to hold, in order. */
export function openIssuances(reader: Reader, limit: number): Promise<IssuanceRecord[]> {
  return select(reader, `where r.state in ('pending', 'sent') order by r.leaf_index limit $1`, [limit]);
}

/** The last issuances that we believe the chain holds before a place of the log, newest first. */
export function heldIssuances(
  reader: Reader,
  before: bigint | undefined,
  limit: number,
): Promise<IssuanceRecord[]> {
  return select(
    reader,
    `where r.state in ('mined', 'final') and ($1::bigint is null or r.leaf_index < $1)
     order by r.leaf_index desc limit $2`,
    [before?.toString() ?? null, limit],
  );
}

/** Transactions with issuances that are mined but not final, with a block each. */
export async function minedIssuanceTransactions(reader: Reader): Promise<Inclusion[]> {
  const rows = await reader.query<{ tx_hash: string; block_number: string; block_hash: string }>(
    `select distinct tx_hash, block_number, block_hash from log.issuance_record
      where state = 'mined' and tx_hash is not null and block_number is not null`,
  );
  return rows.map((row) => ({
    transaction: row.tx_hash,
    blockNumber: BigInt(row.block_number),
    blockHash: row.block_hash,
  }));
}

/**
 * The most units of an instrument that may ever be recorded: the ledger's cap, and as much again as was reversed, for on
 * chain a reversed issuance stays recorded. Nothing when the ledger sets no cap.
 */
export async function recordableUnits(reader: Reader, instrument: string): Promise<bigint | undefined> {
  const [row] = await reader.query<{ units: string | null }>(
    `select i.cap + coalesce((select sum(s.quantity) from ledger.issuance s
                               where s.instrument_id = i.id and s.reversed_by is not null), 0) as units
       from ledger.instrument i where i.code = $1`,
    [instrument],
  );
  return row?.units === undefined || row.units === null ? undefined : BigInt(row.units);
}

const ids = (records: readonly IssuanceRecord[]) => records.map((record) => record.id.toString());

export async function markIssuancesSent(
  writer: Reader,
  records: readonly IssuanceRecord[],
  transaction: string,
): Promise<void> {
  await writer.query(
    `update log.issuance_record set state = 'sent', tx_hash = $2, block_number = null, block_hash = null
      where issuance_id = any($1::bigint[])`,
    [ids(records), transaction],
  );
}

export async function markIssuancesMined(
  writer: Reader,
  records: readonly IssuanceRecord[],
  inclusion: Inclusion | undefined,
): Promise<void> {
  await writer.query(
    `update log.issuance_record set state = 'mined', tx_hash = $2, block_number = $3, block_hash = $4
      where issuance_id = any($1::bigint[])`,
    [
      ids(records),
      inclusion?.transaction ?? null,
      inclusion?.blockNumber.toString() ?? null,
      inclusion?.blockHash ?? null,
    ],
  );
}

/** Issuances that are on chain without our knowing their transaction, and those of one deep enough, are final. */
export async function markIssuancesFinal(writer: Reader, transaction: string): Promise<void> {
  await writer.query(
    `update log.issuance_record set state = 'final' where state = 'mined' and (tx_hash = $1 or tx_hash is null)`,
    [transaction],
  );
}

export async function moveIssuances(writer: Reader, from: string, to: Inclusion): Promise<void> {
  await writer.query(
    `update log.issuance_record set block_number = $2, block_hash = $3 where tx_hash = $1 and state = 'mined'`,
    [from, to.blockNumber.toString(), to.blockHash],
  );
}

/** The chain no longer holds these: they wait again. Returns how many. */
export async function markIssuancesPendingFrom(writer: Reader, leafIndex: bigint): Promise<number> {
  const rows = await writer.query(
    `with undone as (
       update log.issuance_record set state = 'pending', tx_hash = null, block_number = null, block_hash = null
        where leaf_index >= $1 and state <> 'pending' returning issuance_id)
     select issuance_id from undone`,
    [leafIndex.toString()],
  );
  return rows.length;
}
