import type { Reader } from '@carbon/database';
import { programmeKey } from '../domain/asset-key';
import { programmeNotInPool } from '../domain/refusals';
import { contributionsOf } from '../persistence/contributions';
import { memberOfKey } from '../persistence/members';
import { findPeriod } from '../persistence/periods';
import { findPool } from '../persistence/pools';
import type { PoolPeriod } from '../persistence/records';
import { lastCarriedOut } from '../persistence/shares';

/** What became of a programme's part of a period. Micrograms but for tonnes. */
export interface ProgrammePeriod extends Pick<
  PoolPeriod,
  'state' | 'from' | 'to' | 'tonnes' | 'instrument' | 'transactionId'
> {
  /** What it told; zero where nothing. */
  readonly told: bigint;
  /** Its part of what was verified; null before. */
  readonly verified: bigint | null;
  /** What the issues before left of it in the pool. */
  readonly carriedIn: bigint;
  /** In units of this period, and left for the next; null before the issue. */
  readonly issued: bigint | null;
  readonly carriedOut: bigint | null;
}

/** @throws Refusal POOL_PROGRAMME_NOT_MEMBER, POOL_PERIOD_UNKNOWN */
export async function readProgrammePeriod(
  reader: Reader,
  about: { readonly pool: string; readonly programme: string; readonly period: number },
): Promise<ProgrammePeriod> {
  const pool = await findPool(reader, about.pool);
  const member = pool && (await memberOfKey(reader, pool, programmeKey(about.programme)));
  if (pool === undefined || member === undefined) throw programmeNotInPool(about.programme, about.pool);
  const period = await findPeriod(reader, pool, about.period);
  const { state, from, to, tonnes, instrument, transactionId } = period;
  const [told] = (await contributionsOf(reader, [period.id])).filter(
    ({ memberId }) => memberId === member.id,
  );
  const last = await lastCarriedOut(reader, member.id, period.ordinal);
  return {
    ...{ state, from, to, tonnes, instrument, transactionId },
    told: told?.micrograms ?? 0n,
    verified: state === 'open' ? null : (told?.verified ?? 0n),
    carriedIn: last.carriedIn,
    issued: last.issued,
    carriedOut: last.carriedOut,
  };
}

/** A sale of units of a period, and how its proceeds were shared. Whole fen. */
export interface PeriodSale {
  readonly period: number;
  readonly reference: string;
  readonly tonnes: bigint;
  readonly proceedsFen: bigint;
  readonly feeFen: bigint;
  /** The programme's part of what is left of the proceeds. */
  readonly programmeFen: bigint;
  readonly settledAt: Date;
}

type Row = Omit<PeriodSale, 'tonnes' | 'proceedsFen' | 'feeFen' | 'programmeFen'> &
  Readonly<Record<'tonnes' | 'proceedsFen' | 'feeFen' | 'programmeFen', string>>;

/** Sales of units that hold a programme's reductions, of some periods of its pool, oldest first. */
export async function readProgrammeSales(
  reader: Reader,
  about: { readonly pool: string; readonly programme: string; readonly periods: readonly number[] },
): Promise<PeriodSale[]> {
  const rows = await reader.query<Row>(
    `select p.ordinal as period, s.sale_reference as reference, s.tonnes, s.proceeds_fen as "proceedsFen",
            s.fee_fen as "feeFen", l.fen as "programmeFen", s.settled_at as "settledAt"
       from credits.pool o
       join credits.pool_period p on p.pool_id = o.id and p.ordinal = any($2::int[])
       join credits.pool_settlement s on s.period_id = p.id
       join credits.pool_settlement_line l on l.settlement_id = s.id
       join credits.pool_member m on m.id = l.member_id and m.asset_key = $3
      where o.number = $1 order by s.id`,
    [about.pool, about.periods, programmeKey(about.programme)],
  );
  return rows.map((row) => ({
    ...row,
    tonnes: BigInt(row.tonnes),
    proceedsFen: BigInt(row.proceedsFen),
    feeFen: BigInt(row.feeFen),
    programmeFen: BigInt(row.programmeFen),
  }));
}
