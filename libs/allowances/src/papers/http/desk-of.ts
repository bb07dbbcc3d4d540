import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { PublicSite } from '@carbon/receipts';
import { Rulebook } from '@carbon/rulebook';
import type { FactoryProvider } from '@nestjs/common';
import type { PaperDesk } from '../use-cases/desk';

/** Injection token of what papers work with. */
export const PAPER_DESK = Symbol('allowances.paper-desk');

export const paperDeskProvider: FactoryProvider<PaperDesk> = {
  provide: PAPER_DESK,
  inject: [Database, Rulebook, CLOCK, PublicSite],
  useFactory: (
    database: Database,
    rulebook: Rulebook,
    clock: Clock,
    { address: site }: PublicSite,
  ): PaperDesk => ({
    ...{ database, rulebook, clock, site },
  }),
};
