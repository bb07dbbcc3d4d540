import type { SchemeTransferRules } from '@carbon/custody';
import { pointsDoNotMove } from './domain/refusals';

/** The scheme of points of all programmes. */
export const POINTS_SCHEME = 'PTS';

/** PTS-003: no order moves points between accounts. */
export const pointsTransferRules: SchemeTransferRules = {
  check: () => Promise.reject(pointsDoNotMove()),
};
