import { Module } from '@nestjs/common';
import { DocumentsController } from './http/documents.controller';

/** Files that acts rest on, over HTTP. Needs EdgeModule. */
@Module({ controllers: [DocumentsController] })
export class DocumentsModule {}
