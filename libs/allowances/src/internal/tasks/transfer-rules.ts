import type { SchemeTransferRules } from '@carbon/custody';
import { findHolder } from '@carbon/identity';
import { readAccount } from '@carbon/ledger';
import { notAMember, yearCounted } from '../domain/refusals';
import { findMarket, readMembers, yearOfInstrument } from '../persistence/internal-markets';

/** Units of an internal market change hands among its members, until the year is counted where nothing is kept (S04). */
export const internalTransferRules: SchemeTransferRules = {
  async check(tx, { instrument, to }) {
    const year = await yearOfInstrument(tx, instrument);
    const market = year && (await findMarket(tx, year.market));
    const account = await readAccount(tx, to);
    // an instrument or an account that is not there is for the ledger to say
    if (year === undefined || market === undefined || account === undefined) return;
    if (year.countedAt !== null && year.afterCount === 'expire') throw yearCounted(market.code, year.year);
    const members = await readMembers(tx, market);
    if (members.some(({ id }) => id === account.holderId)) return;
    const stranger = await findHolder(tx.manager, account.holderId);
    throw notAMember(market.code, stranger?.code ?? account.number);
  },

  async facts(tx, instrument) {
    const year = await yearOfInstrument(tx, instrument);
    return year === undefined ? {} : { period: String(year.year) };
  },
};
