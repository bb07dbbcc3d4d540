import type { SchemeTransferRules } from '@carbon/custody';
import { residentMayNotHold } from '../domain/refusals';
import type { ForeignRegistry } from '../domain/registries';
import { FOREIGN_USES } from '../domain/rules/foreign-uses';
import { isResident } from '../persistence/holder-of-account';

/** Units of another registry change hands as they are; who may have them is data of the scheme. */
export function foreignTransferRules(scheme: ForeignRegistry): SchemeTransferRules {
  return {
    async check(tx, { to }) {
      if (FOREIGN_USES[scheme].residentsMayHold) return;
      if (await isResident(tx, to)) throw residentMayNotHold(scheme);
    },
  };
}
