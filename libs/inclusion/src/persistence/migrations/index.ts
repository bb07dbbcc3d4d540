import { ProgrammeMonths1700000015410 } from '../../reports/persistence/migrations/1700000015410-programme-months';
import { Community1700000015400 } from '../../community/persistence/migrations/1700000015400-community';
import { Residents1700000015100 } from '../../residents/persistence/migrations/1700000015100-residents';
import { ActIntake1700000015200 } from '../../intake/persistence/migrations/1700000015200-act-intake';
import { Rewards1700000015500 } from '../../rewards/persistence/migrations/1700000015500-rewards';
import { Pooling1700000015600 } from '../../pooling/persistence/migrations/1700000015600-pooling';
import { Inclusion1700000015000 } from './1700000015000-inclusion';

export const inclusionMigrations = [
  Inclusion1700000015000,
  Residents1700000015100,
  ActIntake1700000015200,
  Community1700000015400,
  ProgrammeMonths1700000015410,
  Rewards1700000015500,
  Pooling1700000015600,
];
