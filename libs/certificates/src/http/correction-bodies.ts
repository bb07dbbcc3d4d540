import { IsChinaMonth, IsFlag, IsOneOf, IsText, type Sent } from '@carbon/http';
import { chinaTimestamp, parseChinaMonth } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { CLASS_ORDER, type ElectricityClass } from '../domain/electricity-class';
import { formatKwh, parseKwh } from '../domain/energy';
import type { MeterMonthCorrection } from '../persistence/correction.entity';
import type { OfPlant } from '../persistence/read-lists';
import type { CorrectMeterMonth } from '../use-cases/correct-meter-month';
import { IsPlant } from './fields';

/** Payload of the task kind `meter-month-correction`; the document it rests on is the task's. */
export class CorrectMeterMonthBody {
  @IsPlant()
  plant!: string;

  @IsChinaMonth({ description: 'Production month that is issued. 已核发的生产月份', example: '2025-01' })
  month!: string;

  @IsText({
    description: "The grid company's later figure of this class of the month, kWh. 更正后电量（千瓦时）",
    example: '7198590.125',
    max: 40,
  })
  energyKwh!: string;

  @IsOneOf(CLASS_ORDER, {
    description: "Electricity class; where the plant's power goes when absent. 电量类别",
    example: 'on-grid',
    optional: true,
  })
  electricityClass?: ElectricityClass;

  @IsFlag({
    description:
      'When there is less: cancel unsold certificates of the month one for one; later energy makes up for the rest. ' +
      '电量调减时，是否逐张注销该月未售绿证',
    example: false,
    optional: true,
  })
  cancelUnsold?: boolean;

  @IsText({ description: "Why, in the grid company's words. 依据", example: '电表更换后重新结算', max: 300 })
  basis!: string;
}

/** @throws Refusal INPUT_MALFORMED */
export function correctionCommandOf(
  { plant, month, energyKwh, electricityClass, cancelUnsold = false, basis }: CorrectMeterMonthBody,
  { actor, documentHash }: { readonly actor: string; readonly documentHash: string | null | undefined },
): CorrectMeterMonth {
  return {
    actor,
    plant,
    month: parseChinaMonth(month),
    energyWh: parseKwh(energyKwh, 'payload.energyKwh'),
    ...(electricityClass !== undefined && { electricityClass }),
    cancelUnsold,
    basis,
    ...(documentHash && { documentHash: Buffer.from(documentHash, 'hex') }),
  };
}

export class MeterMonthCorrectionBody {
  @ApiProperty({ description: 'Id. 编号', format: 'uuid', example: '01900000-0000-7000-8000-000000000003' })
  id!: string;
  @ApiProperty({ description: 'Short code of the plant. 电站简码', example: 'DLH50' })
  plant!: string;
  @ApiProperty({ description: 'Corrected production month. 更正的生产月份', example: '2025-01' })
  month!: string;
  @ApiProperty({ enum: CLASS_ORDER, description: 'Electricity class. 电量类别', example: 'on-grid' })
  electricityClass!: string;
  @ApiProperty({
    description: 'The issue after this month takes it in. 自该月之后的核发起计入',
    example: '2025-03',
  })
  afterMonth!: string;
  @ApiProperty({ description: 'What counted before, kWh. 更正前电量', example: '7199590' })
  previousKwh!: string;
  @ApiProperty({ description: 'What counts now, kWh. 更正后电量', example: '7198590.125' })
  energyKwh!: string;
  @ApiProperty({ description: 'Certificates that were cancelled for it. 注销的绿证', example: '0' })
  cancelled!: string;
  @ApiProperty({
    description: 'What later energy has to make up for, kWh. 待后续电量抵扣',
    example: '999.875',
  })
  owedKwh!: string;
  @ApiProperty({ description: "In the grid company's words. 依据", example: '电表更换后重新结算' })
  basis!: string;
  @ApiProperty({
    description: 'SHA-256 of the canonical figure. 证据哈希',
    example: '7199e0894041295fa634542bae9abf72a2c3febc541da7c66afa320567ac1dd8',
  })
  evidenceHash!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the document it rests on. 依据文件哈希',
    example: null,
  })
  documentHash!: string | null;
  @ApiProperty({
    description: 'When. 记录时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  recordedAt!: string;
}

export function correctionBody({
  item,
  plant,
}: OfPlant<MeterMonthCorrection>): Sent<MeterMonthCorrectionBody> {
  return {
    id: item.id,
    plant: plant.shortCode,
    month: item.month,
    electricityClass: item.electricityClass,
    afterMonth: item.afterMonth,
    previousKwh: formatKwh(item.previousWh),
    energyKwh: formatKwh(item.energyWh),
    cancelled: item.cancelled.toString(),
    owedKwh: formatKwh(item.owedWh),
    basis: item.basis,
    evidenceHash: item.evidenceHash.toString('hex'),
    documentHash: item.documentHash?.toString('hex') ?? null,
    recordedAt: chinaTimestamp(item.recordedAt),
  };
}
