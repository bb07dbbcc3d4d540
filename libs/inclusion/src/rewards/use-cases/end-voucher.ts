import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import type { InclusionParts } from '../../parts';
import { actingFor } from '../../residents/acting-for';
import type { VoucherDesk } from '../desk';
import { voucherInState, voucherUnknown } from '../domain/refusals';
import { isOpen } from '../domain/voucher';
import { type HeldVoucher, lockVoucher } from '../persistence/vouchers';
import { giveBack } from './give-back';
import { actorOf } from './take-reward';

/**
 * A resident gives a voucher back that was not used.
 * @throws Refusal RESIDENT_UNKNOWN, VOUCHER_UNKNOWN, VOUCHER_USED, VOUCHER_NOT_USABLE
 */
export async function cancelVoucher(
  tx: Transaction,
  desk: VoucherDesk,
  order: {
    readonly id: string;
    readonly caller: Caller;
    readonly for: string | undefined;
    readonly now: Date;
  },
): Promise<void> {
  const { id, caller, now } = order;
  const resident = await actingFor(tx, desk.consents, caller, order);
  const voucher = await lockVoucher(tx, id);
  if (voucher?.residentId !== resident.id) throw voucherUnknown();
  requireOpen(voucher);
  const after = { resident: resident.id.toString(), points: voucher.points.toString() };
  const subject = { kind: 'voucher', id };
  await recordAudit(tx, { action: 'voucher.cancelled', subject, after, personal: true }, now);
  await giveBack(tx, desk, [voucher], { state: 'cancelled', actor: actorOf(resident), now });
}

/**
 * A merchant says that it cannot give it: points, stock and budget go back.
 * @throws Refusal VOUCHER_UNKNOWN, VOUCHER_USED, VOUCHER_NOT_USABLE
 */
export async function failVoucher(
  tx: Transaction,
  parts: Pick<InclusionParts, 'ledger'>,
  order: { readonly id: string; readonly reason: string; readonly caller: Caller; readonly now: Date },
): Promise<void> {
  const { id, reason, caller, now } = order;
  const voucher = await lockOwnVoucher(tx, id, caller);
  requireOpen(voucher);
  const entry = {
    action: 'voucher.failed',
    subject: { kind: 'voucher', id },
    holderId: voucher.merchantId,
    after: { points: voucher.points.toString() },
    reason,
  };
  await recordAudit(tx, entry, now);
  await giveBack(tx, parts, [voucher], { state: 'failed', actor: caller.id, reason, now });
}

/** A voucher of a merchant in reach, locked. @throws Refusal VOUCHER_UNKNOWN */
export async function lockOwnVoucher(
  tx: Transaction,
  id: string,
  { reach }: Pick<Caller, 'reach'>,
): Promise<HeldVoucher> {
  const voucher = await lockVoucher(tx, id);
  if (voucher === undefined || voucher.state === 'given' || !reaches(reach, voucher.merchantId))
    throw voucherUnknown();
  return voucher;
}

function requireOpen({ state }: HeldVoucher): void {
  if (!isOpen(state)) throw voucherInState(state);
}
