import type { Json, Text } from '@carbon/kernel';
import type { TaskState } from '../domain/task-state';

/** A task as it is kept. */
export interface TaskRecord {
  readonly id: string;
  /** The order of proposals. */
  readonly seq: string;
  readonly kind: string;
  readonly state: TaskState;
  readonly holderId: string | null;
  readonly office: string | null;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly summary: Text;
  readonly quantity: bigint | null;
  readonly payload: object;
  readonly comment: string | null;
  readonly documentHash: string | null;
  readonly initiator: {
    readonly id: string;
    readonly personId: string | null;
    readonly holderId: string | null;
  };
  readonly approvalsNeeded: number;
  readonly approvalsGiven: number;
  readonly rules: readonly string[];
  readonly certainty: string;
  readonly proposedAt: Date;
  readonly deadline: Date;
  readonly endedAt: Date | null;
  readonly outcome: Json;
  /** The refusal of its execution, as `refusalToJson` writes it. */
  readonly failure: Json;
}

export interface TaskRow {
  id: string;
  seq: string;
  kind: string;
  state: TaskState;
  holder_id: string | null;
  office: string | null;
  subject_kind: string;
  subject_id: string;
  summary_zh: string;
  summary_en: string;
  quantity: string | null;
  payload: object;
  comment: string | null;
  document_hash: string | null;
  initiator: string;
  initiator_person: string | null;
  initiator_holder: string | null;
  approvals_needed: number;
  approvals_given: number;
  rules: string[];
  certainty: string;
  proposed_at: Date;
  deadline: Date;
  ended_at: Date | null;
  outcome: Json;
  failure: Json;
}

export const TASK_COLUMNS = `id, seq, kind, state, holder_id, office, subject_kind, subject_id, summary_zh, summary_en,
  quantity, payload, comment, encode(document_hash, 'hex') as document_hash, initiator, initiator_person,
  initiator_holder, approvals_needed, approvals_given, rules, certainty, proposed_at, deadline, ended_at, outcome,
  failure`;

export function taskOf(row: TaskRow): TaskRecord {
  return {
    id: row.id,
    seq: row.seq,
    kind: row.kind,
    state: row.state,
    holderId: row.holder_id,
    office: row.office,
    subject: { kind: row.subject_kind, id: row.subject_id },
    summary: { zh: row.summary_zh, en: row.summary_en },
    quantity: row.quantity === null ? null : BigInt(row.quantity),
    payload: row.payload,
    comment: row.comment,
    documentHash: row.document_hash,
    initiator: { id: row.initiator, personId: row.initiator_person, holderId: row.initiator_holder },
    approvalsNeeded: row.approvals_needed,
    approvalsGiven: row.approvals_given,
    rules: row.rules,
    certainty: row.certainty,
    proposedAt: row.proposed_at,
    deadline: row.deadline,
    endedAt: row.ended_at,
    outcome: row.outcome,
    failure: row.failure,
  };
}
