import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { PersonVault } from '@carbon/privacy';
import type { FactoryProvider } from '@nestjs/common';
import type { PoolDesk } from '../use-cases/desk';

/** Injection token of what the use cases of pools work with. */
export const POOL_DESK = Symbol('credits.pool-desk');

export const poolDeskProvider: FactoryProvider<PoolDesk> = {
  provide: POOL_DESK,
  inject: [Ledger, CLOCK, PersonVault],
  useFactory: (ledger: Ledger, clock: Clock, vault: PersonVault): PoolDesk => ({ ledger, clock, vault }),
};
