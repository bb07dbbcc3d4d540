import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import type { FactoryProvider } from '@nestjs/common';
import type { Desk } from '../use-cases/desk';

/** Injection token of what the use cases work with. */
export const DESK = Symbol('certificates.desk');

export const deskProvider: FactoryProvider<Desk> = {
  provide: DESK,
  inject: [Ledger, CLOCK],
  useFactory: (ledger: Ledger, clock: Clock): Desk => ({ ledger, clock }),
};
