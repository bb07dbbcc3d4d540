import { Documents1700000002800 } from './1700000002800-documents';

export const documentMigrations = [Documents1700000002800];
