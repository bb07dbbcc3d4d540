import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { chinaDate } from '@carbon/kernel';
import { programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { readProgrammes } from '../../programmes/programme';
import { voucherExpired, voucherInState } from '../domain/refusals';
import { noteIssued } from '../persistence/vouchers';
import { lockOwnVoucher } from './end-voucher';
import { endOfDays } from './take-reward';

/**
 * A merchant says that it gives what was reserved: the code can be used from now on.
 * @throws Refusal VOUCHER_UNKNOWN, VOUCHER_NOT_USABLE, VOUCHER_EXPIRED
 */
export async function confirmVoucher(
  tx: Transaction,
  parts: Pick<InclusionParts, 'packs'>,
  { id, caller, now }: { readonly id: string; readonly caller: Caller; readonly now: Date },
): Promise<void> {
  const voucher = await lockOwnVoucher(tx, id, caller);
  if (voucher.state !== 'reserved') throw voucherInState(voucher.state);
  if (voucher.endsAt !== null && voucher.endsAt <= now) throw voucherExpired(voucher.endsAt);
  const programme = (await readProgrammes(tx)).get(voucher.programmeId);
  if (programme === undefined) throw new Error(`no programme ${voucher.programmeId}`);
  const { voucherDays } = programmeRules(await parts.packs(tx), programme.pack, chinaDate(now));
  await noteIssued(tx, id, { endsAt: endOfDays(now, voucherDays), now });
  const { merchantId: holderId } = voucher;
  await recordAudit(tx, { action: 'voucher.confirmed', subject: { kind: 'voucher', id }, holderId }, now);
}
