import type { SchemeTransferRules } from '@carbon/custody';
import { findHolder } from '@carbon/identity';
import { chinaDate } from '@carbon/kernel';
import { readAccount } from '@carbon/ledger';
import type { CreditSchemeId } from '../../domain/schemes/credit-scheme';
import { creditSchemeOn } from '../../domain/schemes/credit-schemes';
import { ownerKindOf } from '../domain/owner-kind';
import { factsOfCredits } from '../persistence/facts-of-credits';
import { ownerNotAdmitted, staysInCountry } from '../domain/refusals';

/** The country whose registry this is. */
const HOME = 'CN';

/**
 * Who may get units of a scheme: kinds of owners it lets in (CCT-001), and nobody abroad unless it says so (CCR-011); and
 * what is told of its units to others.
 */
export function creditTransferRules(id: CreditSchemeId): SchemeTransferRules {
  return {
    async check(tx, { to, now }) {
      const account = await readAccount(tx, to);
      const holder = account && (await findHolder(tx.manager, account.holderId));
      // an account that is not there is for the ledger to say
      if (holder === undefined) return;
      const { owners, crossBorder } = creditSchemeOn(id, chinaDate(now));
      if (!owners.value.includes(ownerKindOf(holder)))
        throw ownerNotAdmitted(id, owners.rules[0] ?? 'CCT-001');
      if (!crossBorder.value && holder.country !== HOME) {
        throw staysInCountry(id, holder.country, crossBorder.rules[0] ?? 'CCR-011');
      }
    },
    facts: (tx, instrument) => factsOfCredits(tx, id, instrument),
  };
}
