import type { Reader } from '@carbon/ledger';

/** How the totals of one instrument changed; a reversal gives a negative change. */
export interface SupplyDelta {
  readonly instrument: string;
  readonly issued: bigint;
  readonly retired: bigint;
  readonly surrendered: bigint;
  readonly cancelled: bigint;
  readonly expired: bigint;
  readonly converted: bigint;
}

export const SUPPLY_TOTALS = [
  'issued',
  'retired',
  'surrendered',
  'cancelled',
  'expired',
  'converted',
] as const;
export type SupplyTotal = (typeof SUPPLY_TOTALS)[number];

/** The form in which deltas are stored: quantities as strings. */
export type StoredDelta = Readonly<Record<'instrument' | SupplyTotal, string>>;

/**
 * What the records at places `from` (included) to `to` (not) of the log did to the supply of serialised instruments.
 * Units come from account 1 and end in accounts 2 to 6; the other way round is a reversal.
 */
export async function supplyDeltas(reader: Reader, from: bigint, to: bigint): Promise<SupplyDelta[]> {
  const total = (account: number, sign: 1 | -1) => `
    coalesce(sum(j.quantity) filter (where j.credit_account = ${account}), 0) * ${sign}
    - coalesce(sum(j.quantity) filter (where j.debit_account = ${account}), 0) * ${sign}`;
  const rows = await reader.query<StoredDelta>(
    `select i.code as instrument, ${total(1, -1)} as issued, ${total(2, 1)} as retired,
            ${total(3, 1)} as surrendered, ${total(4, 1)} as cancelled, ${total(5, 1)} as expired,
            ${total(6, 1)} as converted
       from ledger.batch b
       join ledger.journal j on j.id >= b.id and j.id < b.id + b.transfer_count
       join ledger.instrument i on i.id = j.instrument_id
      where b.log_position < $2
        and b.log_position >= coalesce((select max(log_position) from ledger.batch where log_position <= $1), 0)
        and b.log_position + (j.id - b.id) between $1 and $2::bigint - 1
        and i.serialised and (j.debit_account < 1024 or j.credit_account < 1024)
      group by i.code order by i.code collate "C"`,
    [from.toString(), to.toString()],
  );
  return rows.map(readDelta).filter((delta) => SUPPLY_TOTALS.some((name) => delta[name] !== 0n));
}

export function readDelta(stored: StoredDelta): SupplyDelta {
  return {
    instrument: stored.instrument,
    issued: BigInt(stored.issued),
    retired: BigInt(stored.retired),
    surrendered: BigInt(stored.surrendered),
    cancelled: BigInt(stored.cancelled),
    expired: BigInt(stored.expired),
    converted: BigInt(stored.converted),
  };
}

export function storeDelta(delta: SupplyDelta): StoredDelta {
  return {
    instrument: delta.instrument,
    issued: delta.issued.toString(),
    retired: delta.retired.toString(),
    surrendered: delta.surrendered.toString(),
    cancelled: delta.cancelled.toString(),
    expired: delta.expired.toString(),
    converted: delta.converted.toString(),
  };
}

/** The deltas of several checkpoints as one, each instrument once, in the order of their codes. */
export function sumDeltas(deltas: readonly SupplyDelta[]): SupplyDelta[] {
  const sums = new Map<string, SupplyDelta>();
  for (const delta of deltas) {
    const sum = sums.get(delta.instrument);
    sums.set(delta.instrument, sum === undefined ? delta : plus(sum, delta));
  }
  return [...sums.values()]
    .filter((sum) => SUPPLY_TOTALS.some((name) => sum[name] !== 0n))
    .sort((a, b) => (a.instrument < b.instrument ? -1 : 1));
}

function plus(a: SupplyDelta, b: SupplyDelta): SupplyDelta {
  return {
    instrument: a.instrument,
    issued: a.issued + b.issued,
    retired: a.retired + b.retired,
    surrendered: a.surrendered + b.surrendered,
    cancelled: a.cancelled + b.cancelled,
    expired: a.expired + b.expired,
    converted: a.converted + b.converted,
  };
}
