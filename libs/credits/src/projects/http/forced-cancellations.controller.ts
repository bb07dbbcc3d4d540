import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { chinaTimestamp, type Page } from '@carbon/kernel';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type ForcedCancellationView, readForcedCancellations } from '../persistence/cancellations';
import { IsProjectNumber } from './fields';

export class ForcedCancellationQuery extends PageQuery {
  @IsProjectNumber('Only of this project. 按项目筛选', { optional: true })
  project?: string;
}

export class ForcedCancellationBody {
  @ApiProperty({ description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({ description: 'The project. 涉事项目', example: 'PJ000001' })
  project!: string;
  @ApiProperty({ description: 'Fraudulent reductions in tonnes. 虚假减排量（吨）', example: '1000' })
  quantity!: string;
  @ApiProperty({ description: 'Of them cancelled by the owner before. 其中自愿注销', example: '300' })
  voluntary!: string;
  @ApiProperty({ description: "Taken from the owner's accounts. 强制注销", example: '600' })
  taken!: string;
  @ApiProperty({ description: 'Still owed. 尚欠', example: '100' })
  owed!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Transaction of the ledger. 账本交易号',
    example: '4711',
  })
  transaction!: string | null;
  @ApiProperty({ description: 'Decision of the authority. 决定文书', example: '（2026）环罚字第1号' })
  decision!: string;
  @ApiProperty({ description: 'SHA-256 of the decision. 文书的 SHA-256', example: 'a'.repeat(64) })
  document!: string;
  @ApiProperty({
    description: 'Last day on which the owner may file nothing. 禁止申请截止日',
    example: '2029-03-02',
  })
  bannedUntil!: string;
  @ApiProperty({ description: 'When. 时间', format: 'date-time', example: '2026-03-02T10:00:00.000+08:00' })
  at!: string;
}

const body = (forced: ForcedCancellationView): Sent<ForcedCancellationBody> => ({
  ...{ id: forced.id, project: forced.project, decision: forced.decision, document: forced.documentHash },
  ...{ quantity: forced.quantity.toString(), voluntary: forced.voluntary.toString() },
  ...{ taken: forced.taken.toString(), owed: forced.owed.toString() },
  ...{ transaction: forced.transactionId?.toString() ?? null, bannedUntil: forced.bannedUntil },
  at: chinaTimestamp(forced.at),
});

/** What became of fraudulent reductions (CCR-012). */
@ApiTags('projects')
@Controller('v1/forced-cancellations')
export class ForcedCancellationsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permit('credits.read')
  @ApiOperation({ summary: 'Forced cancellations, oldest first. 强制注销记录' })
  @AnswersPageOf(ForcedCancellationBody)
  async list(
    @Query() query: ForcedCancellationQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ForcedCancellationBody>>> {
    const page = pageOf(query, ['id']);
    return pageBody(await readForcedCancellations(this.database, reach, page, query.project), body);
  }
}
