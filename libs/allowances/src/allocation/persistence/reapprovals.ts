import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';

/** Verified figures that changed after an approval, for the province to approve again (ALC-012). */
export interface Reapproval {
  readonly id: string;
  readonly roundId: string;
  readonly round: string;
  readonly holderId: string;
  readonly holder: string;
  readonly market: string;
  readonly year: number;
  readonly province: string;
  readonly verifiedBefore: string;
  readonly verifiedAfter: string;
  readonly dueOn: ChinaDate;
  readonly createdAt: Date;
  /** The line that came of it; null while it is open. */
  readonly lineVersion: number | null;
  readonly decidedAt: Date | null;
}

const COLUMNS = `p.id, p.round_id as "roundId", r.number as round, p.holder_id as "holderId", h.code as holder, p.market,
  p.year, p.province, p.verified_before as "verifiedBefore", p.verified_after as "verifiedAfter",
  p.due_on::text as "dueOn", p.created_at as "createdAt", d.line_version as "lineVersion", d.decided_at as "decidedAt"`;
const FROM = `allowances.allocation_reapproval p
  join allowances.allocation_round r on r.id = p.round_id
  join identity.holder h on h.id = p.holder_id
  left join allowances.allocation_reapproval_decision d on d.reapproval_id = p.id`;
const IN_REACH = inReach(1, { holder: 'p.holder_id', moment: 'p.created_at' });

export type NewReapproval = Omit<Reapproval, 'round' | 'holder' | 'createdAt' | 'lineVersion' | 'decidedAt'>;

export async function insertReapproval(tx: Transaction, one: NewReapproval, at: Date): Promise<void> {
  await tx.query(
    `insert into allowances.allocation_reapproval
       (id, round_id, holder_id, market, year, province, verified_before, verified_after, due_on, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[one.id, one.roundId, one.holderId, one.market, one.year, one.province, one.verifiedBefore],
      ...[one.verifiedAfter, one.dueOn, at],
    ],
  );
}

export async function findReapproval(
  reader: Reader,
  id: string,
  reach: Reach,
): Promise<Reapproval | undefined> {
  const [row] = await reader.query<Reapproval>(
    `select ${COLUMNS} from ${FROM} where ${IN_REACH} and p.id = $4`,
    [...reachValues(reach), id],
  );
  return row;
}

/** Closes everything that is open of an enterprise in a round: one line answers all of it. */
export async function closeReapprovals(
  tx: Transaction,
  of: { readonly roundId: string; readonly holderId: string },
  decision: { readonly lineVersion: number; readonly reason: string },
  { at, by, approver }: { readonly at: Date; readonly by: string; readonly approver: string },
): Promise<void> {
  await tx.query(
    `insert into allowances.allocation_reapproval_decision
       (reapproval_id, line_version, reason, decided_at, decided_by, approved_by)
     select p.id, $3, $4, $5, $6, $7 from allowances.allocation_reapproval p
      where p.round_id = $1 and p.holder_id = $2
        and not exists (select from allowances.allocation_reapproval_decision d where d.reapproval_id = p.id)`,
    [of.roundId, of.holderId, decision.lineVersion, decision.reason, at, by, approver],
  );
}

/** Re-approvals within reach, those that are due first. */
export async function readReapprovals(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { open }: { readonly open?: boolean | undefined },
): Promise<Page<Reapproval>> {
  const rows = await reader.query<Reapproval>(
    `select ${COLUMNS} from ${FROM}
      where ${IN_REACH} and ($4::boolean is null or (d.reapproval_id is null) = $4)
        and ($5::text is null or (p.due_on::text, p.id::text) > ($5, $6))
      order by p.due_on::text, p.id::text limit $7`,
    [
      ...[...reachValues(reach), open ?? null, page.after?.[0] ?? null, page.after?.[1] ?? ''],
      page.limit + 1,
    ],
  );
  return toPage(rows, page.limit, ({ dueOn, id }) => [dueOn, id]);
}

/** The final round that has approved an enterprise's allocation of a year. */
export async function approvedRoundOf(
  reader: Reader,
  of: { readonly market: string; readonly year: number; readonly holderId: string },
): Promise<{ readonly roundId: string; readonly number: string; readonly verifiedId: string } | undefined> {
  const [row] = await reader.query<{ roundId: string; number: string; verifiedId: string }>(
    `select c.round_id as "roundId", r.number, l.verified_id as "verifiedId"
       from allowances.allocation_claim c
       join allowances.allocation_round r on r.id = c.round_id
       join allowances.allocation_line_now l on l.round_id = c.round_id and l.holder_id = c.holder_id
      where c.market = $1 and c.year = $2 and c.phase = 'final' and c.holder_id = $3`,
    [of.market, of.year, of.holderId],
  );
  return row;
}
