import type { Reader } from '@carbon/database';
import { reaches, type Reach } from '@carbon/http';
import { unknownAccount } from '../domain/refusals';
import { type AccountView, readAccount } from './read-directory';

/**
 * An account as a caller may see it. One that is out of reach is answered like one that is not there.
 * @throws Refusal LEDGER_ACCOUNT_UNKNOWN
 */
export async function accountInReach(reader: Reader, number: string, reach: Reach): Promise<AccountView> {
  const account = await readAccount(reader, number);
  if (account === undefined || !reaches(reach, account.holderId)) throw unknownAccount(number);
  return account;
}
