import { Surrenders1700000013510 } from './1700000013510-surrenders';

export const surrenderMigrations = [Surrenders1700000013510];
