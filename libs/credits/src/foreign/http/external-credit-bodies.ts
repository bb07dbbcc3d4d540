import { IsOneOf, IsText, IsWholeNumberString, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { IsInstrumentCode } from '@carbon/ledger';
import { CERTAINTIES } from '@carbon/rules/domain';
import { ApiProperty } from '@nestjs/swagger';
import { ADJUSTMENT_DECLARATIONS, ADJUSTMENT_STATES } from '../domain/facts';
import { FOREIGN_REGISTRY_NAMES, type ForeignRegistry } from '../domain/registries';
import type { EquivalentAmount, UnitEquivalence } from '../domain/rules/equivalences';
import type { ExternalExit, ExternalLot, LotFilter } from '../persistence/lots';

export class LotPath {
  @IsText({
    description: 'Number of the lot. 批次编号',
    max: 14,
    pattern: /^EX\d{6,12}$/,
    example: 'EX000001',
  })
  number!: string;
}

export class ExternalCreditQuery extends PageQuery {
  @IsOneOf(FOREIGN_REGISTRY_NAMES, {
    description: 'Of this registry. 来源登记系统',
    example: 'VCS',
    optional: true,
  })
  registry?: ForeignRegistry;

  @IsText({ description: 'Of this batch. 原批次', max: 60, example: '9660', optional: true })
  batch?: string;

  @IsWholeNumberString({
    description: 'A serial there, anywhere inside a lot. 原编号（区间内任一）',
    example: '115600000',
    optional: true,
  })
  externalSerial?: string;

  @IsInstrumentCode({ description: 'Of this instrument. 品种', example: 'VCS:9660', optional: true })
  instrument?: string;

  @IsWholeNumberString({
    description: 'A serial here, with `instrument`. 本系统编号',
    example: '2688',
    optional: true,
  })
  serial?: string;
}

export function lotFilterOf(query: ExternalCreditQuery): LotFilter {
  const { registry, batch, externalSerial, instrument, serial } = query;
  return {
    ...{ registry, batch, instrument },
    externalSerial: externalSerial === undefined ? undefined : BigInt(externalSerial),
    serial: serial === undefined ? undefined : BigInt(serial),
  };
}

export class ExternalCreditBody {
  @ApiProperty({ description: 'Number of the lot. 批次编号', example: 'EX000001' })
  number!: string;
  @ApiProperty({
    description: 'Registry of origin. 来源登记系统',
    enum: FOREIGN_REGISTRY_NAMES,
    example: 'VCS',
  })
  registry!: string;
  @ApiProperty({ description: 'Batch there. 原批次', example: '9660' })
  batch!: string;
  @ApiProperty({
    description: 'Serial number as the registry writes it. 原登记编号',
    example: '9660-115597313-115618057-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0',
  })
  serialText!: string;
  @ApiProperty({ description: 'First serial there. 原起始编号', example: '115597313' })
  externalFirst!: string;
  @ApiProperty({ description: 'Last serial there. 原终止编号', example: '115618057' })
  externalLast!: string;
  @ApiProperty({ description: 'Instrument here. 品种', example: 'VCS:9660' })
  instrument!: string;
  @ApiProperty({
    description: 'First serial here; the n-th here is the n-th there. 本系统起始编号',
    example: '1',
  })
  first!: string;
  @ApiProperty({ description: 'Last serial here. 本系统终止编号', example: '20745' })
  last!: string;
  @ApiProperty({ description: 'Project or device. 项目或装置', example: '1060' })
  project!: string;
  @ApiProperty({ description: 'Year or years. 年份', example: '2019' })
  vintage!: string;
  @ApiProperty({ description: 'Country of the project. 项目所在国', example: 'US' })
  country!: string;
  @ApiProperty({
    description: 'Corresponding adjustment: declared. 相应调整声明',
    enum: ADJUSTMENT_DECLARATIONS,
    example: 'unknown',
  })
  adjustmentDeclaration!: string;
  @ApiProperty({
    description: 'Corresponding adjustment: state. 相应调整状态',
    enum: ADJUSTMENT_STATES,
    example: 'not-started',
  })
  adjustmentState!: string;
  @ApiProperty({
    description: "The other registry's reference of the lock. 对方锁定凭证号",
    example: 'LOCK-2026-000117',
  })
  lockReference!: string;
  @ApiProperty({ description: 'Units that are here. 现存数量', example: '20645' })
  here!: string;
  @ApiProperty({ description: 'Units that went back. 已转回数量', example: '100' })
  gone!: string;
  @ApiProperty({ description: 'Transaction by which they came in. 转入交易', example: '17' })
  transaction!: string;
  @ApiProperty({ description: 'When. 转入时间', example: '2026-03-02T10:00:00.000+08:00' })
  enteredAt!: string;
  @ApiProperty({
    description: 'The serial here that stands for the serial that was asked for. 所查原编号对应的本系统编号',
    type: String,
    nullable: true,
    example: '2688',
  })
  askedHere!: string | null;
  @ApiProperty({
    description:
      'The serial there that the serial here stands for that was asked for. 所查本系统编号对应的原编号',
    type: String,
    nullable: true,
    example: '115600000',
  })
  askedThere!: string | null;
}

export function externalCreditBody(filter: LotFilter = {}) {
  return (lot: ExternalLot): Sent<ExternalCreditBody> => {
    const { number, registry, batch, serialText, instrument, project, vintage, country, gone } = lot;
    const { externalSerial, serial } = filter;
    return {
      ...{ number, registry, batch, serialText, instrument, project, vintage, country },
      ...{ adjustmentDeclaration: lot.adjustmentDeclaration, adjustmentState: lot.adjustmentState },
      externalFirst: lot.externalFirst.toString(),
      externalLast: lot.externalLast.toString(),
      first: lot.first.toString(),
      last: lot.last.toString(),
      lockReference: lot.lockReference,
      here: (lot.last - lot.first + 1n - gone).toString(),
      gone: gone.toString(),
      transaction: lot.transactionId.toString(),
      enteredAt: chinaTimestamp(lot.enteredAt),
      askedHere:
        externalSerial === undefined ? null : (lot.first + externalSerial - lot.externalFirst).toString(),
      askedThere: serial === undefined ? null : (lot.externalFirst + serial - lot.first).toString(),
    };
  };
}

export class ExternalExitBody {
  @ApiProperty({ description: 'First serial here. 本系统起始编号', example: '1' })
  first!: string;
  @ApiProperty({ description: 'Last serial here. 本系统终止编号', example: '100' })
  last!: string;
  @ApiProperty({ description: 'First serial there. 原起始编号', example: '115597313' })
  externalFirst!: string;
  @ApiProperty({ description: 'Last serial there. 原终止编号', example: '115597412' })
  externalLast!: string;
  @ApiProperty({
    description: "The other registry's reference of the unlock. 对方解锁凭证号",
    example: 'UNLOCK-2026-000044',
  })
  unlockReference!: string;
  @ApiProperty({ description: 'Transaction by which they ended here. 注销交易', example: '23' })
  transaction!: string;
  @ApiProperty({ description: 'When. 转回时间', example: '2026-03-02T10:00:00.000+08:00' })
  leftAt!: string;
}

export function externalExitBody(lot: ExternalLot) {
  return ({ first, last, unlockReference, transactionId, leftAt }: ExternalExit): Sent<ExternalExitBody> => ({
    first: first.toString(),
    last: last.toString(),
    externalFirst: (lot.externalFirst + first - lot.first).toString(),
    externalLast: (lot.externalFirst + last - lot.first).toString(),
    unlockReference,
    transaction: transactionId.toString(),
    leftAt: chinaTimestamp(leftAt),
  });
}

export class EquivalentAmountBody {
  @ApiProperty({ description: 'Scheme. 机制', example: 'I-REC' })
  scheme!: string;
  @ApiProperty({ description: 'How much. 数量', example: '1' })
  quantity!: string;
  @ApiProperty({ description: 'Unit. 单位', example: 'MWh' })
  unit!: string;
}

export class EquivalenceWordsBody {
  @ApiProperty({ description: '中文', example: '同为 1,000 千瓦时可再生电力' })
  zh!: string;
  @ApiProperty({ description: 'English', example: 'both name 1,000 kWh of renewable power' })
  en!: string;
}

export class EquivalenceBody {
  @ApiProperty({ description: 'Id. 编号', example: 'i-rec-gec' })
  id!: string;
  @ApiProperty({
    description: 'One side. 左',
    type: EquivalentAmountBody,
    example: { scheme: 'I-REC', quantity: '1', unit: 'MWh' },
  })
  left!: EquivalentAmount;
  @ApiProperty({
    description: 'The other. 右',
    type: EquivalentAmountBody,
    example: { scheme: 'GEC', quantity: '1', unit: 'certificate of 1,000 kWh' },
  })
  right!: EquivalentAmount;
  @ApiProperty({
    description: 'What they have in common. 说明',
    type: EquivalenceWordsBody,
    example: { zh: '同为 1,000 千瓦时', en: 'both name 1,000 kWh' },
  })
  what!: { readonly zh: string; readonly en: string };
  @ApiProperty({ description: 'Whether one may be exchanged for the other here. 可否互换', example: false })
  exchangeable!: boolean;
  @ApiProperty({ description: 'Rules it touches. 相关规则', type: [String], example: ['GEC-001', 'SER-006'] })
  rules!: readonly string[];
  @ApiProperty({
    description: 'Where it comes from. 来源',
    example: 'own design, by the units both schemes name',
  })
  source!: string;
  @ApiProperty({ description: 'How certain it is. 确定性', enum: CERTAINTIES, example: 'X' })
  certainty!: string;
  @ApiProperty({ description: 'Since when. 起始日', example: '2020-01-01' })
  effectiveFrom!: string;
}

export function equivalenceBody(equivalence: UnitEquivalence): Sent<EquivalenceBody> {
  return { ...equivalence };
}
