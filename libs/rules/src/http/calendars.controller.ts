import {
  AnswersPageOf,
  CLOCK,
  IsMoment,
  IsText,
  pageBody,
  pageOf,
  PageQuery,
  PublicRoute,
  type Sent,
} from '@carbon/http';
import { Database } from '@carbon/database';
import { chinaDate, chinaTimestamp, type Clock, type Page, Refusal } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type Market, MARKETS } from '../domain/working-calendar';
import { type CalendarDay, readCalendarDays } from '../persistence/read-calendar';

export class CalendarQuery extends PageQuery {
  @IsText({
    description: 'Calendar year, default the current one. 年份，默认今年',
    max: 4,
    pattern: /^20\d{2}$/,
    optional: true,
    example: '2026',
  })
  year?: string;

  @IsMoment({
    description: 'As known at this moment, default now. 以此时刻已知的日历为准，默认现在',
    optional: true,
  })
  at?: string;
}

export class CalendarDayBody {
  @ApiProperty({ format: 'date', example: '2026-02-14', description: 'Day. 日期' })
  date!: string;

  @ApiProperty({ description: 'Worked, or closed. 是否工作日', example: true })
  working!: boolean;

  @ApiProperty({ example: '春节调休上班', description: 'Name in Chinese. 中文名称' })
  nameZh!: string;

  @ApiProperty({
    example: 'worked in exchange for Spring Festival',
    description: 'Name in English. 英文名称',
  })
  nameEn!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'From when this is known to be so. 自何时起为人所知',
    example: '2025-11-04T00:00:00.000+08:00',
  })
  validFrom!: string;

  @ApiProperty({
    description: 'The notice it rests on. 依据',
    example: '国务院办公厅关于2026年部分节假日安排的通知',
  })
  reason!: string;
}

function bodyOf({ date, working, nameZh, nameEn, validFrom, reason }: CalendarDay): Sent<CalendarDayBody> {
  return { date, working, nameZh, nameEn, validFrom: chinaTimestamp(validFrom), reason };
}

/** Which days are not what their weekday says: deadlines and moments of effect can be counted after. */
@ApiTags('calendars')
@Controller('v1/calendars')
export class CalendarsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':market')
  @PublicRoute()
  @ApiOperation({
    summary:
      'Holidays and make-up working days of a year; all other days are worked from Monday to Friday. ' +
      '节假日与调休上班日；其余日期周一至周五为工作日',
  })
  @AnswersPageOf(CalendarDayBody)
  async list(
    @Param('market') market: string,
    @Query() query: CalendarQuery,
  ): Promise<Page<Sent<CalendarDayBody>>> {
    const now = this.clock.now();
    const year = Number(query.year ?? chinaDate(now).slice(0, 4));
    const at = query.at === undefined ? now : new Date(query.at);
    const days = await readCalendarDays(
      this.database,
      { market: knownMarket(market), year, at },
      pageOf(query, ['text']),
    );
    return pageBody(days, bodyOf);
  }
}

function knownMarket(text: string): Market {
  const market = MARKETS.find((known) => known === text);
  if (market !== undefined) return market;
  throw new Refusal(
    'CALENDAR_UNKNOWN',
    404,
    {
      zh: `没有日历 ${text}；可用：${MARKETS.join('、')}`,
      en: `There is no calendar ${text}; there are: ${MARKETS.join(', ')}`,
    },
    { details: { market: text } },
  );
}
