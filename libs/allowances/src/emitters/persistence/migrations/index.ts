import { EmitterLists1700000013200 } from './1700000013200-emitter-lists';
import { Facilities1700000013210 } from './1700000013210-facilities';
import { ServiceBodies1700000013220 } from './1700000013220-service-bodies';
import { QualityPlans1700000013230 } from './1700000013230-quality-plans';
import { Deposits1700000013240 } from './1700000013240-deposits';

export const emitterMigrations = [
  EmitterLists1700000013200,
  Facilities1700000013210,
  ServiceBodies1700000013220,
  QualityPlans1700000013230,
  Deposits1700000013240,
];
