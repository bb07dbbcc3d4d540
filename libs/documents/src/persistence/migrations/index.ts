import { Documents1700000002800 } from './1700000002800-documents';
import { DocumentVersions1700000011400 } from './1700000011400-document-versions';

export const documentMigrations = [Documents1700000002800, DocumentVersions1700000011400];
