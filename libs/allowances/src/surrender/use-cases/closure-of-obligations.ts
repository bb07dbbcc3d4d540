import type { ClosureCheck } from '@carbon/custody';
import { shortfallOf } from '../domain/compliance-status';
import { obligationOpen } from '../domain/refusals';
import { marketsOf, readObligationYears } from '../persistence/read-obligation-years';

const LAST_YEAR = 2199;

/** REG-010: an account of the registry side stays while emissions are missing or units are to be surrendered. */
export const obligationsAgainstClosing: ClosureCheck = async (tx, { number, holderId, kind }) => {
  if (kind !== 'holding') return undefined;
  for (const market of await marketsOf(tx, holderId)) {
    const years = await readObligationYears(tx, { market, to: LAST_YEAR, holderIds: [holderId] });
    const missing = years.find((year) => year.missing);
    if (missing !== undefined) return obligationOpen(number, missing.year, true);
    const open = years.find((year) => shortfallOf(year) > 0n);
    if (open !== undefined) return obligationOpen(number, open.year, false);
  }
  return undefined;
};
