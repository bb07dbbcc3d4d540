import type { Transaction } from '@carbon/database';
import { codeContext, type VoucherDesk } from '../desk';
import { codeGone } from '../domain/refusals';
import type { Voucher } from '../domain/voucher';

/** The code of a voucher that can be used; undefined while it cannot, and once its owner's key is gone (PII-005). */
export async function codeOf(
  tx: Transaction,
  { vault }: Pick<VoucherDesk, 'vault'>,
  found: { readonly voucher: Voucher; readonly sealed: Buffer | null },
  { personId, now }: { readonly personId: string; readonly now: Date },
): Promise<string | undefined> {
  const { voucher, sealed } = found;
  if (voucher.state !== 'issued' || sealed === null) return undefined;
  if (voucher.endsAt !== null && voucher.endsAt <= now) return undefined;
  return (await vault.openFor(tx, personId, codeContext(voucher.id), sealed))?.toString();
}

/** @throws Refusal VOUCHER_CODE_NOT_SHOWN */
export function requireCode(code: string | undefined): string {
  if (code === undefined) throw codeGone();
  return code;
}
