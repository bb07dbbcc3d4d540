import { ApiKeys1700000009500 } from './1700000009500-api-keys';
import { Identity1700000003000 } from './1700000003000-identity';
import { Holders1700000006500 } from './1700000006500-holders';

export const identityMigrations = [Identity1700000003000, Holders1700000006500, ApiKeys1700000009500];
