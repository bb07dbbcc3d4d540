export { DocumentsModule } from './documents.module';
export { type Document } from './persistence/documents';
export { documentMigrations } from './persistence/migrations/index';
export { requireDocument } from './use-cases/open-document';
