import { emitterMigrations } from '../../emitters/persistence/migrations/index';
import { Allowances1700000013000 } from './1700000013000-allowances';

export const allowanceMigrations = [Allowances1700000013000, ...emitterMigrations];
