import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Rulebook } from '@carbon/rulebook';
import type { FactoryProvider } from '@nestjs/common';
import type { CarryOverDesk } from '../use-cases/desk';

/** Injection token of what carry-over works with. */
export const CARRY_OVER_DESK = Symbol('allowances.carry-over-desk');

export const carryOverDeskProvider: FactoryProvider<CarryOverDesk> = {
  provide: CARRY_OVER_DESK,
  inject: [Ledger, Rulebook, CLOCK],
  useFactory: (ledger: Ledger, rulebook: Rulebook, clock: Clock): CarryOverDesk => ({
    ledger,
    rulebook,
    clock,
  }),
};
