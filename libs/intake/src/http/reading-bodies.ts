import { IsChinaMonth, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp, type ChinaMonth } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { StoredReading } from '../persistence/read-readings';
import type { MonthlyEnergy } from '../use-cases/monthly-energy';
import { GapBody } from './batch-bodies';
import { EXAMPLE_HASH, IsMeter } from './fields';

export class ReadingsQuery extends PageQuery {
  @IsMeter()
  meter!: string;

  @IsChinaMonth({ description: 'China month. 月份', example: '2026-03' })
  month!: ChinaMonth;
}

export class ReadingBody {
  @ApiProperty({ format: 'date-time', description: 'Start. 起', example: '2026-03-01T00:00:00.000+08:00' })
  start!: string;
  @ApiProperty({ format: 'date-time', description: 'End. 止', example: '2026-03-01T00:15:00.000+08:00' })
  end!: string;
  @ApiProperty({ description: 'Energy, Wh. 电量（瓦时）', example: '1250000' })
  energyWh!: string;
  @ApiProperty({ type: 'integer', description: 'How often it was corrected. 更正次数', example: 0 })
  corrected!: number;
  @ApiProperty({ description: 'It came signed. 是否签名', example: true })
  signed!: boolean;
  @ApiProperty({
    format: 'uuid',
    description: 'The batch it came with. 批次',
    example: '01900000-0000-7000-8000-000000000001',
  })
  batch!: string;
}

export function readingBody({
  start,
  end,
  energyWh,
  corrected,
  signed,
  batch,
}: StoredReading): Sent<ReadingBody> {
  return { start: chinaTimestamp(start), end: chinaTimestamp(end), energyWh, corrected, signed, batch };
}

export class MonthQuery {
  @IsChinaMonth({ description: 'First month. 起始月份', example: '2026-01' })
  from!: ChinaMonth;

  @IsChinaMonth({ description: 'Last month, at most 36 later. 结束月份', example: '2026-03' })
  to!: ChinaMonth;
}

export class MonthlyEnergyBody {
  @ApiProperty({ description: 'The meter. 计量设备', example: 'MD-000012' })
  meter!: string;
  @ApiProperty({ description: 'China month. 月份', example: '2026-03' })
  month!: string;
  @ApiProperty({ description: 'Energy, Wh. 电量（瓦时）', example: '7199590000' })
  energyWh!: string;
  @ApiProperty({ description: 'Part of the month that is covered, percent. 完整率', example: '99.96' })
  completenessPercent!: string;
  @ApiProperty({ type: 'integer', description: 'Gaps. 缺口数', example: 1 })
  gapCount!: number;
  @ApiProperty({ type: [GapBody], description: 'The first of them. 缺口' })
  gaps!: readonly Sent<GapBody>[];
  @ApiProperty({ description: 'All of it came signed. 是否全部签名', example: true })
  signed!: boolean;
  @ApiProperty({ type: 'integer', description: 'Readings that were corrected. 更正条数', example: 0 })
  corrections!: number;
  @ApiProperty({ description: 'Calibrated on the last day of the month. 校准是否有效', example: true })
  calibrated!: boolean;
  @ApiProperty({ description: 'Maximum permissible error, percent. 最大允许误差', example: '0.5' })
  maxErrorPercent!: string;
  @ApiProperty({ type: [String], description: 'Hashes of its batches. 证据哈希', example: [EXAMPLE_HASH] })
  evidence!: readonly string[];
}

export class MonthsBody {
  @ApiProperty({ type: [MonthlyEnergyBody], description: 'Month by month. 逐月' })
  items!: Sent<MonthlyEnergyBody>[];
}

export function monthlyEnergyBody({ energyWh, gaps, ...rest }: MonthlyEnergy): Sent<MonthlyEnergyBody> {
  const told = gaps.map(({ from, to }) => ({ from: chinaTimestamp(from), to: chinaTimestamp(to) }));
  return { ...rest, energyWh: energyWh.toString(), gaps: told };
}
