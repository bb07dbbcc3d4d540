import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { PenaltyRule } from '../domain/penalty';

export const PENALTY_EVENTS = ['paid', 'corrected', 'revoked'] as const;
export type PenaltyEventKind = (typeof PENALTY_EVENTS)[number];

export interface PenaltyEvent {
  readonly what: PenaltyEventKind;
  readonly on: ChinaDate;
  readonly note: string;
}

type Facts = Readonly<Record<string, unknown>>;

/** A decision as it is kept. Its id is that of its task; money in fen. */
export interface PenaltyDecision {
  readonly id: string;
  readonly market: string;
  readonly holderId: string;
  readonly rule: PenaltyRule;
  readonly year: number;
  /** What was found: missing tonnes, price with its month and source, illegal gain. */
  readonly facts: Facts;
  /** What could be chosen, with rules and pack. */
  readonly range: Facts;
  readonly fineFen: bigint;
  readonly confiscatedFen: bigint;
  readonly personsFen: readonly bigint[];
  readonly deductionT: bigint;
  readonly cutPercent: string | null;
  readonly productionStop: boolean;
  readonly payBy: ChinaDate;
  readonly correctBy: ChinaDate | null;
  readonly reason: string;
  readonly documentHash: string | null;
  readonly decidedAt: Date;
  readonly decidedBy: string;
  readonly approvedBy: string;
  readonly events: readonly PenaltyEvent[];
}

type Row = Omit<PenaltyDecision, 'fineFen' | 'confiscatedFen' | 'personsFen' | 'deductionT'> & {
  readonly fineFen: string;
  readonly confiscatedFen: string;
  readonly personsFen: readonly string[];
  readonly deductionT: string;
};

const SELECT = `
  select d.id, d.market, d.holder_id as "holderId", d.rule, d.year, d.facts, d.range, d.fine_fen as "fineFen",
    d.confiscated_fen as "confiscatedFen", d.persons_fen::text[] as "personsFen", d.deduction_t as "deductionT",
    d.cut_percent::text as "cutPercent", d.production_stop as "productionStop", d.pay_by::text as "payBy",
    d.correct_by::text as "correctBy", d.reason, d.document_hash as "documentHash", d.decided_at as "decidedAt",
    d.decided_by as "decidedBy", d.approved_by as "approvedBy",
    coalesce((select jsonb_agg(jsonb_build_object('what', e.what, 'on', e.happened_on, 'note', e.note) order by e.at)
      from allowances.penalty_event e where e.decision_id = d.id), '[]') as events
  from allowances.penalty_decision d`;

const toDecision = (row: Row): PenaltyDecision => ({
  ...row,
  fineFen: BigInt(row.fineFen),
  confiscatedFen: BigInt(row.confiscatedFen),
  personsFen: row.personsFen.map(BigInt),
  deductionT: BigInt(row.deductionT),
});

export async function findDecision(reader: Reader, id: string): Promise<PenaltyDecision | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where d.id = $1`, [id]);
  return row === undefined ? undefined : toDecision(row);
}

export interface DecisionFilter {
  readonly market?: string | undefined;
  readonly year?: number | undefined;
  readonly rule?: PenaltyRule | undefined;
  readonly holderId?: string | undefined;
}

/** Decisions within reach, the latest first. */
export async function readDecisions(
  reader: Reader,
  reach: Reach,
  { market, year, rule, holderId }: DecisionFilter,
  page: PageRequest,
): Promise<Page<PenaltyDecision>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ($1::uuid is null or d.id < $1) and ($3::text is null or d.market = $3)
        and ($4::int is null or d.year = $4) and ($5::text is null or d.rule = $5)
        and ($6::uuid is null or d.holder_id = $6)
        and ${inReach(7, { holder: 'd.holder_id', moment: 'd.decided_at' })}
      order by d.id desc limit $2`,
    [
      ...[
        page.after?.[0] ?? null,
        page.limit + 1,
        market ?? null,
        year ?? null,
        rule ?? null,
        holderId ?? null,
      ],
      ...reachValues(reach),
    ],
  );
  return toPage(rows.map(toDecision), page.limit, ({ id }) => [id]);
}

/** A decision on one breach of one year that stands. */
export async function standingDecision(
  reader: Reader,
  of: {
    readonly market: string;
    readonly year: number;
    readonly rule: PenaltyRule;
    readonly holderId: string;
  },
): Promise<string | undefined> {
  const [row] = await reader.query<{ id: string }>(
    `select d.id from allowances.penalty_decision d
      where d.market = $1 and d.year = $2 and d.rule = $3 and d.holder_id = $4
        and not exists (select from allowances.penalty_event e where e.decision_id = d.id and e.what = 'revoked')`,
    [of.market, of.year, of.rule, of.holderId],
  );
  return row?.id;
}

export async function insertDecision(tx: Transaction, one: Omit<PenaltyDecision, 'events'>): Promise<void> {
  await tx.query(
    `insert into allowances.penalty_decision (id, market, holder_id, rule, year, facts, range, fine_fen,
       confiscated_fen, persons_fen, deduction_t, cut_percent, production_stop, pay_by, correct_by, reason,
       document_hash, decided_at, decided_by, approved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      ...[one.id, one.market, one.holderId, one.rule, one.year, JSON.stringify(one.facts)],
      ...[JSON.stringify(one.range), one.fineFen.toString(), one.confiscatedFen.toString()],
      ...[one.personsFen.map(String), one.deductionT.toString(), one.cutPercent, one.productionStop],
      ...[
        one.payBy,
        one.correctBy,
        one.reason,
        one.documentHash,
        one.decidedAt,
        one.decidedBy,
        one.approvedBy,
      ],
    ],
  );
}

export async function insertEvent(
  tx: Transaction,
  decisionId: string,
  { what, on, note }: PenaltyEvent,
  by: {
    readonly documentHash: string | null;
    readonly now: Date;
    readonly actor: string;
    readonly approver: string;
  },
): Promise<void> {
  await tx.query(
    `insert into allowances.penalty_event (decision_id, what, happened_on, note, document_hash, at, by_whom, approver)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [decisionId, what, on, note, by.documentHash, by.now, by.actor, by.approver],
  );
}

/** PEN-003: by how much percent allocations of a year are cut, by holder; decisions that stand, the sum of each. */
export async function cutsDecided(
  reader: Reader,
  { market, year }: { readonly market: string; readonly year: number },
): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.query<{ holder_id: string; percent: string }>(
    `select d.holder_id, least(sum(d.cut_percent), 100)::text as percent
       from allowances.penalty_decision d
      where d.market = $1 and d.year = $2 - 1 and d.cut_percent is not null
        and not exists (select from allowances.penalty_event e where e.decision_id = d.id and e.what = 'revoked')
      group by d.holder_id`,
    [market, year],
  );
  return new Map(rows.map(({ holder_id: id, percent }) => [id, percent]));
}
