import type { SchemeTransferRules } from '@carbon/custody';
import { accountsOfOneHolder } from '../persistence/same-holder';
import { tradedOnly } from '../domain/refusals';

/**
 * Transfers of allowances by order (ETS-003, TRD-001): between different holders they change hands at the exchange and not
 * by order. Between accounts of one holder, registry side and exchange side, nothing changes hands.
 */
export const allowanceTransferRules: SchemeTransferRules = {
  async check(tx, { from, to, instrument, step }) {
    if (step === 'reversal') return;
    if (!(await accountsOfOneHolder(tx, from, to))) throw tradedOnly(instrument);
  },
};
