import { IsChinaMonth, type Sent } from '@carbon/http';
import { chinaTimestamp, type Text } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { WITHHELD_REASONS } from '../domain/class-issue';
import { CLASS_ORDER } from '../domain/electricity-class';
import { formatKwh } from '../domain/energy';
import type { SourceRange } from '../domain/monthly-issue';
import type { Issue } from '../persistence/issue.entity';
import type { IssueLot } from '../persistence/issue-lot.entity';
import type { OfPlant } from '../persistence/read-lists';
import type { IssueRun } from '../use-cases/issue-all';
import { IsPlant } from './fields';

export class IssueMonthBody {
  @IsPlant()
  plant!: string;

  @IsChinaMonth({ description: 'Production month. 生产月份', example: '2025-01' })
  month!: string;
}

export class SourceRangeBody {
  @ApiProperty({ description: 'Month whose energy it is. 电量月份', example: '2025-01' })
  month!: string;
  @ApiProperty({ description: 'From, in Wh of the month. 起（瓦时）', example: '0' })
  fromWh!: string;
  @ApiProperty({ description: 'To, not included. 止（瓦时，不含）', example: '1000000' })
  toWh!: string;
}

export class WithheldBody extends SourceRangeBody {
  @ApiProperty({
    enum: WITHHELD_REASONS,
    description: 'Storage (GEC-006), units that stand for it already (EXC-002), or a correction. 原因',
    example: 'storage',
  })
  reason!: string;
}

export class IssueLotBody {
  @ApiProperty({ enum: CLASS_ORDER, description: 'Electricity class. 电量类别', example: 'on-grid' })
  electricityClass!: string;
  @ApiProperty({
    enum: ['tradable', 'non-tradable'],
    description: 'Trade class. 交易类别',
    example: 'tradable',
  })
  tradeClass!: string;
  @ApiProperty({
    description: "The owner's account, or the provincial one. 收证账户",
    example: 'CL-100-1024-0-27',
  })
  account!: string;
  @ApiProperty({ description: 'First serial. 起始编号', example: '1' })
  firstSerial!: string;
  @ApiProperty({ description: 'Certificates; none when the class only carries on. 数量', example: '7199' })
  certificates!: string;
  @ApiProperty({ description: 'Energy left for later months, kWh. 结转出电量', example: '590' })
  remainderKwh!: string;
  @ApiProperty({ description: 'Energy still owed after a correction, kWh. 待抵扣电量', example: '0' })
  owedKwh!: string;
}

export class IssueBody {
  @ApiProperty({ description: 'Short code of the plant. 电站简码', example: 'DLH50' })
  plant!: string;
  @ApiProperty({ description: 'Production month. 生产月份', example: '2025-01' })
  month!: string;
  @ApiProperty({ description: 'Instrument in the ledger. 账本品种', example: 'GEC-12326030263000018-202501' })
  instrument!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Ledger transaction; none when no certificate was made. 交易编号',
    example: '42',
  })
  transaction!: string | null;
  @ApiProperty({ description: 'Certificates issued. 核发数量', example: '7199' })
  certificates!: string;
  @ApiProperty({ description: 'Metered energy in kWh. 本月电量', example: '7199590' })
  energyKwh!: string;
  @ApiProperty({ description: 'Energy taken over from earlier months in kWh. 结转入电量', example: '0' })
  carriedInKwh!: string;
  @ApiProperty({ description: 'Energy left for later months in kWh. 结转出电量', example: '590' })
  remainderKwh!: string;
  @ApiProperty({ type: [SourceRangeBody], description: 'Energy behind the certificates. 对应电量区间' })
  consumed!: readonly Sent<SourceRangeBody>[];
  @ApiProperty({ type: [SourceRangeBody], description: 'Energy that is left. 结转电量区间' })
  carried!: readonly Sent<SourceRangeBody>[];
  @ApiProperty({
    description: 'Energy that later figures added to earlier months, kWh. 更正补增电量',
    example: '0',
  })
  addedKwh!: string;
  @ApiProperty({ type: [WithheldBody], description: 'Energy that makes no certificate. 不核发的电量区间' })
  withheld!: readonly Sent<WithheldBody>[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Credit project for which certificates were issued locked (EXC-003). 冻结所对应的减排项目',
    example: null,
  })
  lockedFor!: string | null;
  @ApiProperty({ type: [IssueLotBody], description: 'Its serials by class (GEC-018). 按类别划分的编号区间' })
  lots!: readonly Sent<IssueLotBody>[];
  @ApiProperty({ description: 'Rule pack and version. 规则包', example: 'cn-gec 2026.1' })
  rulePack!: string;
  @ApiProperty({
    description: 'When. 核发时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  issuedAt!: string;
}

export const rangeBody = ({ month, fromWh, toWh }: SourceRange): Sent<SourceRangeBody> => ({
  month,
  fromWh: fromWh.toString(),
  toWh: toWh.toString(),
});

export function issueBody({ item, plant }: OfPlant<Issue>, lots: readonly IssueLot[]): Sent<IssueBody> {
  return {
    plant: plant.shortCode,
    month: item.month,
    instrument: item.instrument,
    transaction: item.transactionId?.toString() ?? null,
    certificates: item.certificates.toString(),
    energyKwh: formatKwh(item.energyWh),
    carriedInKwh: formatKwh(item.carriedInWh),
    remainderKwh: formatKwh(item.remainderWh),
    consumed: item.consumed.map(rangeBody),
    carried: item.carried.map(rangeBody),
    addedKwh: formatKwh(item.addedWh),
    withheld: item.withheld.map((each) => ({ ...rangeBody(each), reason: each.reason })),
    lockedFor: item.lockedFor,
    lots: lots.map(lotBody),
    rulePack: `${item.packId} ${item.packVersion}`,
    issuedAt: chinaTimestamp(item.issuedAt),
  };
}

const lotBody = (lot: IssueLot): Sent<IssueLotBody> => ({
  electricityClass: lot.electricityClass,
  tradeClass: lot.tradeClass,
  account: lot.accountNumber,
  firstSerial: lot.firstSerial.toString(),
  certificates: lot.certificates.toString(),
  remainderKwh: formatKwh(lot.remainderWh),
  owedKwh: formatKwh(lot.owedWh),
});

export class HeldBackBody {
  @ApiProperty({ description: 'Short code of the plant. 电站简码', example: 'DLH50' })
  plant!: string;
  @ApiProperty({ description: 'Month that holds it back. 月份', example: '2025-01' })
  month!: string;
  @ApiProperty({ description: 'Stable code of the reason. 原因代码', example: 'GEC_NO_GRID_DATA' })
  code!: string;
  @ApiProperty({
    description: 'In both languages. 说明',
    example: { zh: 'DLH50 缺少 2025-03 的电量', en: 'DLH50 has no data of 2025-03' },
  })
  reason!: Text;
}

export class IssueRunBody {
  @ApiProperty({ description: 'Plant-months issued. 核发的电站月数', example: 156 })
  plantMonths!: number;
  @ApiProperty({ description: 'Certificates issued. 核发数量', example: '277000' })
  certificates!: string;
  @ApiProperty({ type: [HeldBackBody], description: 'What was left, and why. 未核发及原因' })
  heldBack!: readonly Sent<HeldBackBody>[];
}

export function issueRunBody({ plantMonths, certificates, heldBack }: IssueRun): Sent<IssueRunBody> {
  return { plantMonths, certificates: certificates.toString(), heldBack };
}
