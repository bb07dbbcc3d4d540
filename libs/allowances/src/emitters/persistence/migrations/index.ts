import { EmitterLists1700000013200 } from './1700000013200-emitter-lists';
import { Facilities1700000013210 } from './1700000013210-facilities';
import { ServiceBodies1700000013220 } from './1700000013220-service-bodies';

export const emitterMigrations = [
  EmitterLists1700000013200,
  Facilities1700000013210,
  ServiceBodies1700000013220,
];
