import { IsChinaMonth, IsListOf, IsOneOf, IsText, type Sent } from '@carbon/http';
import { chinaTimestamp, FaultCollector, parseChinaMonth, type Text } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { CsvFault } from '../domain/csv/csv-table';
import { type MeterMonthRow, partsTooMuch, type Reporter, reporters } from '../domain/csv/meter-months-csv';
import { formatKwh, parseKwh, type Wh, wh } from '../domain/energy';
import { type EnergySplit, NO_SPLIT, splitTotal } from '../domain/energy-split';
import { parseProductionMonth } from '../domain/production-month';
import type { MeterMonth } from '../persistence/meter-month.entity';
import type { OfPlant } from '../persistence/read-lists';
import type { ImportReport } from '../use-cases/import-meter-months';
import { IsPlant } from './fields';

export class MeterMonthRowBody {
  @IsPlant({ description: 'Short code of the plant. 电站简码' })
  plant!: string;

  @IsChinaMonth({ description: 'Production month. 生产月份', example: '2025-01' })
  month!: string;

  @IsText({ description: 'Energy in kWh, exact to the Wh. 电量（千瓦时）', example: '7199590.125', max: 40 })
  energyKwh!: string;

  @IsText({
    description: 'Of it settled inside the sustainable-price scheme, kWh (GEC-007). 机制电量',
    example: '1000',
    max: 40,
    optional: true,
  })
  priceSettledKwh?: string;

  @IsText({
    description: 'Of it hydro bought by the grid company as agent, kWh (GEC-011). 电网代购水电',
    example: '0',
    max: 40,
    optional: true,
  })
  gridAgencyKwh?: string;

  @IsText({
    description: 'Of it used by the producer, kWh (GEC-005). 自发自用电量',
    example: '250.5',
    max: 40,
    optional: true,
  })
  selfUseKwh?: string;

  @IsText({
    description: 'Of it off the grid, kWh (GEC-005). 离网电量',
    example: '0',
    max: 40,
    optional: true,
  })
  offGridKwh?: string;

  @IsText({
    description: 'Of it discharge of storage metered apart, kWh (GEC-006). 储能放电量',
    example: '0',
    max: 40,
    optional: true,
  })
  storageKwh?: string;

  @IsOneOf(reporters, { description: 'Who reports it (GEC-002). 报送方', example: 'grid-company' })
  reportedBy!: Reporter;

  @IsText({
    description: "Where the figure comes from, in the reporter's words. 依据",
    example: '关口表抄表记录',
    min: 0,
    max: 300,
  })
  basis!: string;
}

export class MeterMonthsBody {
  @IsListOf(() => MeterMonthRowBody, { description: 'Rows, taken all or none. 电量记录', max: 5_000 })
  rows!: MeterMonthRowBody[];
}

export class ImportQuery {
  @IsOneOf(['true', 'false'], {
    description: 'Take the good rows and tell the others. 部分导入',
    example: 'false',
    optional: true,
  })
  partial?: 'true' | 'false';
}

/** @throws Refusal INPUT_MALFORMED naming `rows[n].month`, `rows[n].energyKwh` */
export function meterRowsOf({ rows }: MeterMonthsBody): MeterMonthRow[] {
  const faults = new FaultCollector();
  const read = rows.map((row, line) => {
    const { plant, month, energyKwh, reportedBy, basis } = row;
    faults.attempt(() => parseProductionMonth(month, `rows[${line}].month`));
    const energyWh = faults.attempt(() => parseKwh(energyKwh, `rows[${line}].energyKwh`));
    const split = splitOf(row, `rows[${line}]`, energyWh, faults);
    if (energyWh === undefined) return [];
    return [
      { line, plant, month: parseChinaMonth(month), energyWh, reportedBy, basis, ...(split && { split }) },
    ];
  });
  faults.refuseIfAny();
  return read.flat();
}

const PARTS = {
  priceSettledKwh: 'priceSettledWh',
  gridAgencyKwh: 'gridAgencyWh',
  selfUseKwh: 'selfUseWh',
  offGridKwh: 'offGridWh',
  storageKwh: 'storageWh',
} as const satisfies Partial<Record<keyof MeterMonthRowBody, keyof EnergySplit>>;

/** The parts of a month, when any is stated. */
function splitOf(
  row: MeterMonthRowBody,
  at: string,
  energyWh: Wh | undefined,
  faults: FaultCollector,
): EnergySplit | undefined {
  const split: Record<keyof EnergySplit, Wh> = { ...NO_SPLIT };
  let stated = false;
  for (const [field, part] of Object.entries(PARTS) as [keyof typeof PARTS, keyof EnergySplit][]) {
    const text = row[field];
    if (text === undefined) continue;
    stated = true;
    split[part] = faults.attempt(() => parseKwh(text, `${at}.${field}`)) ?? wh(0n);
  }
  if (energyWh !== undefined && splitTotal(split) > energyWh) faults.add(partsTooMuch(`${at}.energyKwh`));
  return stated ? split : undefined;
}

