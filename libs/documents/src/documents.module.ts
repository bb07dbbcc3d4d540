import { Readiness } from '@carbon/http';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Contents } from './contents/contents';
import { databaseParts, type DocumentParts } from './document-settings';
import { DocumentsController } from './http/documents.controller';
import { PublicDocumentsController } from './http/public-documents.controller';
import { FileDesk } from './use-cases/receive-file';

/** Files that acts rest on, over HTTP. Needs EdgeModule. Its `FileDesk` serves every room that takes files. */
@Global()
@Module({})
export class DocumentsModule {
  static forRoot(parts: DocumentParts = databaseParts()): DynamicModule {
    return {
      module: DocumentsModule,
      controllers: [DocumentsController, PublicDocumentsController],
      providers: [
        { provide: Contents, useValue: parts.contents },
        { provide: FileDesk, useValue: new FileDesk(parts.contents, parts.scanner) },
      ],
      exports: [Contents, FileDesk],
    };
  }

  constructor(contents: Contents, readiness: Readiness) {
    if (contents.place === 'database') return;
    readiness.add({ name: 'documents', check: () => contents.check() });
  }
}
