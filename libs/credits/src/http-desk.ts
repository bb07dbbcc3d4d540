import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import type { FactoryProvider } from '@nestjs/common';
import type { CreditDesk } from './desk';

/** Injection token of what the use cases of projects and reductions work with. */
export const CREDIT_DESK = Symbol('credits.desk');

export const creditDeskProvider: FactoryProvider<CreditDesk> = {
  provide: CREDIT_DESK,
  inject: [Ledger, CLOCK],
  useFactory: (ledger: Ledger, clock: Clock): CreditDesk => ({ ledger, clock }),
};
