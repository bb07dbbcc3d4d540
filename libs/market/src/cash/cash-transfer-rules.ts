import type { SchemeTransferRules } from '@carbon/custody';
import { cashMovesBySales } from './domain/refusals';

/** Money is no merchandise: no order moves it between accounts. */
export const cashTransferRules: SchemeTransferRules = {
  check: () => Promise.reject(cashMovesBySales()),
};
