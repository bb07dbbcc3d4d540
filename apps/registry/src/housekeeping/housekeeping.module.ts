import { type DynamicModule, Module } from '@nestjs/common';
import { Housekeeping } from './housekeeping';
import { HOUSEKEEPING_EVERY, type HousekeepingEvery, HousekeepingScheduler } from './housekeeping-scheduler';

export interface HousekeepingOptions {
  /** An hour when absent. */
  readonly every?: HousekeepingEvery;
}

const HOUR = 3_600_000;

/** What is done on its own to keep no more than is needed. Needs EdgeModule and PrivacyModule. */
@Module({})
export class HousekeepingModule {
  static forRoot({ every = HOUR }: HousekeepingOptions = {}): DynamicModule {
    return {
      module: HousekeepingModule,
      providers: [{ provide: HOUSEKEEPING_EVERY, useValue: every }, Housekeeping, HousekeepingScheduler],
    };
  }
}
