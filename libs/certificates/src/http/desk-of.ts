import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { PersonVault } from '@carbon/privacy';
import type { FactoryProvider } from '@nestjs/common';
import type { ClaimDesk } from '../use-cases/beneficiaries';

/** Injection token of what the use cases work with. */
export const DESK = Symbol('certificates.desk');

export const deskProvider: FactoryProvider<ClaimDesk> = {
  provide: DESK,
  inject: [Ledger, CLOCK, PersonVault],
  useFactory: (ledger: Ledger, clock: Clock, vault: PersonVault): ClaimDesk => ({ ledger, clock, vault }),
};
