import { Identity1700000003000 } from './1700000003000-identity';

export const identityMigrations = [Identity1700000003000];
