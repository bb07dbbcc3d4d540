import { Database } from '@carbon/database';
import { AnswersPageOf, IsId, pageBody, pageOf, PageQuery, Permit, type Sent } from '@carbon/http';
import { chinaTimestamp, type Page } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { SessionSettings } from '../sessions/session-settings';
import { type MailState, type OutboxMail, readOutbox } from './read-outbox';

export class OutboxMailBody {
  @IsId({ description: 'Id. 编号' })
  id!: string;
  @ApiProperty({ description: 'Kind of letter. 模板', example: 'password-reset' })
  template!: string;
  @ApiProperty({ description: 'waiting, sent, given-up, erased. 状态', example: 'waiting' })
  state!: MailState;
  @ApiProperty({ description: 'Times it was tried. 尝试次数', example: 0 })
  attempts!: number;
  @ApiProperty({
    format: 'date-time',
    description: 'When it was written. 创建时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  createdAt!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it could not be sent. 错误', example: null })
  lastError!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Its text; in a demonstration only, where nothing is really sent. 正文，仅演示环境可见',
    example: null,
  })
  text!: string | null;
}

/** The mails we wrote. Whom they are for is not shown; what they say only where no mail really leaves. */
@ApiTags('outbox')
@Controller('v1/outbox')
export class OutboxController {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    private readonly settings: SessionSettings,
  ) {}

  @Get()
  @Permit('outbox.read')
  @ApiOperation({ summary: 'Mails, newest first. 发件箱' })
  @AnswersPageOf(OutboxMailBody)
  async list(@Query() query: PageQuery): Promise<Page<Sent<OutboxMailBody>>> {
    const reveal = this.settings.secondFactor === 'off' ? this.vault : undefined;
    return pageBody(await readOutbox(this.database, pageOf(query, ['id']), reveal), outboxMailBody);
  }
}

function outboxMailBody({ createdAt, letter, ...mail }: OutboxMail): Sent<OutboxMailBody> {
  return { ...mail, text: letter?.text ?? null, createdAt: chinaTimestamp(createdAt) };
}
