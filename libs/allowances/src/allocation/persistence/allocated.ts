import type { Reader } from '@carbon/database';
import { type RoundState, SHOWN_STATES } from '../domain/round-state';

/** What an enterprise was allocated of a year; whole tonnes. */
export interface Allocated {
  readonly holderId: string;
  readonly sector: string;
  readonly province: string | null;
  /** By the pre-allocation that was approved (ALC-009). */
  readonly preAllocatedT: bigint;
  /** By the approval, as it stands after re-approvals; undefined before it. */
  readonly approvedT: bigint | undefined;
  /** In accounts, own or provincial. */
  readonly issuedT: bigint;
  /** Handed back after a true-up or a re-approval. */
  readonly returnedT: bigint;
}

interface Row {
  readonly holder_id: string;
  readonly sector: string;
  readonly province: string;
  readonly pre: string | null;
  readonly approved: string | null;
  readonly issued: string;
  readonly returned: string;
}

/** What was approved and issued of a market's year, by holder id; those of whom nothing is approved are left out. */
export async function allocatedT(
  reader: Reader,
  of: {
    readonly market: string;
    readonly year: number;
    /** Only these holders; all when absent. */
    readonly holderIds?: readonly string[] | undefined;
  },
): Promise<Allocated[]> {
  const rows = await reader.query<Row>(
    `with settled as (
       select distinct on (s.holder_id, s.phase) s.holder_id, s.phase, s.sector, s.province, s.amount_t
         from allowances.allocation_settlement s
         join allowances.allocation_claim c on (c.market, c.year, c.phase, c.holder_id, c.round_id)
           = (s.market, s.year, s.phase, s.holder_id, s.round_id)
        where s.market = $1 and s.year = $2 and ($3::uuid[] is null or s.holder_id = any($3))
        order by s.holder_id, s.phase, s.sequence desc),
     moved as (
       select holder_id, coalesce(sum(quantity) filter (where kind = 'issue'), 0) as issued,
              coalesce(sum(quantity) filter (where kind = 'return'), 0) as returned
         from allowances.allocation_movement
        where market = $1 and year = $2 and ($3::uuid[] is null or holder_id = any($3)) group by holder_id)
     select s.holder_id, min(s.sector) as sector, min(s.province) as province,
            sum(s.amount_t) filter (where s.phase = 'pre') as pre,
            sum(s.amount_t) filter (where s.phase = 'final') as approved,
            coalesce(min(m.issued), 0) as issued, coalesce(min(m.returned), 0) as returned
       from settled s left join moved m on m.holder_id = s.holder_id
      group by s.holder_id order by s.holder_id`,
    [of.market, of.year, of.holderIds ?? null],
  );
  return rows.map((row) => ({
    ...{ holderId: row.holder_id, sector: row.sector },
    province: row.province === '' ? null : row.province,
    preAllocatedT: BigInt(row.pre ?? 0),
    approvedT: row.approved === null ? undefined : BigInt(row.approved),
    ...{ issuedT: BigInt(row.issued), returnedT: BigInt(row.returned) },
  }));
}

export interface OpenRound {
  readonly number: string;
  readonly market: string;
  readonly year: number;
  readonly phase: 'pre' | 'final';
  readonly state: RoundState;
  readonly officeId: string | null;
  readonly appealsUntil: string | null;
}

/** Rounds that are neither issued nor cancelled, oldest first. Not paged: there are few at a time. */
export function openRounds(
  reader: Reader,
  of: { readonly market?: string | undefined; readonly year?: number | undefined } = {},
): Promise<OpenRound[]> {
  return reader.query<OpenRound>(
    `select number, market, year, phase, state, office_id as "officeId", appeals_until::text as "appealsUntil"
       from allowances.allocation_round
      where state not in ('issued', 'cancelled') and ($1::text is null or market = $1)
        and ($2::int is null or year = $2)
      order by number`,
    [of.market ?? null, of.year ?? null],
  );
}

/** A line as an enterprise sees it, for accounts of its own. */
export interface AllocationOfHolder {
  readonly round: string;
  readonly phase: 'pre' | 'final';
  readonly state: RoundState;
  readonly holderId: string;
  readonly version: number;
  readonly verifiedT: bigint;
  readonly amountT: bigint;
  /** SHA-256 of the calculation, hex. */
  readonly hash: string;
}

/** Lines of enterprises in rounds that have been shown, of one market and year, by holder and phase. */
export async function allocationLines(
  reader: Reader,
  of: { readonly market: string; readonly year: number; readonly holderIds: readonly string[] },
): Promise<AllocationOfHolder[]> {
  const rows = await reader.query<
    Omit<AllocationOfHolder, 'verifiedT' | 'amountT'> & { verified_t: string; amount_t: string }
  >(
    `select r.number as round, r.phase, r.state, l.holder_id as "holderId", l.version, l.verified_t, l.amount_t,
            encode(l.hash, 'hex') as hash
       from allowances.allocation_line_now l join allowances.allocation_round r on r.id = l.round_id
      where r.market = $1 and r.year = $2 and l.holder_id = any($3) and r.state = any($4)
      order by l.holder_id, r.phase desc, r.number`,
    [of.market, of.year, of.holderIds, SHOWN_STATES],
  );
  return rows.map(({ verified_t, amount_t, ...row }) => ({
    ...row,
    verifiedT: BigInt(verified_t),
    amountT: BigInt(amount_t),
  }));
}
