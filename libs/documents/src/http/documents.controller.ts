import { Database } from '@carbon/database';
import {
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  type MultipartBody,
  NeedsIdempotencyKey,
  Once,
  Permit,
  type Sent,
  SentMultipart,
  TakesFile,
} from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Controller, Get, Header, Inject, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { attachmentOf } from '../domain/document-name';
import { checkFile, fileDocument, MAX_DOCUMENT_BYTES } from '../use-cases/file-document';
import { openDocument } from '../use-cases/open-document';
import { DocumentBody, documentBody, DocumentPath } from './document-bodies';

@ApiTags('documents')
@Controller('v1/documents')
export class DocumentsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permit('documents.write')
  @NeedsIdempotencyKey()
  @TakesFile(MAX_DOCUMENT_BYTES)
  @ApiOperation({
    summary: 'Upload a document. 上传文件',
    description:
      'PDF, PNG, JPEG, XLSX, CSV, TXT or JSON of up to 10 MiB, in the field `file`. The same bytes are filed once. ' +
      '相同内容只存一份。',
  })
  @ApiCreatedResponse({ type: DocumentBody })
  async upload(
    @SentMultipart() upload: MultipartBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<DocumentBody>> {
    const file = checkFile(await upload.file());
    const { sha256, name } = file;
    const request = { caller, operation: 'documents.upload', key, body: { sha256, name } };
    const answer = await this.once.run(request, async (tx) =>
      documentBody(await fileDocument(tx, file, caller, this.clock.now())),
    );
    return answer.body;
  }

  @Get(':sha256')
  @Permit('documents.read')
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Cache-Control', 'private, no-store')
  @ApiOperation({ summary: 'Download a document. 下载文件' })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  async download(
    @Param() { sha256 }: DocumentPath,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const { document, bytes } = await this.database.transaction((tx) =>
      openDocument(tx, sha256, caller, this.clock.now()),
    );
    return new StreamableFile(bytes, {
      type: document.type,
      disposition: attachmentOf(document.name),
      length: bytes.length,
    });
  }
}
