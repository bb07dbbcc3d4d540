import { Jobs1700000011100 } from './1700000011100-jobs';

export const jobMigrations = [Jobs1700000011100];
