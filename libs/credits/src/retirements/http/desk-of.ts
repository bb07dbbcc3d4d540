import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { PersonVault } from '@carbon/privacy';
import type { FactoryProvider } from '@nestjs/common';
import type { RetirementDesk } from '../use-cases/desk';

/** Injection token of what retirements work with. */
export const RETIREMENT_DESK = Symbol('credits.retirement-desk');

export const retirementDeskProvider: FactoryProvider<RetirementDesk> = {
  provide: RETIREMENT_DESK,
  inject: [Ledger, CLOCK, PersonVault],
  useFactory: (ledger: Ledger, clock: Clock, vault: PersonVault): RetirementDesk => ({
    ledger,
    clock,
    vault,
  }),
};
