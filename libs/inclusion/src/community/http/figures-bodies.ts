import type { Sent } from '@carbon/http';
import { formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { PointsStanding } from '../../points/index';
import { InclusionPackBody } from '../../programmes/http/programme-bodies';
import type { UnknownEmissions } from '../domain/unknown-emissions';
import type { Figures, MonthFigures } from '../persistence/figures';

export class UnknownEmissionsBody {
  @ApiProperty({ description: 'Method. 方法代码', example: 'metro' })
  method!: string;
  @ApiProperty({ description: 'Chinese title. 中文名称', example: '地铁' })
  titleZh!: string;
  @ApiProperty({ description: 'English title. 英文名称', example: 'Metro' })
  titleEn!: string;
  @ApiProperty({ description: 'Acts whose emissions are in no figure. 排放未知的行为数', example: 12 })
  acts!: number;
}

export const unknownBody = ({ method, title, acts }: UnknownEmissions): Sent<UnknownEmissionsBody> => ({
  ...{ method, acts, titleZh: title.zh, titleEn: title.en },
});

export class ResidentFiguresBody {
  @ApiProperty({ description: 'Programme. 项目代码', example: 'SZ' })
  programme!: string;
  @ApiProperty({ description: 'Acts that count. 计入的行为数', example: 42 })
  acts!: number;
  @ApiProperty({ description: 'Reduced, grams, exact. 累计减排（克）', example: '1256.8' })
  reducedGrams!: string;
  @ApiProperty({
    description: 'Emitted by the acts whose emissions are known, grams. 已知排放（克）',
    example: '310.2',
  })
  emittedGrams!: string;
  @ApiProperty({ description: 'Points earned in all. 累计获得积分', example: '251' })
  pointsEarned!: string;
}

export function figuresBody(figures: Figures, programme: string): Sent<ResidentFiguresBody> {
  return {
    ...{ programme, acts: figures.acts },
    reducedGrams: formatGrams(figures.reducedUg),
    emittedGrams: formatGrams(figures.emittedUg),
    pointsEarned: figures.points.toString(),
  };
}

export class ResidentProgrammeBody extends ResidentFiguresBody {
  @ApiProperty({ description: 'Chinese name. 项目中文名称', example: '示例低碳出行' })
  nameZh!: string;
  @ApiProperty({ description: 'English name. 项目英文名称', example: 'Low-carbon trips (invented)' })
  nameEn!: string;
  @ApiProperty({
    description: 'Of these methods nobody knows what they emit. 排放未知的方法',
    type: () => UnknownEmissionsBody,
    isArray: true,
  })
  emissionsUnknown!: Sent<UnknownEmissionsBody>[];
  @ApiProperty({ description: 'Points that can be spent now. 可用积分', example: '200' })
  pointsAvailable!: string;
  @ApiProperty({ description: 'Set apart for vouchers. 已预留积分', example: '0' })
  pointsSetApart!: string;
  @ApiProperty({
    description: 'Taken back by a correction and not there: the next points pay it. 待抵扣积分',
    example: '0',
  })
  pointsOwed!: string;
  @ApiProperty({ description: 'The rules. 规则包', type: () => InclusionPackBody })
  pack!: Sent<InclusionPackBody>;
}

export class MyInclusionBody {
  @ApiProperty({ description: 'Reduced in all programmes, grams. 累计减排（克）', example: '1256.8' })
  reducedGrams!: string;
  @ApiProperty({
    description: 'Emitted by acts whose emissions are known, grams. 累计已知排放（克）',
    example: '310.2',
  })
  emittedGrams!: string;
  @ApiProperty({
    description: 'Whether emissions of some acts are unknown, so that the sum is not all. 排放合计是否完整',
    example: false,
  })
  emissionsComplete!: boolean;
  @ApiProperty({ description: 'By programme. 分项目', type: () => ResidentProgrammeBody, isArray: true })
  programmes!: Sent<ResidentProgrammeBody>[];
}

/** What may be spent is what is free and what waits, less what is owed. */
export function pointsBody(
  standing: PointsStanding | undefined,
): Pick<Sent<ResidentProgrammeBody>, 'pointsAvailable' | 'pointsSetApart' | 'pointsOwed'> {
  const { available = 0n, pending = 0n, debt = 0n, setApart = 0n } = standing ?? {};
  const free = available + pending - debt;
  return {
    pointsAvailable: (free > 0n ? free : 0n).toString(),
    pointsSetApart: setApart.toString(),
    pointsOwed: (free < 0n ? -free : 0n).toString(),
  };
}

export class ResidentMonthBody extends ResidentFiguresBody {
  @ApiProperty({ description: 'China month. 月份', example: '2026-09' })
  month!: string;
  @ApiProperty({
    description: 'Of these methods nobody knows what they emit. 排放未知的方法',
    type: () => UnknownEmissionsBody,
    isArray: true,
  })
  emissionsUnknown!: Sent<UnknownEmissionsBody>[];
}

export function monthFiguresBody(
  figures: MonthFigures,
  programme: string,
  unknown: readonly UnknownEmissions[],
): Sent<ResidentMonthBody> {
  return {
    ...figuresBody(figures, programme),
    month: figures.month.slice(0, 7),
    emissionsUnknown: unknown.map(unknownBody),
  };
}
