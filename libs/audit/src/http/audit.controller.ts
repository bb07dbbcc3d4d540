import { Readable } from 'node:stream';
import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  houseReach,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { readProofState } from '../persistence/read-proof-state';
import { exportAuditRecords } from '../use-cases/export-audit-records';
import { getAuditRecord } from '../use-cases/get-audit-record';
import { listAuditRecords } from '../use-cases/list-audit-records';
import {
  auditProofBody,
  AuditExportQuery,
  AuditQuery,
  AuditRecordBody,
  auditRecordBody,
  AuditRecordDetailBody,
  AuditRecordPath,
  filterOf,
  mayKnowOrigins,
} from './audit-bodies';

/** The trail as a caller may see it: its own holders' records, auditors within their windows, the registry everything. */
@ApiTags('audit')
@Controller('v1/audit-records')
@Permit('audit.read')
export class AuditController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Audit records, newest first. 审计记录列表' })
  @AnswersPageOf(AuditRecordBody)
  async list(
    @Query() query: AuditQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<AuditRecordBody>>> {
    const page = pageOf(query, ['number']);
    const found = await this.database.transaction((tx) =>
      listAuditRecords(tx, houseReach(caller), filterOf(query), page, this.clock.now()),
    );
    return pageBody(found, (stored) => auditRecordBody(stored, mayKnowOrigins(caller)));
  }

  @Get('export')
  @ApiOperation({
    summary: 'Audit records as lines of JSON, each with its salt and leaf, oldest first. 导出审计记录',
  })
  @ApiProduces('application/x-ndjson')
  async export(@Query() query: AuditExportQuery, @CurrentCaller() caller: Caller): Promise<StreamableFile> {
    const lines = await exportAuditRecords(
      this.database,
      {
        reach: houseReach(caller),
        filter: filterOf(query),
        withOrigins: mayKnowOrigins(caller),
        holderId: caller.holder?.id,
      },
      this.clock.now(),
    );
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: 'application/x-ndjson; charset=utf-8',
      disposition: 'attachment; filename="audit-records.ndjson"',
    });
  }

  @Get(':id')
  @ApiOperation({ summary: 'One audit record, and how far its proof is. 查询审计记录' })
  @ApiOkResponse({ type: AuditRecordDetailBody })
  get(
    @Param() { id }: AuditRecordPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<AuditRecordDetailBody>> {
    return this.database.transaction(async (tx) => {
      const stored = await getAuditRecord(tx, BigInt(id), houseReach(caller), this.clock.now());
      return {
        ...auditRecordBody(stored, mayKnowOrigins(caller)),
        leaf: stored.leaf.toString('hex'),
        proof: auditProofBody(await readProofState(tx, stored.id)),
      };
    });
  }
}
