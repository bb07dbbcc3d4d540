export { EVENT_FAMILIES } from './domain/event-families';
export { EventsModule } from './events.module';
export { type EventsOptions } from './http/tokens';
export { eventMigrations } from './persistence/migrations/index';
export { deliverEvents, type DeliveryParts } from './use-cases/deliver-events';
export { mayBeCalled, publicLookup } from './send-event';
export { resealWebhooks } from './use-cases/reseal-webhooks';