export class RowFaultBody {
  @ApiProperty({
    description: 'Line of the file, the header being 1; place in the list for rows. 行号',
    example: 3,
  })
  line!: number;
  @ApiProperty({ description: 'Column; empty when it is the whole line. 列名', example: 'energy_kwh' })
  column!: string;
  @ApiProperty({ description: 'What is broken. 规则', example: 'negative' })
  rule!: string;
  @ApiProperty({
    description: 'In both languages. 说明',
    example: { zh: '不得为负数', en: 'must not be negative' },
  })
  message!: Text;
}

export class ImportReportBody {
  @ApiProperty({ description: 'Rows that were stored. 已导入行数', example: 156 })
  imported!: number;
  @ApiProperty({ type: [RowFaultBody], description: 'Rows that were not, at most 200. 未导入的行' })
  faults!: readonly CsvFault[];
  @ApiProperty({ description: 'How many faults there are. 错误总数', example: 0 })
  faultCount!: number;
  @ApiProperty({ type: [RowFaultBody], description: 'Stored rows to be looked at. 提示' })
  warnings!: readonly CsvFault[];
  @ApiProperty({ description: 'How many warnings there are. 提示总数', example: 0 })
  warningCount!: number;
}

export function importReportBody({
  imported,
  faults,
  faultCount,
  warnings,
  warningCount,
}: ImportReport): Sent<ImportReportBody> {
  return { imported, faults, faultCount, warnings, warningCount };
}

export class MeterMonthBody {
  @ApiProperty({ description: 'Short code of the plant. 电站简码', example: 'DLH50' })
  plant!: string;
  @ApiProperty({ description: 'Production month. 生产月份', example: '2025-01' })
  month!: string;
  @ApiProperty({ description: 'Energy in kWh. 电量（千瓦时）', example: '7199590' })
  energyKwh!: string;
  @ApiProperty({
    description: 'Of it settled inside the sustainable-price scheme, kWh (GEC-007). 机制电量',
    example: '1000',
  })
  priceSettledKwh!: string;
  @ApiProperty({
    description: 'Of it hydro bought by the grid company as agent, kWh (GEC-011). 电网代购水电',
    example: '0',
  })
  gridAgencyKwh!: string;
  @ApiProperty({ description: 'Of it used by the producer, kWh (GEC-005). 自发自用电量', example: '250.5' })
  selfUseKwh!: string;
  @ApiProperty({ description: 'Of it off the grid, kWh (GEC-005). 离网电量', example: '0' })
  offGridKwh!: string;
  @ApiProperty({
    description: 'Of it discharge of storage metered apart, kWh (GEC-006). 储能放电量',
    example: '0',
  })
  storageKwh!: string;
  @ApiProperty({ enum: reporters, description: 'Who reported it. 报送方', example: 'grid-company' })
  reportedBy!: string;
  @ApiProperty({ description: "In the reporter's words. 依据", example: 'settlement meter' })
  basis!: string;
  @ApiProperty({
    description: 'SHA-256 of the canonical row. 证据哈希',
    example: '7199e0894041295fa634542bae9abf72a2c3febc541da7c66afa320567ac1dd8',
  })
  evidenceHash!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the file. 文件哈希',
    example: 'e0894041295fa634542bae9abf72a2c3febc541da7c66afa320567ac1dd8d63d',
  })
  fileHash!: string | null;
  @ApiProperty({
    description: 'When it was taken in. 导入时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  importedAt!: string;
}

export function meterMonthBody({ item, plant }: OfPlant<MeterMonth>): Sent<MeterMonthBody> {
  return {
    plant: plant.shortCode,
    month: item.month,
    energyKwh: formatKwh(item.energyWh),
    priceSettledKwh: formatKwh(item.priceSettledWh),
    gridAgencyKwh: formatKwh(item.gridAgencyWh),
    selfUseKwh: formatKwh(item.selfUseWh),
    offGridKwh: formatKwh(item.offGridWh),
    storageKwh: formatKwh(item.storageWh),
    reportedBy: item.reportedBy,
    basis: item.basis,
    evidenceHash: item.evidenceHash.toString('hex'),
    fileHash: item.fileHash?.toString('hex') ?? null,
    importedAt: chinaTimestamp(item.importedAt),
  };
}
