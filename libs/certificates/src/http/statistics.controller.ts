import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  IsChinaMonth,
  IsOneOf,
  pageBody,
  pageOf,
  PageQuery,
  PublicRoute,
  type Sent,
} from '@carbon/http';
import type { ChinaMonth, Page, Text } from '@carbon/kernel';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type ProvinceCode, provinces } from '../domain/provinces';
import { technologyOf } from '../domain/technology';
import { readStatistics, type StatisticsRow } from '../persistence/read-statistics';

export class StatisticsQuery extends PageQuery {
  @IsChinaMonth({ description: 'Production month. 生产月份', example: '2025-01', optional: true })
  month?: ChinaMonth;

  @IsOneOf(provinces.map(({ code }) => code), {
    description: 'Province, first two digits of GB/T 2260. 省级代码',
    example: '63',
    optional: true,
  })
  province?: ProvinceCode;
}

export class StatisticsBody {
  @ApiProperty({ description: 'Production month. 生产月份', example: '2025-01' })
  month!: string;
  @ApiProperty({ description: 'Province code. 省级代码', example: '63' })
  province!: string;
  @ApiProperty({ description: 'Technology. 发电技术', example: 'solar-thermal' })
  technology!: string;
  @ApiProperty({
    description: 'Technology by name. 技术名称',
    example: { zh: '光热发电', en: 'Concentrated solar power' },
  })
  technologyName!: Text;
  @ApiProperty({ description: 'Issued. 核发', example: '7199' })
  issued!: string;
  @ApiProperty({ description: 'Of them tradable (GEC-004). 可交易', example: '7199' })
  tradable!: string;
  @ApiProperty({ description: 'Of them not tradable (GEC-005). 不可交易', example: '0' })
  nonTradable!: string;
  @ApiProperty({ description: 'Set apart for orders. 挂牌', example: '100' })
  listed!: string;
  @ApiProperty({ description: 'Sold, alone or with green power. 已售', example: '5000' })
  sold!: string;
  @ApiProperty({ description: 'Tradable and not sold. 未售', example: '2199' })
  unsold!: string;
  @ApiProperty({ description: 'Sold alone. 普通绿证', example: '4000' })
  ordinary!: string;
  @ApiProperty({ description: 'Sold with green power (GEC-010). 绿电绿证', example: '1000' })
  greenPower!: string;
}

const statisticsBody = (row: StatisticsRow): Sent<StatisticsBody> => ({
  ...row,
  technologyName: technologyOf(row.technology).name,
});

@ApiTags('certificates')
@Controller('v1/public/certificate-statistics')
export class StatisticsController {
  constructor(private readonly database: Database) {}

  @Get()
  @PublicRoute()
  @ApiOperation({
    summary:
      'Certificates by month, province and technology, for everybody; no holder is named. 绿证统计（公开）',
  })
  @AnswersPageOf(StatisticsBody)
  async list(@Query() query: StatisticsQuery): Promise<Page<Sent<StatisticsBody>>> {
    const page = pageOf(query, ['text', 'text', 'text']);
    return pageBody(await readStatistics(this.database, page, query), statisticsBody);
  }
}
