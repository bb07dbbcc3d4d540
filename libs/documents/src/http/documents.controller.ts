import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  houseReach,
  IdempotencyKey,
  type MultipartBody,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  type Sent,
  SentMultipart,
  TakesFile,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Get, Header, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readDocuments, readVersions } from '../persistence/documents';
import { fileDocument, MAX_DOCUMENT_BYTES } from '../use-cases/file-document';
import { openDocument, requireDocument } from '../use-cases/open-document';
import { FileDesk } from '../use-cases/receive-file';
import {
  DocumentBody,
  documentBody,
  DocumentPath,
  DocumentsQuery,
  DocumentVersionsBody,
  FilingQuery,
} from './document-bodies';
import { documentFile } from './document-file';

@ApiTags('documents')
@Controller('v1/documents')
export class DocumentsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly desk: FileDesk,
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
      'It is private: only an act makes a document public. 相同内容只存一份；文件默认不公开。',
  })
  @ApiCreatedResponse({ type: DocumentBody })
  async upload(
    @SentMultipart() upload: MultipartBody,
    @Query() { kind = 'other', supersedes }: FilingQuery,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<DocumentBody>> {
    const file = await this.desk.receive(await upload.file());
    const { sha256, name } = file;
    const body = { sha256, name, kind, ...(supersedes === undefined ? {} : { supersedes }) };
    const request = { caller, operation: 'documents.upload', key, body };
    const answer = await this.once.run(request, async (tx) =>
      documentBody(await fileDocument(tx, file, { kind, supersedes }, caller, this.clock.now())),
    );
    return answer.body;
  }

  @Get()
  @Permit('documents.read')
  @ApiOperation({ summary: 'Documents, the newest first. 文件列表' })
  @AnswersPageOf(DocumentBody)
  async list(
    @Query() query: DocumentsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<DocumentBody>>> {
    return this.database.transaction(async (tx) =>
      pageBody(await readDocuments(tx, pageOf(query, ['id']), houseReach(caller), query.kind), documentBody),
    );
  }

  @Get(':sha256/versions')
  @Permit('documents.read')
  @ApiOperation({ summary: 'Every version of a document, the oldest first. 文件版本' })
  @ApiOkResponse({ type: DocumentVersionsBody })
  async versions(
    @Param() { sha256 }: DocumentPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<DocumentVersionsBody>> {
    return this.database.transaction(async (tx) => {
      const { id } = await requireDocument(tx, sha256, caller);
      return { items: (await readVersions(tx, id)).map(documentBody) };
    });
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
    return documentFile(
      await this.database.transaction((tx) =>
        openDocument(tx, this.desk.contents, sha256, caller, this.clock.now()),
      ),
    );
  }
}
