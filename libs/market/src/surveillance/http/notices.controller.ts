import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  AreTexts,
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  IsOneOf,
  IsText,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  PublicRoute,
  type Sent,
} from '@carbon/http';
import { chinaTimestamp, type Clock, type Page } from '@carbon/kernel';
import { isTradingMarket } from '@carbon/rules/domain';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { marketUnknown } from '../domain/refusals';
import { type Notice, NOTICE_KINDS, readNotices } from '../persistence/notices';
import { publishNotice } from '../use-cases/publish-notice';

export class NoticesPath {
  @IsText({ description: 'Market. 市场', max: 8, pattern: /^[A-Z]{2,8}$/, example: 'CN' })
  market!: string;
}

export class NewNoticeBody {
  @IsOneOf(NOTICE_KINDS, { description: 'Kind of notice. 公告类型', example: 'risk-warning' })
  kind!: (typeof NOTICE_KINDS)[number];

  @AreTexts({
    description: 'Instruments it is about; the whole market when absent. 涉及品种，缺省为整个市场',
    max: 50,
    each: { max: 80, pattern: /^[A-Z0-9][A-Z0-9./:-]{0,79}$/ },
    optional: true,
    example: ['CEA25'],
  })
  instruments?: string[];

  @IsText({ description: 'Title in Chinese. 中文标题', max: 200, example: '关于近期价格波动的风险提示' })
  titleZh!: string;

  @IsText({ description: 'Title in English. 英文标题', max: 200, example: 'Risk warning on recent prices' })
  titleEn!: string;

  @IsText({ description: 'Text in Chinese. 中文正文', max: 5000, example: '近期价格波动较大，请理性参与。' })
  textZh!: string;

  @IsText({
    description: 'Text in English. 英文正文',
    max: 5000,
    example: 'Prices have moved widely of late.',
  })
  textEn!: string;
}

export class MarketNotice {
  @ApiProperty({ format: 'uuid', description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ enum: NOTICE_KINDS, description: 'Kind. 类型', example: 'risk-warning' })
  kind!: string;

  @ApiProperty({
    type: [String],
    description: 'Instruments; none for the whole market. 涉及品种',
    example: ['CEA25'],
  })
  instruments!: readonly string[];

  @ApiProperty({ description: 'Title in Chinese. 中文标题', example: '关于近期价格波动的风险提示' })
  titleZh!: string;

  @ApiProperty({ description: 'Title in English. 英文标题', example: 'Risk warning on recent prices' })
  titleEn!: string;

  @ApiProperty({ description: 'Text in Chinese. 中文正文', example: '近期价格波动较大，请理性参与。' })
  textZh!: string;

  @ApiProperty({ description: 'Text in English. 英文正文', example: 'Prices have moved widely of late.' })
  textEn!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Published at. 发布时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  publishedAt!: string;
}

function noticeBody({ id, market, kind, instruments, title, text, publishedAt }: Notice): Sent<MarketNotice> {
  return {
    ...{ id, market, kind, instruments, publishedAt: chinaTimestamp(publishedAt) },
    ...{ titleZh: title.zh, titleEn: title.en, textZh: text.zh, textEn: text.en },
  };
}

/** TRD-017: risk warnings and notices of whoever runs a market, for everybody to read. */
@ApiTags('surveillance')
@Controller('v1/markets/:market/notices')
export class MarketNoticesController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Notices of a market, the latest first. 市场公告' })
  @AnswersPageOf(MarketNotice)
  async list(@Param() { market }: NoticesPath, @Query() query: PageQuery): Promise<Page<Sent<MarketNotice>>> {
    if (!isTradingMarket(market)) throw marketUnknown(market);
    return pageBody(await readNotices(this.database, market, pageOf(query, ['number'])), noticeBody);
  }

  @Post()
  @Permit('market-control.halt')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Publish a risk warning or a notice; it stays. 发布风险提示或公告' })
  @ApiCreatedResponse({ type: MarketNotice })
  async publish(
    @Param() { market }: NoticesPath,
    @Body() body: NewNoticeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<MarketNotice>> {
    if (!isTradingMarket(market)) throw marketUnknown(market);
    const { kind, instruments = [], titleZh, titleEn, textZh, textEn } = body;
    const wish = {
      ...{ market, kind, instruments },
      ...{ title: { zh: titleZh, en: titleEn }, text: { zh: textZh, en: textEn } },
    };
    const request = { caller, operation: 'market-notices.publish', key, body: wish };
    const answer = await this.once.run(request, async (tx) =>
      noticeBody(await publishNotice(tx, wish, caller, this.clock.now())),
    );
    return answer.body;
  }
}
