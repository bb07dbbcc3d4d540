import { Database, type Transaction } from '@carbon/database';
import { FileDesk, MAX_DOCUMENT_BYTES } from '@carbon/documents';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
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
import { type Clock, fault, malformed, type Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readCsv, readXlsx } from '../files/read-readings-file';
import { batchFor, readBatches } from '../persistence/batches';
import { commitBatch, discardBatch, overrideBlocks } from '../use-cases/decide-batch';
import { previewBatch } from '../use-cases/preview-batch';
import { sourceOf, stageFile } from '../use-cases/stage-batch';
import {
  BatchBody,
  batchBody,
  BatchesQuery,
  BatchPath,
  BatchPreviewBody,
  CommitBody,
  CommittedBody,
  DiscardBody,
  DiscardedBody,
  OverrideBody,
} from './batch-bodies';

@ApiTags('intake')
@Controller('v1/intake-batches')
export class IntakeBatchesController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly files: FileDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permit('intake.write')
  @NeedsIdempotencyKey()
  @TakesFile(MAX_DOCUMENT_BYTES)
  @ApiOperation({
    summary: 'Stage a file of meter readings. 上传读数文件（暂存）',
    description:
      'CSV (up to 100,000 rows) or XLSX (first sheet, up to 20,000 rows), unsigned, with the columns meter, start, end ' +
      'and energy_wh or register_start_wh and register_end_wh. Nothing counts until it is committed. 入库前不生效。',
  })
  @ApiCreatedResponse({ type: BatchPreviewBody })
  async stage(
    @SentMultipart() upload: MultipartBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<BatchPreviewBody>> {
    const file = await this.files.receive(await upload.file());
    const table = sourceOf(file) === 'csv' ? readCsv(file.bytes) : await readXlsx(file.bytes);
    const request = { caller, operation: 'intake-batches.stage', key, body: { sha256: file.sha256 } };
    const answer = await this.once.run(request, async (tx) =>
      this.previewed(tx, await stageFile(tx, file, table, caller, this.clock.now()), caller),
    );
    return answer.body;
  }

  @Get()
  @Permit('intake.read')
  @ApiOperation({ summary: 'Batches, the newest first. 批次列表' })
  @AnswersPageOf(BatchBody)
  async list(@Query() query: BatchesQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<BatchBody>>> {
    return pageBody(await readBatches(this.database, pageOf(query, ['id']), caller, query.state), batchBody);
  }

  @Get(':id')
  @Permit('intake.read')
  @ApiOperation({ summary: 'A batch, and what committing it would do. 批次与入库预览' })
  @ApiOkResponse({ type: BatchPreviewBody })
  async preview(
    @Param() { id }: BatchPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<BatchPreviewBody>> {
    return this.database.transaction((tx) => this.previewed(tx, id, caller));
  }

  @Post(':id/commit')
  @Permit('intake.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Commit a batch, all or none; again, it answers the same. 入库' })
  @ApiCreatedResponse({ type: CommittedBody })
  async commit(
    @Param() { id }: BatchPath,
    @Body() body: CommitBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<CommittedBody>> {
    if (body.corrections === true && body.reason === undefined) {
      throw malformed([fault('reason', 'required', 'say why readings are corrected', '请说明更正理由')]);
    }
    const wish = { correctionReason: body.corrections === true ? body.reason : undefined };
    const request = { caller, operation: 'intake-batches.commit', key, body: { id, body } };
    const answer = await this.once.run(request, (tx) => commitBatch(tx, id, wish, caller, this.clock.now()));
    return answer.body;
  }

  @Post(':id/override')
  @Permit('intake.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Say why blocked readings are true, with a document. 说明理由并放行' })
  @ApiCreatedResponse({ type: BatchPreviewBody })
  async override(
    @Param() { id }: BatchPath,
    @Body() { reason, document }: OverrideBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<BatchPreviewBody>> {
    const request = { caller, operation: 'intake-batches.override', key, body: { id, reason, document } };
    const answer = await this.once.run(request, async (tx) => {
      await overrideBlocks(tx, id, { reason, documentHash: document }, caller, this.clock.now());
      return this.previewed(tx, id, caller);
    });
    return answer.body;
  }

  @Post(':id/discard')
  @Permit('intake.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Lay a batch aside for good. 放弃' })
  @ApiCreatedResponse({ type: DiscardedBody })
  async discard(
    @Param() { id }: BatchPath,
    @Body() { reason }: DiscardBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<DiscardedBody>> {
    const request = { caller, operation: 'intake-batches.discard', key, body: { id, reason } };
    const answer = await this.once.run(request, (tx) =>
      discardBatch(tx, id, reason, caller, this.clock.now()),
    );
    return answer.body;
  }

  private async previewed(tx: Transaction, id: string, caller: Caller): Promise<Sent<BatchPreviewBody>> {
    const batch = await batchFor(tx, id, caller);
    if (batch.state !== 'staged') return batchBody(batch);
    return { ...batchBody(batch), preview: await previewBatch(tx, id, this.clock.now()) };
  }
}
