import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import { spendReserved } from '../../points/index';
import { readProgrammes } from '../../programmes/programme';
import { hashOfCode, type VoucherDesk } from '../desk';
import { codeUnknown, voucherExpired, voucherInState } from '../domain/refusals';
import { insertLine } from '../persistence/lines';
import { lockByCode, noteUsed } from '../persistence/vouchers';
import { readVoucherCode } from '../voucher-code';

/** What a till learns: the voucher, and the line under which it is settled. Nothing of its owner. */
export interface UsedVoucher {
  readonly id: string;
  readonly line: bigint;
}

/**
 * A merchant takes a voucher by its code: its points are retired (PTS-005), and the merchant has a line to be paid for.
 * Of those who come at once, one comes through.
 * @throws Refusal VOUCHER_CODE_UNKNOWN (no code, nobody's, another merchant's), VOUCHER_USED, VOUCHER_EXPIRED,
 *   VOUCHER_NOT_USABLE
 */
export async function useVoucher(
  tx: Transaction,
  desk: VoucherDesk,
  { code: typed, caller, now }: { readonly code: string; readonly caller: Caller; readonly now: Date },
): Promise<UsedVoucher> {
  const code = readVoucherCode(typed);
  const voucher = code === undefined ? undefined : await lockByCode(tx, hashOfCode(desk, code));
  if (voucher === undefined || !reaches(caller.reach, voucher.merchantId)) throw codeUnknown();
  const { id, merchantId, programmeId, rewardId, fundingId, points, accountNumber } = voucher;
  if (voucher.state !== 'issued') throw voucherInState(voucher.state);
  if (voucher.endsAt !== null && voucher.endsAt <= now) throw voucherExpired(voucher.endsAt);
  const programme = (await readProgrammes(tx)).get(programmeId);
  if (programme === undefined) throw new Error(`no programme ${programmeId}`);
  const owed = { merchantId, programmeId, rewardId, fundingId, fen: voucher.settlementFen };
  const line = await insertLine(tx, { ...owed, kind: 'used' }, now);
  await noteUsed(tx, id, line, now);
  const entry = { action: 'voucher.used', subject: { kind: 'voucher', id }, holderId: merchantId };
  await recordAudit(tx, { ...entry, after: { points: points.toString() } }, now);
  await spendReserved(tx, desk, { accountNumber, programme, points, reference: id, actor: caller.id, now });
  return { id, line };
}
