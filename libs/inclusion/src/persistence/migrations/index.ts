import { ActIntake1700000015200 } from '../../intake/persistence/migrations/1700000015200-act-intake';
import { Inclusion1700000015000 } from './1700000015000-inclusion';

export const inclusionMigrations = [Inclusion1700000015000, ActIntake1700000015200];
