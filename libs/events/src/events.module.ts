import { type DynamicModule, Module } from '@nestjs/common';
import { EventScheduler } from './event-scheduler';
import { EVENTS_OPTIONS, type EventsOptions } from './http/tokens';
import { WebhooksController } from './http/webhooks.controller';

/** What happened, told to whoever subscribed. Needs EdgeModule, AuditModule and PrivacyModule. */
@Module({})
export class EventsModule {
  static forRoot(options: EventsOptions = {}): DynamicModule {
    return {
      module: EventsModule,
      controllers: [WebhooksController],
      providers: [{ provide: EVENTS_OPTIONS, useValue: options }, EventScheduler],
    };
  }
}
