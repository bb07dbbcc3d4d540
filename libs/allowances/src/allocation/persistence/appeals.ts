import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';

export const APPEAL_OUTCOMES = ['upheld', 'partly-upheld', 'dismissed'] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

/** An enterprise's objection to its line (ETS-013), and what the authority made of it. */
export interface Appeal {
  readonly id: string;
  readonly number: string;
  readonly roundId: string;
  readonly round: string;
  readonly holderId: string;
  readonly holder: string;
  readonly lineVersion: number;
  readonly grounds: string;
  readonly wantedT: string | null;
  readonly documentHash: string | null;
  readonly submittedAt: Date;
  readonly decideBy: ChinaDate;
  readonly outcome: AppealOutcome | null;
  readonly decisionReason: string | null;
  readonly decidedAt: Date | null;
  /** The line that came of it. */
  readonly newVersion: number | null;
}

const COLUMNS = `a.id, a.number, a.round_id as "roundId", r.number as round, a.holder_id as "holderId", h.code as holder,
  a.line_version as "lineVersion", a.grounds, a.wanted_t as "wantedT", encode(a.document_hash, 'hex') as "documentHash",
  a.submitted_at as "submittedAt", a.decide_by::text as "decideBy", d.outcome, d.reason as "decisionReason",
  d.decided_at as "decidedAt", d.line_version as "newVersion"`;
const FROM = `allowances.allocation_appeal a
  join allowances.allocation_round r on r.id = a.round_id
  join identity.holder h on h.id = a.holder_id
  left join allowances.allocation_appeal_decision d on d.appeal_id = a.id`;

export interface NewAppeal {
  readonly id: string;
  readonly roundId: string;
  readonly holderId: string;
  readonly lineVersion: number;
  readonly grounds: string;
  readonly wantedT: bigint | null;
  readonly documentHash: string | null;
  readonly decideBy: ChinaDate;
}

export async function insertAppeal(
  tx: Transaction,
  one: NewAppeal,
  { at, by, approver }: { readonly at: Date; readonly by: string; readonly approver: string },
): Promise<string> {
  const [row] = await tx.query<{ number: string }>(
    `insert into allowances.allocation_appeal
       (id, number, round_id, holder_id, line_version, grounds, wanted_t, document_hash, decide_by, submitted_at,
        submitted_by, approved_by)
     values ($1, 'AA' || lpad(nextval('allowances.allocation_appeal_number')::text, 6, '0'), $2, $3, $4, $5, $6,
       decode($7, 'hex'), $8, $9, $10, $11)
     returning number`,
    [
      ...[one.id, one.roundId, one.holderId, one.lineVersion, one.grounds, one.wantedT, one.documentHash],
      ...[one.decideBy, at, by, approver],
    ],
  );
  if (row === undefined) throw new Error('an appeal was not kept');
  return row.number;
}

export async function insertAppealDecision(
  tx: Transaction,
  one: {
    readonly appealId: string;
    readonly outcome: AppealOutcome;
    readonly reason: string;
    readonly lineVersion: number | null;
    readonly documentHash: string | null;
  },
  { at, by, approver }: { readonly at: Date; readonly by: string; readonly approver: string },
): Promise<void> {
  await tx.query(
    `insert into allowances.allocation_appeal_decision
       (appeal_id, outcome, reason, line_version, document_hash, decided_at, decided_by, approved_by)
     values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8)`,
    [one.appealId, one.outcome, one.reason, one.lineVersion, one.documentHash, at, by, approver],
  );
}

export async function findAppeal(reader: Reader, number: string, reach: Reach): Promise<Appeal | undefined> {
  const [row] = await reader.query<Appeal>(
    `select ${COLUMNS} from ${FROM}
      where a.number = $4 and ${inReach(1, { holder: 'a.holder_id', moment: 'a.submitted_at' })}`,
    [...reachValues(reach), number],
  );
  return row;
}

export async function appealOfLine(
  reader: Reader,
  line: { readonly roundId: string; readonly holderId: string; readonly version: number },
): Promise<boolean> {
  const rows = await reader.query(
    `select from allowances.allocation_appeal where round_id = $1 and holder_id = $2 and line_version = $3`,
    [line.roundId, line.holderId, line.version],
  );
  return rows.length > 0;
}

export async function countUndecided(reader: Reader, roundId: string): Promise<number> {
  const [row] = await reader.query<{ open: number }>(
    `select count(*)::int as open from ${FROM} where a.round_id = $1 and d.appeal_id is null`,
    [roundId],
  );
  return row?.open ?? 0;
}

/** Appeals within reach, the latest first. */
export async function readAppeals(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { round, open }: { readonly round?: string | undefined; readonly open?: boolean | undefined },
): Promise<Page<Appeal>> {
  const rows = await reader.query<Appeal>(
    `select ${COLUMNS} from ${FROM}
      where ${inReach(1, { holder: 'a.holder_id', moment: 'a.submitted_at' })}
        and ($4::text is null or r.number = $4) and ($5::boolean is null or (d.appeal_id is null) = $5)
        and ($6::text is null or a.number < $6)
      order by a.number desc limit $7`,
    [...reachValues(reach), round ?? null, open ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ number }) => [number]);
}
