import { IsText, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { InternalMarket, InternalYear } from '../persistence/internal-markets';
import type { BoardLine } from '../use-cases/year-board';

export class InternalMarketPath {
  @IsText({
    description: 'Code of the internal market. 内部市场代码',
    max: 20,
    pattern: /^[A-Z0-9][A-Z0-9-]{1,19}$/,
    example: 'PARK-A',
  })
  market!: string;
}

export class InternalYearPath extends InternalMarketPath {
  @IsText({ description: 'Calendar year. 年度', max: 4, pattern: /^2[01]\d{2}$/, example: '2026' })
  year!: string;
}

export class InternalMarketBody {
  @ApiProperty({ description: 'Code. 代码', example: 'PARK-A' })
  market!: string;

  @ApiProperty({ description: 'Code of its owner. 运营方代码', example: 'DEMO-PARK' })
  owner!: string;

  @ApiProperty({ enum: ['park', 'group'], description: 'Of a park or of a group. 类型', example: 'park' })
  kind!: string;

  @ApiProperty({ description: 'Name in Chinese. 中文名称', example: '示范园区内部碳市场' })
  nameZh!: string;

  @ApiProperty({ description: 'Name in English. 英文名称', example: 'Demo park carbon market' })
  nameEn!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Opened at. 设立时间',
    example: '2026-01-05T09:00:00.000+08:00',
  })
  openedAt!: string;
}

export class InternalYearBody {
  @ApiProperty({ description: 'Year. 年度', example: 2026 })
  year!: number;

  @ApiProperty({ description: 'Instrument of its units. 品种代码', example: 'IM-PARK-A-2026' })
  instrument!: string;

  @ApiProperty({ format: 'quantity', description: 'Units of the whole year. 总量（吨）', example: '100000' })
  capT!: string;

  @ApiProperty({
    format: 'whole-number',
    description: 'Reward for a tonne saved, fen. 每吨奖励（分）',
    example: '2000',
  })
  rewardFenPerTonne!: string;

  @ApiProperty({
    enum: ['keep', 'expire'],
    description: 'What becomes of units left. 清算后剩余单位',
    example: 'keep',
  })
  afterCount!: string;

  @ApiProperty({
    format: 'date-time',
    required: false,
    description: 'Counted at; absent before. 清算时间',
    example: '2027-02-01T09:00:00.000+08:00',
  })
  countedAt?: string;
}

export class InternalYearsBody {
  @ApiProperty({ type: [InternalYearBody], description: 'Years, the latest first. 各年度' })
  items!: Sent<InternalYearBody>[];
}

class InternalCountBody {
  @ApiProperty({ format: 'whole-number', description: 'Due. 应清缴（吨）', example: '980' })
  dueT!: string;

  @ApiProperty({ format: 'whole-number', description: 'Given. 已清缴（吨）', example: '980' })
  surrenderedT!: string;

  @ApiProperty({ format: 'whole-number', description: 'Missing. 缺口（吨）', example: '0' })
  shortfallT!: string;

  @ApiProperty({ format: 'whole-number', description: 'Left. 节余（吨）', example: '20' })
  surplusT!: string;

  @ApiProperty({ format: 'whole-number', description: 'Reward in fen. 奖励（分）', example: '40000' })
  rewardFen!: string;
}

export class BoardLineBody {
  @ApiProperty({ description: 'Code of the member. 成员代码', example: 'PARK-FIRM-1' })
  holder!: string;

  @ApiProperty({ format: 'whole-number', description: 'Allocated. 分配（吨）', example: '1000' })
  allocatedT!: string;

  @ApiProperty({ format: 'whole-number', description: 'Held now. 现有（吨）', example: '900' })
  heldT!: string;

  @ApiProperty({ description: 'Measured so far, tonnes. 已计量排放（吨）', example: '612.500' })
  measuredT!: string;

  @ApiProperty({ description: 'Months with figures. 有数据月数', example: 8 })
  months!: number;

  @ApiProperty({
    type: InternalCountBody,
    required: false,
    description: 'What was counted; absent before. 清算结果',
  })
  count?: Sent<InternalCountBody>;
}

export class InvitedBody {
  @ApiProperty({ description: 'Who was invited anew. 新邀请数量', example: 3 })
  invited!: number;
}

export const internalMarketBody = (market: InternalMarket): Sent<InternalMarketBody> => ({
  market: market.code,
  ...{ owner: market.owner, kind: market.kind, nameZh: market.nameZh, nameEn: market.nameEn },
  openedAt: chinaTimestamp(market.openedAt),
});

export const internalYearBody = (year: InternalYear): Sent<InternalYearBody> => ({
  ...{ year: year.year, instrument: year.instrument, afterCount: year.afterCount },
  capT: year.capT.toString(),
  rewardFenPerTonne: year.rewardFenPerTonne.toString(),
  ...(year.countedAt === null ? {} : { countedAt: chinaTimestamp(year.countedAt) }),
});

export const boardLineBody = ({
  holder,
  allocatedT,
  heldT,
  measuredT,
  months,
  count,
}: BoardLine): Sent<BoardLineBody> => ({
  ...{ holder, measuredT, months },
  allocatedT: allocatedT.toString(),
  heldT: heldT.toString(),
  ...(count === undefined
    ? {}
    : {
        count: {
          dueT: count.dueT.toString(),
          surrenderedT: count.surrenderedT.toString(),
          shortfallT: count.shortfallT.toString(),
          surplusT: count.surplusT.toString(),
          rewardFen: count.rewardFen.toString(),
        },
      }),
});
