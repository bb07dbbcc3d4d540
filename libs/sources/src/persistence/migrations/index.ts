import { Sources1700000011300 } from './1700000011300-sources';
import { NamesOfSources1700000011310 } from './1700000011310-names-of-sources';

export const sourceMigrations = [Sources1700000011300, NamesOfSources1700000011310];
