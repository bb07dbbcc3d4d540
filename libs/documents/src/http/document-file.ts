import { StreamableFile } from '@nestjs/common';
import { attachmentOf } from '../domain/document-name';
import type { OpenedDocument } from '../use-cases/open-document';

/** A document as an attachment; the route adds `DOCUMENT_HEADERS`. */
export function documentFile({ document, bytes }: OpenedDocument): StreamableFile {
  return new StreamableFile(bytes, {
    type: document.type,
    disposition: attachmentOf(document.name),
    length: bytes.length,
  });
}
