import { fromMultirange } from '@carbon/custody';
import type { ChinaDate } from '@carbon/kernel';
import type { Surrender, SurrenderLot } from '../domain/surrender';

type Whole = 'allowancesT' | 'creditsT' | 'dueT';
type MaybeWhole = 'transactionId' | 'reversalId';
export type SurrenderRow = Omit<Surrender, Whole | MaybeWhole> &
  Readonly<Record<Whole, string>> &
  Readonly<Record<MaybeWhole, string | null>>;

/** The columns of `allowances.surrender s` under the names of `Surrender`. */
export const SURRENDER_COLUMNS = `s.id, s.market, s.year, s.holder_id as "holderId", s.payer_id as "payerId", s.account,
  s.ground, s.part, s.arrears, s.allowances_t as "allowancesT", s.credits_t as "creditsT", s.due_t as "dueT",
  s.pack as "judgedBy", encode(s.document_hash, 'hex') as "documentHash", s.applied_at as "appliedAt",
  s.applied_by as "appliedBy", s.state, s.completed_at as "completedAt", s.completed_pack as "completedBy",
  s.approved_by as "approvedBy", s.transaction_id as "transactionId", s.reversible_until as "reversibleUntil",
  s.ended_at as "endedAt", s.end_reason as "endReason", s.reversal_id as "reversalId"`;

export function surrenderOf(row: SurrenderRow): Surrender {
  return {
    ...row,
    allowancesT: BigInt(row.allowancesT),
    creditsT: BigInt(row.creditsT),
    dueT: BigInt(row.dueT),
    transactionId: row.transactionId === null ? null : BigInt(row.transactionId),
    reversalId: row.reversalId === null ? null : BigInt(row.reversalId),
  };
}

export interface LotRow {
  readonly surrender_id: string;
  readonly kind: SurrenderLot['kind'];
  readonly instrument: string;
  readonly quantity: string;
  readonly serials: string;
  readonly credit_scheme: string | null;
  readonly registered_on: ChinaDate | null;
  readonly covered_by_ets: boolean | null;
  readonly local: boolean | null;
}

export const LOT_COLUMNS = `l.surrender_id, l.kind, l.instrument, l.quantity, l.serials::text, l.credit_scheme,
  l.registered_on::text, l.covered_by_ets, l.local`;

export function lotOf(row: LotRow): SurrenderLot {
  return {
    kind: row.kind,
    instrument: row.instrument,
    quantity: BigInt(row.quantity),
    serials: fromMultirange(row.serials),
    facts: {
      ...(row.credit_scheme === null ? {} : { scheme: row.credit_scheme }),
      ...(row.registered_on === null ? {} : { registeredOn: row.registered_on }),
      ...(row.covered_by_ets === null ? {} : { coveredByEts: row.covered_by_ets }),
      ...(row.local === null ? {} : { local: row.local }),
    },
  };
}
