import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { periodUnknown } from '../domain/refusals';
import type { Pool, PoolPeriod } from './records';

const COLUMNS = `id, pool_id as "poolId", ordinal, from_day::text as "from", to_day::text as "to",
  factor_ug_per_wh as factor, factor_source as "factorSource", state, verified_ug as "verifiedUg",
  verifier_id as "verifierId", encode(report_hash, 'hex') as "reportHash", terms_version as "termsVersion", tonnes,
  remainder_ug as "remainderUg", instrument, transaction_id as "transactionId", backed_by as "backedBy"`;

const NUMBERS = ['factor', 'verifiedUg', 'tonnes', 'remainderUg', 'transactionId', 'backedBy'] as const;
type Row = Omit<PoolPeriod, (typeof NUMBERS)[number]> &
  Readonly<Record<(typeof NUMBERS)[number], string | null>>;

function toPeriod(row: Row): PoolPeriod {
  const numbers = Object.fromEntries(
    NUMBERS.map((name) => {
      const value = row[name];
      return [name, value === null ? null : BigInt(value)];
    }),
  ) as Pick<PoolPeriod, (typeof NUMBERS)[number]>;
  return { ...row, ...numbers };
}

/** A period of a pool by its ordinal. @throws Refusal POOL_PERIOD_UNKNOWN */
export async function findPeriod(reader: Reader, pool: Pool, ordinal: number): Promise<PoolPeriod> {
  const [row] = await reader.query<Row>(
    `select ${COLUMNS} from credits.pool_period where pool_id = $1 and ordinal = $2`,
    [pool.id, ordinal],
  );
  if (row === undefined) throw periodUnknown(ordinal);
  return toPeriod(row);
}

/** Periods in their order. */
export async function readPeriods(reader: Reader, pool: Pool, page: PageRequest): Promise<Page<PoolPeriod>> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from credits.pool_period
      where pool_id = $1 and ordinal > $2::bigint order by ordinal limit $3`,
    [pool.id, page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows.map(toPeriod), page.limit, ({ ordinal }) => [ordinal.toString()]);
}

/** All periods up to one, in order. */
export async function periodsUpTo(reader: Reader, pool: Pool, ordinal: number): Promise<PoolPeriod[]> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from credits.pool_period where pool_id = $1 and ordinal <= $2 order by ordinal`,
    [pool.id, ordinal],
  );
  return rows.map(toPeriod);
}

/** The last period; undefined before the first. */
export async function lastPeriod(reader: Reader, pool: Pool): Promise<PoolPeriod | undefined> {
  const [row] = await reader.query<Row>(
    `select ${COLUMNS} from credits.pool_period where pool_id = $1 order by ordinal desc limit 1`,
    [pool.id],
  );
  return row === undefined ? undefined : toPeriod(row);
}

export async function insertPeriod(
  tx: Transaction,
  period: Pick<PoolPeriod, 'id' | 'poolId' | 'ordinal' | 'from' | 'to' | 'factor' | 'factorSource'>,
  by: { readonly actor: string; readonly now: Date },
): Promise<PoolPeriod> {
  const { id, poolId, ordinal, from, to, factor, factorSource } = period;
  const [row] = await tx.query<Row>(
    `insert into credits.pool_period (id, pool_id, ordinal, from_day, to_day, factor_ug_per_wh, factor_source, opened_by,
       opened_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${COLUMNS}`,
    [id, poolId, ordinal, from, to, factor?.toString() ?? null, factorSource, by.actor, by.now],
  );
  if (row === undefined) throw new Error('a period was not entered');
  return toPeriod(row);
}

export async function markVerified(
  tx: Transaction,
  period: PoolPeriod,
  verified: {
    readonly total: bigint;
    readonly verifierId: string;
    readonly report: string;
    readonly by: string;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    `update credits.pool_period set state = 'verified', verified_ug = $2, verifier_id = $3, report_hash = decode($4, 'hex'),
       verified_by = $5, verified_at = $6 where id = $1`,
    [period.id, verified.total.toString(), verified.verifierId, verified.report, verified.by, verified.now],
  );
}

export async function markIssued(
  tx: Transaction,
  period: PoolPeriod,
  issued: {
    readonly tonnes: bigint;
    readonly remainder: bigint;
    readonly termsVersion: number;
    readonly instrument: string | null;
    readonly transactionId: bigint | null;
    readonly now: Date;
  },
): Promise<void> {
  const { tonnes, remainder, termsVersion, instrument, transactionId, now } = issued;
  const transaction = transactionId?.toString() ?? null;
  await tx.query(
    `update credits.pool_period set state = 'issued', tonnes = $2, remainder_ug = $3, terms_version = $4, instrument = $5,
       transaction_id = $6, backed_by = $6, issued_at = $7 where id = $1`,
    [period.id, tonnes.toString(), remainder.toString(), termsVersion, instrument, transaction, now],
  );
  if (transaction === null) return;
  // periods that made no whole tonne of their own stand behind these units too
  await tx.query(
    `update credits.pool_period set backed_by = $3
      where pool_id = $1 and ordinal < $2 and state = 'issued' and backed_by is null`,
    [period.poolId, period.ordinal, transaction],
  );
}
