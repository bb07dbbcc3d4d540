import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Database } from '@carbon/database';
import type { Clock } from '@carbon/kernel';
import { Authenticator } from './caller';
import { HealthController } from './health.controller';
import { OpenApiAdditions } from './openapi-additions';
import { Once } from './once';
import { Readiness } from './readiness';

/** Injection token of the clock. */
export const CLOCK = Symbol('clock');

export interface EdgeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly authenticator: Authenticator;
}

/** What every service has: the database, the clock, who asks, requests that happen once, health. */
@Global()
@Module({})
export class EdgeModule {
  static forRoot(parts: EdgeParts): DynamicModule {
    return {
      module: EdgeModule,
      controllers: [HealthController],
      providers: [
        { provide: Database, useValue: parts.database },
        { provide: CLOCK, useValue: parts.clock },
        { provide: Authenticator, useValue: parts.authenticator },
        Once,
        Readiness,
        OpenApiAdditions,
      ],
      exports: [Database, CLOCK, Authenticator, Once, Readiness, OpenApiAdditions],
    };
  }
}
