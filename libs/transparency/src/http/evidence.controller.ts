import { type Caller, CurrentCaller, IsQuantity, Permit, type Sent } from '@carbon/http';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { bundleFile } from '../domain/index';
import { EvidenceService } from '../evidence';

export class EvidencePath {
  @IsQuantity({ description: 'Number of the transaction. 交易编号', example: '42' })
  id!: string;
}

export class EvidenceFileBody {
  @ApiProperty({ description: 'The journal record it proves. 流水号', example: '42' })
  journal!: string;

  @ApiProperty({ enum: ['pending', 'anchored'], description: 'Whether a chain holds it. 是否已上链' })
  anchoring!: 'pending' | 'anchored';

  @ApiProperty({ description: 'A name for the file. 文件名', example: 'evidence-42.json' })
  fileName!: string;

  @ApiProperty({
    description:
      'The evidence file, byte for byte: only this form verifies. 证据文件原文，逐字节保存才能验证',
  })
  file!: string;
}

export class TransactionEvidenceBody {
  @ApiProperty({ description: 'Number of the transaction. 交易编号', example: '42' })
  transaction!: string;

  @ApiProperty({ type: EvidenceFileBody, isArray: true, description: 'One file a transfer. 每笔流水一份' })
  files!: Sent<EvidenceFileBody>[];
}

@ApiTags('evidence')
@Controller('v1/transactions')
export class EvidenceController {
  constructor(private readonly evidence: EvidenceService) {}

  @Get(':id/evidence')
  @Permit('evidence.read')
  @ApiOperation({ summary: 'Evidence files of a transaction, verifiable offline. 交易证据' })
  @ApiOkResponse({ type: TransactionEvidenceBody })
  async of(
    @Param() { id }: EvidencePath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<TransactionEvidenceBody>> {
    const bundles = await this.evidence.bundlesOf(BigInt(id), reach);
    return {
      transaction: id,
      files: bundles.map((bundle) => {
        const { id: journal } = bundle.record;
        if (typeof journal !== 'string') throw new TypeError('a journal record has an id');
        return {
          journal,
          anchoring: bundle.chain === undefined ? ('pending' as const) : ('anchored' as const),
          fileName: `evidence-${journal}.json`,
          file: bundleFile(bundle),
        };
      }),
    };
  }
}
