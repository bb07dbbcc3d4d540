import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { defineInstrument, readTransaction } from '@carbon/ledger';
import { lotsMoved } from '../../pending-units/index';
import { owe } from '../../owed/owe';
import { borrowingTooMuch } from '../domain/refusals';
import { type Borrowing, insertBorrowing } from '../persistence/borrowings';
import type { BorrowingDesk } from './desk';
import { type BorrowingGap, judgeGap } from './judge-gap';

export interface AskedBorrowing {
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
  readonly quantity: bigint;
  readonly now: Date;
}

/** @throws Refusal ALLOWANCES_BORROWING_TOO_MUCH (BOR-001), and those of `judgeGap` */
export async function requireMayBorrow(
  tx: Transaction,
  desk: BorrowingDesk,
  { market, year, holderId, quantity, now }: AskedBorrowing,
): Promise<BorrowingGap> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `allowances.borrowing ${market} ${year} ${holderId}`,
  ]);
  const gap = await judgeGap(tx, desk, { market, year, holderId, now });
  const { gapPercent, maximumT: maximum } = gap.judgement;
  const { borrowedT: borrowed } = gap;
  if (borrowed + quantity > maximum)
    throw borrowingTooMuch({ asked: quantity, gapPercent, maximum, borrowed });
  return gap;
}

export interface GrantBorrowing extends AskedBorrowing {
  /** Of the task. */
  readonly id: string;
  readonly account: string;
  readonly ground: string;
  readonly actor: string;
  readonly approver: string;
}

/**
 * BOR-001: pre-allocated units of the later year come to life early in the holder's account, and as many are owed to the
 * allocation of that year.
 * @throws Refusal of `requireMayBorrow`, and of the ledger
 */
export async function grantBorrowing(
  tx: Transaction,
  desk: BorrowingDesk,
  asked: GrantBorrowing,
): Promise<Borrowing> {
  const { id, market, year, holderId, quantity, account, ground, actor, approver, now } = asked;
  const { judgement, instrument, scheme, fromYear, dueT, heldT } = await requireMayBorrow(tx, desk, asked);
  const period = String(fromYear);
  await defineInstrument(tx, {
    code: instrument,
    kind: 'allowance',
    unit: 't',
    scheme,
    period,
    serialised: true,
  });
  const reference = `borrowing:${id}`;
  const [outcome] = await desk.ledger.submit(tx, [
    {
      ...{ kind: 'issue', instrument, quantity, to: account, sourceKey: reference },
      cause: { actor, approver, reference, reason: 'BOR-001' },
    },
  ]);
  if (outcome === undefined) throw new Error('the ledger gave no outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  const { transactionId } = outcome;
  const [born] = lotsMoved(await readTransaction(tx, transactionId));
  const { pack, rules, gapPercent, maximumT } = judgement;
  const figures = {
    gapPercent,
    maximumT: maximumT.toString(),
    dueT: dueT.toString(),
    heldT: heldT.toString(),
  };
  const one: Borrowing = {
    ...{ id, market, year, fromYear, holderId, account, instrument, quantity, ground, transactionId },
    serials: born?.serials ?? [],
    judgement: { ...figures, pack, rules },
    ...{ borrowedAt: now, borrowedBy: actor, approvedBy: approver },
  };
  await insertBorrowing(tx, one);
  await owe(tx, {
    ...{ market, year: fromYear, holderId, quantityT: quantity, reference, at: now, by: actor, approver },
    reason: `BOR-001 ${year}`,
  });
  await recordAudit(
    tx,
    {
      action: 'allowances.borrowed',
      subject: { kind: 'allowance-borrowing', id },
      holderId,
      after: { market, year, fromYear, quantity: quantity.toString(), transaction: transactionId.toString() },
      approver,
    },
    now,
  );
  return one;
}
