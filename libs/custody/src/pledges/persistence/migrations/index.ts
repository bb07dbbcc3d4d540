import { Pledges1700000012000 } from './1700000012000-pledges';

export const pledgeMigrations = [Pledges1700000012000];
