import { toMultirange } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { JudgedBy, Surrender, SurrenderLot, SurrenderState } from '../domain/surrender';

export type NewSurrender = Pick<
  Surrender,
  | 'id'
  | 'market'
  | 'year'
  | 'holderId'
  | 'payerId'
  | 'account'
  | 'ground'
  | 'part'
  | 'arrears'
  | 'allowancesT'
  | 'creditsT'
  | 'dueT'
  | 'judgedBy'
  | 'documentHash'
  | 'appliedAt'
  | 'appliedBy'
>;

export async function insertSurrender(
  tx: Transaction,
  one: NewSurrender,
  lots: readonly SurrenderLot[],
): Promise<void> {
  await tx.query(
    `insert into allowances.surrender (id, market, year, holder_id, payer_id, account, ground, part, arrears,
       allowances_t, credits_t, due_t, pack, document_hash, applied_at, applied_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, decode($14, 'hex'), $15, $16)`,
    [
      ...[one.id, one.market, one.year, one.holderId, one.payerId, one.account, one.ground, one.part],
      ...[one.arrears, one.allowancesT.toString(), one.creditsT.toString(), one.dueT.toString()],
      ...[JSON.stringify(one.judgedBy), one.documentHash, one.appliedAt, one.appliedBy],
    ],
  );
  const rows = lots.map(({ kind, instrument, quantity, serials, facts }, ordinal) => ({
    ...{ ordinal, kind, instrument, quantity: quantity.toString(), serials: toMultirange(serials) },
    ...{ credit_scheme: facts.scheme, registered_on: facts.registeredOn },
    ...{ covered_by_ets: facts.coveredByEts, local: facts.local },
  }));
  await tx.query(
    `insert into allowances.surrender_lot (surrender_id, ordinal, kind, instrument, quantity, serials, credit_scheme,
       registered_on, covered_by_ets, local)
     select $1, l.ordinal, l.kind, l.instrument, l.quantity, l.serials::int8multirange, l.credit_scheme, l.registered_on,
       l.covered_by_ets, l.local
       from jsonb_to_recordset($2::jsonb) as l (ordinal int, kind text, instrument text, quantity bigint, serials text,
         credit_scheme text, registered_on date, covered_by_ets boolean, local boolean)`,
    [one.id, JSON.stringify(rows)],
  );
}

export async function noteCompleted(
  tx: Transaction,
  id: string,
  done: {
    readonly at: Date;
    readonly by: JudgedBy;
    readonly approvedBy: string;
    readonly transactionId: bigint;
    readonly reversibleUntil: Date;
  },
): Promise<void> {
  await tx.query(
    `update allowances.surrender set state = 'completed', completed_at = $2, completed_pack = $3, approved_by = $4,
       transaction_id = $5, reversible_until = $6 where id = $1`,
    [
      id,
      done.at,
      JSON.stringify(done.by),
      done.approvedBy,
      done.transactionId.toString(),
      done.reversibleUntil,
    ],
  );
}

export async function noteEnded(
  tx: Transaction,
  id: string,
  end: {
    readonly state: Exclude<SurrenderState, 'pending' | 'completed'>;
    readonly at: Date;
    readonly by: string;
    readonly reason: string | null;
    readonly reversalId?: bigint;
  },
): Promise<void> {
  await tx.query(
    `update allowances.surrender set state = $2, ended_at = $3, ended_by = $4, end_reason = $5, reversal_id = $6
      where id = $1`,
    [id, end.state, end.at, end.by, end.reason, end.reversalId?.toString() ?? null],
  );
}
