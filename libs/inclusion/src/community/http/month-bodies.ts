import { IsChinaMonth, type Sent } from '@carbon/http';
import { type ChinaMonth, formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { actReason, type Method } from '../../domain/index';
import { amountInWords } from '../domain/amount-words';
import type { MethodMonth } from '../persistence/figures';

export class ResidentMonthPath {
  @IsChinaMonth({ description: 'China month. 月份', example: '2026-09' })
  month!: ChinaMonth;
}

export class MonthOfMethodBody {
  @ApiProperty({ description: 'Programme. 项目代码', example: 'SZ' })
  programme!: string;
  @ApiProperty({ description: 'Method. 方法代码', example: 'metro' })
  method!: string;
  @ApiProperty({ description: 'Chinese title. 中文名称', example: '地铁' })
  titleZh!: string;
  @ApiProperty({ description: 'English title. 英文名称', example: 'Metro' })
  titleEn!: string;
  @ApiProperty({ description: 'Acts. 次数', example: 20 })
  acts!: number;
  @ApiProperty({
    description: 'Why they do not count; null where they do. 未计入原因',
    type: String,
    nullable: true,
    example: null,
  })
  reason!: string | null;
  @ApiProperty({ description: 'What counts of them, in words. 计入数量', example: '412.5 公里' })
  amountZh!: string;
  @ApiProperty({ description: 'What counts of them, in words. 计入数量（英文）', example: '412.5 km' })
  amountEn!: string;
  @ApiProperty({ description: 'Reduced, grams. 减排（克）', example: '19263.75' })
  reducedGrams!: string;
  @ApiProperty({ description: 'Points. 积分', example: '3852' })
  points!: string;
}

export function monthOfMethodBody(
  done: MethodMonth,
  programme: string,
  method: Method,
): Sent<MonthOfMethodBody> {
  const amount = amountInWords(done.amount, method.unit);
  return {
    ...{
      programme,
      method: method.code,
      titleZh: method.title.zh,
      titleEn: method.title.en,
      acts: done.acts,
    },
    reason: actReason(done.reason)?.code ?? null,
    amountZh: amount.zh,
    amountEn: amount.en,
    reducedGrams: formatGrams(done.reducedUg),
    points: done.points.toString(),
  };
}

/** A resident's month. */
export class MyMonthBody {
  @ApiProperty({ description: 'China month. 月份', example: '2026-09' })
  month!: string;
  @ApiProperty({ description: 'Reduced, grams. 减排（克）', example: '19263.75' })
  reducedGrams!: string;
  @ApiProperty({ description: 'Emitted as far as known, grams. 已知排放（克）', example: '0' })
  emittedGrams!: string;
  @ApiProperty({ description: 'Whether all emissions are known. 排放是否完整', example: false })
  emissionsComplete!: boolean;
  @ApiProperty({ description: 'Points earned. 获得积分', example: '3852' })
  points!: string;
  @ApiProperty({ description: 'Acts told and not judged yet. 等待核算的行为数', example: 1 })
  pending!: number;
  @ApiProperty({
    description: 'By method, and by reason where they do not count. 分方法',
    type: () => MonthOfMethodBody,
    isArray: true,
  })
  methods!: Sent<MonthOfMethodBody>[];
}
