import { Sources1700000011300 } from './1700000011300-sources';

export const sourceMigrations = [Sources1700000011300];
