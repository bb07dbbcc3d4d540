import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { chinaDate } from '@carbon/kernel';
import type { ConsentedView } from '../domain/consent';
import { accountNotConsented } from '../domain/refusals';
import { type ConsentedAccount, findConsentedAccount } from '../persistence/consented-accounts';
import { insertRead } from '../persistence/write-consents';

/**
 * A bank looks at an account under a consent that counts now; the look is on record for the holder in the same transaction.
 * @throws Refusal ACCOUNT_NOT_CONSENTED
 */
export async function lookAtAccount(
  tx: Transaction,
  asked: { readonly account: string; readonly view: ConsentedView },
  caller: Caller,
  now: Date,
): Promise<ConsentedAccount> {
  const { account, view } = asked;
  const bankId = caller.holder?.id;
  const found =
    bankId === undefined ? undefined : await findConsentedAccount(tx, bankId, chinaDate(now), account);
  if (found === undefined) throw accountNotConsented(account);
  await insertRead(tx, { consent: found.consent, account, view, by: caller.id, now });
  const entry = {
    action: 'account-consent.read',
    subject: { kind: 'account-consent', id: found.consent },
    holderId: found.holderId,
    after: { account, view, bank: caller.holder?.code ?? '' },
    personal: true,
  };
  await recordAudit(tx, entry, now);
  return found;
}
