import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import type { FactoryProvider } from '@nestjs/common';
import { OtherRegistries } from '../registries/other-registry';
import type { ForeignDesk } from '../use-cases/desk';

/** Injection token of what the use cases of foreign units work with. */
export const FOREIGN_DESK = Symbol('credits.foreign-desk');

export const foreignDeskProvider: FactoryProvider<ForeignDesk> = {
  provide: FOREIGN_DESK,
  inject: [Ledger, CLOCK, OtherRegistries],
  useFactory: (ledger: Ledger, clock: Clock, registries: OtherRegistries): ForeignDesk => ({
    ...{ ledger, clock, registries },
  }),
};
