import { AuditRecordPath, getAuditRecord } from '@carbon/audit';
import { Database } from '@carbon/database';
import { type Caller, CLOCK, CurrentCaller, Permit, type Sent } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { bundleFile } from '../domain/index';
import { EvidenceService } from '../evidence';

export class AuditEvidenceBody {
  @ApiProperty({ description: 'The audit record it proves. 审计记录编号', example: '42' })
  record!: string;

  @ApiProperty({ enum: ['pending', 'anchored'], description: 'Whether a chain holds it. 是否已上链' })
  anchoring!: 'pending' | 'anchored';

  @ApiProperty({ description: 'A name for the file. 文件名', example: 'audit-evidence-42.json' })
  fileName!: string;

  @ApiProperty({
    description:
      'The evidence file, byte for byte: only this form verifies. 证据文件原文，逐字节保存才能验证',
  })
  file!: string;
}

@ApiTags('evidence')
@Controller('v1/audit-records')
export class AuditEvidenceController {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':id/evidence')
  @Permit('audit.read')
  @ApiOperation({ summary: 'The evidence file of an audit record, verifiable offline. 审计记录证据' })
  @ApiOkResponse({ type: AuditEvidenceBody })
  async of(
    @Param() { id }: AuditRecordPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<AuditEvidenceBody>> {
    const stored = await this.database.transaction((tx) =>
      getAuditRecord(tx, BigInt(id), caller.reach, this.clock.now()),
    );
    const bundle = await this.evidence.bundleOfAuditRecord(stored);
    return {
      record: id,
      anchoring: bundle.chain === undefined ? 'pending' : 'anchored',
      fileName: `audit-evidence-${id}.json`,
      file: bundleFile(bundle),
    };
  }
}
