import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import type { FactoryProvider } from '@nestjs/common';
import type { PenaltyDesk } from '../use-cases/desk';

/** Injection token of what penalties work with. */
export const PENALTY_DESK = Symbol('allowances.penalty-desk');

export const penaltyDeskProvider: FactoryProvider<PenaltyDesk> = {
  provide: PENALTY_DESK,
  inject: [Rulebook, CLOCK],
  useFactory: (rulebook: Rulebook, clock: Clock): PenaltyDesk => ({ rulebook, clock }),
};
