import { Webhooks1700000011200 } from './1700000011200-webhooks';

export const eventMigrations = [Webhooks1700000011200];
