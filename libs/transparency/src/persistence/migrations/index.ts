import { Log1700000005000 } from './1700000005000-log';

export const logMigrations = [Log1700000005000];
