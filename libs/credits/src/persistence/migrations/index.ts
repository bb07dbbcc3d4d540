import { Attestations1700000011960 } from '../../attestations/persistence/migrations/1700000011960-attestations';
import { Foreign1700000011910 } from '../../foreign/persistence/migrations/1700000011910-foreign';
import { Pools1700000011900 } from '../../pools/persistence/migrations/1700000011900-pools';
import { ProgrammesInPools1700000015650 } from '../../pools/persistence/migrations/1700000015650-programmes-in-pools';
import { Retirements1700000011950 } from '../../retirements/persistence/migrations/1700000011950-retirements';
import { BodiesSucceed1700000011810 } from './1700000011810-bodies-succeed';
import { ProjectsAndReductions1700000011800 } from './1700000011800-projects-and-reductions';

export const creditMigrations = [
  ProjectsAndReductions1700000011800,
  BodiesSucceed1700000011810,
  Pools1700000011900,
  Foreign1700000011910,
  Retirements1700000011950,
  Attestations1700000011960,
  ProgrammesInPools1700000015650,
];
