import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Rulebook } from '@carbon/rulebook';
import type { FactoryProvider } from '@nestjs/common';
import type { AllocationDesk } from './desk';
import { DestinationGrounds } from './destination-grounds';

/** Injection token of what the use cases of allocation work with. */
export const ALLOCATION_DESK = Symbol('allowances.allocation-desk');

export const allocationDeskProvider: FactoryProvider<AllocationDesk> = {
  provide: ALLOCATION_DESK,
  inject: [Ledger, CLOCK, Rulebook, DestinationGrounds],
  useFactory: (
    ledger: Ledger,
    clock: Clock,
    rulebook: Rulebook,
    grounds: DestinationGrounds,
  ): AllocationDesk => ({ ledger, clock, rulebook, grounds }),
};
