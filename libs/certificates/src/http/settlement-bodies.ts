import { IsChinaMonth, IsListOf, IsText, IsWholeNumberString, type Sent } from '@carbon/http';
import { FaultCollector, parseChinaMonth, parseWhole } from '@carbon/kernel';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import type { CsvFault } from '../domain/csv/csv-table';
import type { SettlementRow } from '../domain/csv/settlements-csv';
import { parseKwh } from '../domain/energy';
import { parseProductionMonth } from '../domain/production-month';
import type { SettlementReport } from '../use-cases/settle-green-power';
import { IsPlant } from './fields';
import { RowFaultBody } from './meter-month-bodies';

export class SettlementRowBody {
  @IsPlant({ description: 'Short code of the plant. 电站简码' })
  plant!: string;

  @IsChinaMonth({ description: 'Production month. 生产月份', example: '2025-01' })
  month!: string;

  @IsAccountNumber({ description: "The user's account. 用户账户", example: 'CL-100-1025-0-24' })
  buyer!: string;

  @IsText({ description: 'Settled energy in kWh. 结算电量（千瓦时）', example: '12000', max: 40 })
  energyKwh!: string;

  @IsWholeNumberString({ description: 'Price in fen per MWh. 绿证价格（分/兆瓦时）', example: '500' })
  priceFenPerMwh!: string;

  @IsText({ description: 'Contract. 合同编号', example: 'GP-2025-017', max: 100 })
  contract!: string;
}

export class SettlementsBody {
  @IsListOf(() => SettlementRowBody, {
    description: 'Rows; each month is settled whole or not at all. 结算明细',
    max: 2_000,
  })
  rows!: SettlementRowBody[];
}

/** @throws Refusal INPUT_MALFORMED naming `rows[n].energyKwh` … */
export function settlementRowsOf({ rows }: SettlementsBody): SettlementRow[] {
  const faults = new FaultCollector();
  const read = rows.flatMap(({ plant, month, buyer, energyKwh, priceFenPerMwh, contract }, line) => {
    faults.attempt(() => parseProductionMonth(month, `rows[${line}].month`));
    const energyWh = faults.attempt(() => parseKwh(energyKwh, `rows[${line}].energyKwh`));
    if (energyWh === undefined) return [];
    const priceFen = parseWhole(priceFenPerMwh, `rows[${line}].priceFenPerMwh`);
    return [{ line, plant, month: parseChinaMonth(month), buyer, energyWh, priceFen, contract }];
  });
  faults.refuseIfAny();
  return read;
}

export class SettledMonthBody {
  @ApiProperty({ description: 'Production month. 生产月份', example: '2025-01' })
  month!: string;
  @ApiProperty({
    enum: ['settled', 'refused', 'settled-before'],
    description: 'Whole, or not at all. 处理结果',
    example: 'settled',
  })
  state!: string;
  @ApiProperty({ description: 'Rows of the month. 行数', example: 12 })
  rows!: number;
  @ApiProperty({ description: 'Certificates that moved. 划转绿证数量', example: '12000' })
  certificates!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Ledger transaction. 账本交易编号',
    example: '42',
  })
  transaction!: string | null;
}

export class SettlementReportBody {
  @ApiProperty({ type: [SettledMonthBody], description: 'What came of each month. 各月结果' })
  months!: readonly Sent<SettledMonthBody>[];
  @ApiProperty({ type: [RowFaultBody], description: 'Why months were left. 未处理原因' })
  faults!: readonly CsvFault[];
}

export function settlementReportBody({ months, faults }: SettlementReport): Sent<SettlementReportBody> {
  return {
    months: months.map(({ month, state, rows, certificates, transactionId }) => ({
      ...{ month, state, rows },
      certificates: certificates.toString(),
      transaction: transactionId?.toString() ?? null,
    })),
    faults,
  };
}
