import { Contents } from '@carbon/documents';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import type { FactoryProvider } from '@nestjs/common';
import type { EmitterDesk } from '../desk';

/** Injection token of what the use cases of emitters work with. */
export const EMITTER_DESK = Symbol('allowances.emitter-desk');

export const emitterDeskProvider: FactoryProvider<EmitterDesk> = {
  provide: EMITTER_DESK,
  inject: [CLOCK, Rulebook, Contents],
  useFactory: (clock: Clock, rulebook: Rulebook, contents: Contents): EmitterDesk => ({
    clock,
    contents,
    packs: (reader) => rulebook.packs(reader),
  }),
};
