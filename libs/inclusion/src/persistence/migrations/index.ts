import { Inclusion1700000015000 } from './1700000015000-inclusion';

export const inclusionMigrations = [Inclusion1700000015000];
