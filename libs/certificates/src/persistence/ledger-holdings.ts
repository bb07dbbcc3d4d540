import type { Reader, SerialRange } from '@carbon/ledger';
import { PARTS, type Part } from '@carbon/ledger';
import { GEC_SCHEME } from '../domain/instrument-code';

/** What an account holds of one instrument in one part of its balance. */
export interface Holding {
  readonly accountId: number;
  readonly instrumentId: number;
  readonly account: string;
  readonly instrument: string;
  readonly part: Part;
  readonly quantity: bigint;
}

/** Where a walk through holdings is: account and instrument of the last one seen. */
export type HoldingsCursor = readonly [accountId: number, instrumentId: number];
export const FIRST_HOLDING: HoldingsCursor = [0, 0];

/**
 * Certificates of the given production months that anybody still holds, whatever part they stand in, in the order of
 * the ledger's locks. At most `limit` balances; a balance may give several holdings.
 */
export async function heldOfMonths(
  reader: Reader,
  months: readonly string[],
  after: HoldingsCursor,
  limit: number,
): Promise<Holding[]> {
  const rows = await reader.query<
    { account_id: number; instrument_id: number; account: string; instrument: string } & Record<Part, string>
  >(
    `select b.account_id, b.instrument_id, a.number as account, i.code as instrument,
            b.available, b.frozen, b.locked, b.pledged, b.judicial, b.pending
       from ledger.instrument i
       join ledger.balance b on b.instrument_id = i.id and b.account_id >= 1024
       join ledger.account a on a.id = b.account_id
      where i.scheme = $1 and i.period = any($2::text[]) and (b.account_id, b.instrument_id) > ($3, $4)
        and b.available + b.frozen + b.locked + b.pledged + b.judicial + b.pending > 0
      order by b.account_id, b.instrument_id limit $5`,
    [GEC_SCHEME, months, after[0], after[1], limit],
  );
  return rows.flatMap((row) =>
    PARTS.map((part) => ({
      accountId: row.account_id,
      instrumentId: row.instrument_id,
      account: row.account,
      instrument: row.instrument,
      part,
      quantity: BigInt(row[part]),
    })).filter(({ quantity }) => quantity > 0n),
  );
}

/** Serials of an instrument that an account holds free and that were never sold (GEC-009), lowest first. */
export async function unsoldSerials(
  reader: Reader,
  account: string,
  instrument: string,
): Promise<SerialRange[]> {
  const rows = await reader.query<{ first: string; last: string }>(
    `select lower(r) as first, upper(r) - 1 as last
       from unnest((
         select range_agg(int8range(b.first_serial, b.last_serial, '[]'))
           from ledger.block b
           join ledger.account a on a.id = b.account_id and a.number = $1
           join ledger.instrument i on i.id = b.instrument_id and i.code = $2
          where b.part = 0
       ) - coalesce((
         select range_agg(int8range(first_serial, last_serial, '[]'))
           from certificates.sold_range where instrument = $2), '{}')) as r
      order by 1`,
    [account, instrument],
  );
  return rows.map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) }));
}

/** The first serials of an instrument that an account holds and cannot move freely; none, or one range. */
export async function heldBackSerials(
  reader: Reader,
  account: string,
  instrument: string,
): Promise<SerialRange[]> {
  const rows = await reader.query<{ first_serial: string; last_serial: string }>(
    `select b.first_serial, b.last_serial from ledger.block b
       join ledger.account a on a.id = b.account_id and a.number = $1
       join ledger.instrument i on i.id = b.instrument_id and i.code = $2
      where b.part <> 0 order by b.first_serial limit 1`,
    [account, instrument],
  );
  return rows.map((row) => ({ first: BigInt(row.first_serial), last: BigInt(row.last_serial) }));
}

export interface OpenAccount {
  readonly number: string;
  readonly holderId: string;
}

/** The open holding accounts of holders, oldest first. */
export async function holdingAccountsOf(
  reader: Reader,
  holderIds: readonly string[],
): Promise<OpenAccount[]> {
  return reader.query<{ number: string; holderId: string }>(
    `select number, holder_id as "holderId" from ledger.account
      where holder_id = any($1::uuid[]) and kind = 'holding' and state = 'open' order by id`,
    [holderIds],
  );
}

/** The certificate instruments that an account holds any of. */
export async function heldInstruments(reader: Reader, account: string): Promise<string[]> {
  const rows = await reader.query<{ code: string }>(
    `select i.code from ledger.account a
       join ledger.balance b on b.account_id = a.id
       join ledger.instrument i on i.id = b.instrument_id and i.scheme = $2
      where a.number = $1
        and b.available + b.frozen + b.locked + b.pledged + b.judicial + b.pending > 0 order by i.code`,
    [account, GEC_SCHEME],
  );
  return rows.map(({ code }) => code);
}
