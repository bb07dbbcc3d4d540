import type { Reader } from '@carbon/database';
import { type CapPosition, readCapPositions } from './movements';
import type { Round } from './rounds';
import { countDue } from './settlements';

/** What an approver looks at: sums, differences, what is remarkable, and the room under the caps. */
export interface RoundTotals {
  readonly lines: number;
  readonly verifiedT: bigint;
  readonly amountT: bigint;
  /** Allocated before, in the year's pre-allocation. */
  readonly earlierT: bigint;
  readonly faults: number;
  readonly adjusted: number;
  readonly remarkable: number;
  readonly overridden: number;
  /** Settled and not done yet. */
  readonly due: number;
  readonly toIssueT: bigint;
  readonly toReturnT: bigint;
  readonly caps: readonly CapPosition[];
}

/** An allocation that lies far from verified emissions, was adjusted or has nothing; `$2` is the percent. */
export const REMARKABLE = `(l.fault is not null or l.amount_t = 0
  or abs(l.amount_t - l.verified_t)::numeric * 100 > l.verified_t::numeric * $2 and r.phase = 'final')`;

export async function readRoundTotals(
  reader: Reader,
  round: Round,
  remarkablePercent: number,
): Promise<RoundTotals> {
  const [row] = await reader.query<{
    lines: number;
    verified: string;
    amount: string;
    faults: number;
    adjusted: number;
    remarkable: number;
    earlier: string;
    overridden: number;
    provinces: string[] | null;
  }>(
    `select count(*)::int as lines, coalesce(sum(l.verified_t), 0) as verified, coalesce(sum(l.amount_t), 0) as amount,
            count(*) filter (where l.fault is not null)::int as faults,
            count(*) filter (where l.why <> 'calculation')::int as adjusted,
            count(*) filter (where ${REMARKABLE})::int as remarkable,
            array_agg(distinct l.province) filter (where l.province <> '') as provinces,
            coalesce((select sum(s.amount_t) from allowances.allocation_settlement s
              join allowances.allocation_claim c on (c.market, c.year, c.phase, c.holder_id, c.round_id)
                = (s.market, s.year, s.phase, s.holder_id, s.round_id)
              where c.market = $3 and c.year = $4 and c.phase = 'pre' and s.sequence = 1 and $5 = 'final'
                and exists (select from allowances.allocation_line_now k
                  where k.round_id = $1 and k.holder_id = s.holder_id)), 0) as earlier,
            (select count(distinct d.holder_id)::int from allowances.allocation_destination d
              where d.round_id = $1) as overridden
       from allowances.allocation_line_now l join allowances.allocation_round r on r.id = l.round_id
      where l.round_id = $1`,
    [round.id, remarkablePercent, round.market, round.year, round.phase],
  );
  const [settled] = await reader.query<{ issue: string; back: string }>(
    `select coalesce(sum(s.issue_t) filter (where not exists (select from allowances.allocation_movement m
              where (m.round_id, m.holder_id, m.line_version, m.kind)
                  = (s.round_id, s.holder_id, s.line_version, 'issue'))), 0) as issue,
            coalesce(sum(s.return_t) filter (where not exists (select from allowances.allocation_movement m
              where (m.round_id, m.holder_id, m.line_version, m.kind)
                  = (s.round_id, s.holder_id, s.line_version, 'return'))), 0) as back
       from allowances.allocation_settlement s where s.round_id = $1`,
    [round.id],
  );
  return {
    ...{ lines: row?.lines ?? 0, faults: row?.faults ?? 0, adjusted: row?.adjusted ?? 0 },
    ...{ remarkable: row?.remarkable ?? 0, overridden: row?.overridden ?? 0 },
    ...{ verifiedT: BigInt(row?.verified ?? 0), amountT: BigInt(row?.amount ?? 0) },
    earlierT: BigInt(row?.earlier ?? 0),
    due: await countDue(reader, round.id),
    ...{ toIssueT: BigInt(settled?.issue ?? 0), toReturnT: BigInt(settled?.back ?? 0) },
    caps: (await readCapPositions(reader, round, row?.provinces ?? [])).filter(({ capT }) => capT !== null),
  };
}
