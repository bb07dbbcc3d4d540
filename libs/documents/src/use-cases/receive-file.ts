import type { SentFile } from '@carbon/http';
import { Injectable } from '@nestjs/common';
import { Contents } from '../contents/contents';
import { documentInfected } from '../domain/refusals';
import type { ContentScanner } from '../scanning/content-scanner';
import { checkFile, type ReceivedFile } from './file-document';

/** Where files come in, whichever room takes them: looked at, scanned, then kept, all before anything names them. */
@Injectable()
export class FileDesk {
  constructor(
    readonly contents: Contents,
    private readonly scanner: ContentScanner,
  ) {}

  /**
   * Call it outside of a transaction; what it gives is filed by `fileDocument` inside of one.
   * @throws Refusal DOCUMENT_EMPTY, DOCUMENT_TOO_LARGE, DOCUMENT_TYPE_REFUSED, DOCUMENT_INFECTED,
   * DOCUMENT_SCANNER_UNAVAILABLE, DOCUMENT_STORE_UNAVAILABLE
   */
  async receive(sent: SentFile): Promise<ReceivedFile> {
    const file = checkFile(sent);
    const scanned = await this.scanner.scan(file.bytes);
    if (scanned.verdict === 'infected') throw documentInfected(scanned.signature);
    return { ...file, scan: scanned.verdict, content: await this.contents.keep(file) };
  }
}
