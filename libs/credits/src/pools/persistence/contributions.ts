import type { Reader, Transaction } from '@carbon/database';
import type { Micrograms } from '@carbon/kernel';
import type { PoolMember, PoolPeriod } from './records';

/** What a programme brings into a period: the sum of a round of its residents. */
export interface ProgrammeContribution {
  /** Code of the programme. */
  readonly programme: string;
  /** The first of the micrograms, by the programme's own running number. */
  readonly from: bigint;
  readonly micrograms: Micrograms;
  /** Whose these are: a count. */
  readonly residents: number;
  /** SHA-256 over the residents' shares, hex. */
  readonly evidence: string;
}

export interface StandingContribution extends ProgrammeContribution {
  readonly periodId: string;
  readonly memberId: string;
  /** Taken back since it was verified, or of what an issue before had carried over. */
  readonly withdrawn: Micrograms;
  /** Its part of what was verified of the period. */
  readonly verified: Micrograms;
}

type Numbers = 'from' | 'micrograms' | 'withdrawn' | 'verified';
type Row = Omit<StandingContribution, Numbers> & Readonly<Record<Numbers, string>>;

/** What programmes brought into periods. */
export async function contributionsOf(
  reader: Reader,
  periodIds: readonly string[],
): Promise<StandingContribution[]> {
  const rows = await reader.query<Row>(
    `select c.period_id as "periodId", c.member_id as "memberId", c.programme, c.from_unit as "from", c.micrograms,
            c.residents, c.withdrawn_ug as withdrawn, encode(c.evidence_hash, 'hex') as evidence,
            s.verified_ug as verified
       from credits.pool_contribution c
       join credits.pool_share s on s.period_id = c.period_id and s.member_id = c.member_id
      where c.period_id = any($1::uuid[]) order by c.programme, c.from_unit`,
    [periodIds],
  );
  return rows.map((row) => ({
    ...row,
    from: BigInt(row.from),
    micrograms: BigInt(row.micrograms),
    withdrawn: BigInt(row.withdrawn),
    verified: BigInt(row.verified),
  }));
}

/** Writes what a programme brings, and as its share; what it had told of the period before is replaced. */
export async function writeContribution(
  tx: Transaction,
  period: PoolPeriod,
  member: PoolMember,
  told: ProgrammeContribution,
  by: { readonly actor: string; readonly now: Date },
): Promise<void> {
  const micrograms = told.micrograms.toString();
  await tx.query(
    `insert into credits.pool_contribution (period_id, member_id, programme, from_unit, micrograms, residents,
       evidence_hash, told_by, told_at) values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8, $9)
     on conflict (period_id, member_id) do update set micrograms = excluded.micrograms, residents = excluded.residents,
       from_unit = excluded.from_unit, evidence_hash = excluded.evidence_hash, told_by = excluded.told_by,
       told_at = excluded.told_at`,
    [
      ...[period.id, member.id, told.programme, told.from.toString(), micrograms, told.residents],
      ...[told.evidence, by.actor, by.now],
    ],
  );
  await tx.query(
    `insert into credits.pool_share (period_id, member_id, measure, told_by) values ($1, $2, $3, $4)
     on conflict (period_id, member_id) do update set measure = excluded.measure, told_by = excluded.told_by`,
    [period.id, member.id, micrograms, by.actor],
  );
}

/** Writes how much of what a programme has in a pool was taken back. */
export async function writeWithdrawn(
  tx: Transaction,
  period: PoolPeriod,
  member: PoolMember,
  withdrawn: Micrograms,
): Promise<void> {
  await tx.query(
    `update credits.pool_contribution set withdrawn_ug = $3
      where period_id = $1 and member_id = $2 and withdrawn_ug <> $3`,
    [period.id, member.id, withdrawn.toString()],
  );
}
