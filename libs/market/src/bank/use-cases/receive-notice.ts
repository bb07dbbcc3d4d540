import { hash } from 'node:crypto';
import type { Transaction } from '@carbon/database';
import type { Reach } from '@carbon/http';
import { canonicalJson, type ChinaDate, type Json, malformed, type FieldFault } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import { comparableNumber } from '../domain/account-name';
import { noticeChanged, settlementAccountUnknown } from '../domain/refusals';
import { movementOf } from '../formats/movement-fields';
import { yuanOf } from '../formats/amount';
import { findSettlementAccount } from '../persistence/settlement-accounts';
import { hearPayment } from './hear-payment';
import { takeMovements } from './take-movements';

interface NoticeFrame {
  /** The bank's name of the notice: the same notice again has the same name. */
  readonly notice: string;
  /** The settlement account it is about. */
  readonly account: string;
}

export interface MovementNotice extends NoticeFrame {
  readonly kind: 'movement';
  readonly movement: {
    readonly reference: string;
    readonly direction: 'in' | 'out';
    readonly amountFen: string;
    readonly bookedOn: ChinaDate;
    readonly endToEnd?: string;
    readonly name?: string;
    readonly counterpartyAccount?: string;
    readonly text?: string;
  };
}

export interface PaymentNotice extends NoticeFrame {
  readonly kind: 'payment';
  readonly payment: {
    readonly endToEnd: string;
    readonly status: 'accepted' | 'paid' | 'rejected';
    /** The bank's reference of a payment that was made. */
    readonly reference?: string;
    readonly reason?: string;
  };
}

export type BankNotice = MovementNotice | PaymentNotice;

/**
 * Hears a notice of a bank, once however often it comes (INV-06).
 * @returns whether it was new
 * @throws Refusal BANK_SETTLEMENT_ACCOUNT_UNKNOWN, BANK_NOTICE_CHANGED, INPUT_MALFORMED; what `takeMovements` and
 * `hearPayment` throw
 */
export async function receiveNotice(
  tx: Transaction,
  ledger: Ledger,
  notice: BankNotice,
  { by, reach, now }: { readonly by: string; readonly reach: Reach; readonly now: Date },
): Promise<boolean> {
  const account = await findSettlementAccount(tx, comparableNumber(notice.account), reach);
  if (account === undefined) throw settlementAccountUnknown(notice.account);
  const said = hash('sha256', canonicalJson(JSON.parse(JSON.stringify(notice)) as Json), 'buffer');
  const kept = await tx.query(
    `insert into market.bank_notice (settlement_account, notice, body_hash, kind, sent_by, received_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning notice`,
    [account.id, notice.notice, said, notice.kind, by, now],
  );
  if (kept.length === 0) {
    const [before] = await tx.query<{ body_hash: Buffer }>(
      'select body_hash from market.bank_notice where settlement_account = $1 and notice = $2',
      [account.id, notice.notice],
    );
    if (before?.body_hash.equals(said) !== true) throw noticeChanged(notice.notice);
    return false;
  }
  if (notice.kind === 'movement') {
    const heard = { settlementAccount: account.id, by: 'notice', statementId: null, at: now } as const;
    await takeMovements(tx, ledger, [movementIn(notice)], heard);
  } else {
    const { endToEnd, ...payment } = notice.payment;
    await hearPayment(tx, ledger, { endToEnd, word: wordOf(payment), settlementAccount: account.id }, now);
  }
  return true;
}

function movementIn({ movement }: MovementNotice): ReturnType<typeof checked> {
  const { reference, direction, amountFen, bookedOn, endToEnd, name, counterpartyAccount, text } = movement;
  return checked({
    ...{ reference, direction, amount: yuanOf(BigInt(amountFen)), bookedOn, endToEnd: endToEnd ?? '' },
    ...{ name: name ?? '', account: counterpartyAccount ?? '', text: text ?? '' },
  });
}

function checked(raw: Parameters<typeof movementOf>[0]): NonNullable<ReturnType<typeof movementOf>> {
  const faults: FieldFault[] = [];
  const movement = movementOf(raw, 'movement', faults);
  if (movement === undefined) throw malformed(faults);
  return movement;
}

function wordOf({
  status,
  reference = '',
  reason = '',
}: Omit<PaymentNotice['payment'], 'endToEnd'>): Parameters<typeof hearPayment>[2]['word'] {
  if (status === 'accepted') return { status };
  return status === 'paid' ? { status, reference: reference.toUpperCase() } : { status, reason };
}
