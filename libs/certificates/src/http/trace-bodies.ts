import type { Sent } from '@carbon/http';
import { chinaTimestamp, type Json, type Text } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { formatKwh } from '../domain/energy';
import { provinceByCode } from '../domain/provinces';
import { technologyOf } from '../domain/technology';
import type { Claim } from '../persistence/claim.entity';
import type { CertificateTrace, TracedEnergy, TraceStep } from '../use-cases/trace-certificate';
import { rangeBody, SourceRangeBody } from './issue-bodies';
import { EXAMPLE_CODE } from './fields';

export class TracedPlantBody {
  @ApiProperty({ description: 'File code, 17 digits. 建档编码', example: '12326030263000018' })
  code!: string;
  @ApiProperty({
    description: 'Name. 名称',
    example: { zh: '德令哈50MW塔式光热电站', en: 'Delingha 50 MW tower CSP' },
  })
  name!: Text;
  @ApiProperty({ description: 'Province. 省份', example: '青海' })
  province!: string;
  @ApiProperty({
    description: 'Technology. 发电技术',
    example: { zh: '光热发电', en: 'Concentrated solar power' },
  })
  technology!: Text;
  @ApiProperty({ description: 'Where the figures come from. 数据来源', example: 'synthetic' })
  source!: string;
}

export class TracedEnergyBody {
  @ApiProperty({ type: SourceRangeBody, description: 'Stretch of a month in Wh. 电量区间（瓦时）' })
  range!: Sent<SourceRangeBody>;
  @ApiProperty({ description: 'Energy metered in that month, kWh. 当月电量', example: '7199590' })
  metered!: string;
  @ApiProperty({ description: 'Who reported it. 报送方', example: 'grid-company' })
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
    description: 'The later figure that added this stretch, kWh. 补增该区间的更正电量',
    example: null,
  })
  corrected!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of that figure. 更正证据哈希',
    example: null,
  })
  correctionHash!: string | null;
}

export class TraceStepBody {
  @ApiProperty({ description: 'Number of the journal row. 流水号', example: '42' })
  journalId!: string;
  @ApiProperty({ description: 'Number of its transaction. 交易编号', example: '42' })
  transaction!: string;
  @ApiProperty({ description: 'issue, transfer, retire or expire. 事件', example: 'issue' })
  kind!: string;
  @ApiProperty({ description: 'When. 时间', format: 'date-time', example: '2026-03-02T10:00:00.000+08:00' })
  recordedAt!: string;
  @ApiProperty({
    description: 'Leaf of the transparency log. 日志叶哈希',
    example: '7e1944074334037b6ae756a1c4a5cc4431c8ac0b219f89996b93a1634616f8d3',
  })
  leaf!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Proof, or anchoring: pending. 证明',
    example: { anchoring: 'pending' },
  })
  proof!: Json;
}

export class PublicClaimBody {
  @ApiProperty({ description: 'Receipt number. 核销凭证号', example: 'HX-20260302-00000001-0' })
  receiptNumber!: string;
  @ApiProperty({
    nullable: true,
    type: 'object',
    additionalProperties: true,
    description: 'Who used it; persons are not named. 使用方（自然人不公开）',
    example: { zh: '示例制造有限公司', en: 'Example Manufacturing Co., Ltd.' },
  })
  beneficiary!: Text | null;
  @ApiProperty({
    nullable: true,
    type: String,
    description: 'What for; not told of persons. 用途（自然人不公开）',
    example: '2025 年度办公用电',
  })
  purpose!: string | null;
  @ApiProperty({ description: 'First day of use. 用电起始日', example: '2025-01-01' })
  consumptionStart!: string;
  @ApiProperty({ description: 'Last day of use. 用电截止日', example: '2025-12-31' })
  consumptionEnd!: string;
  @ApiProperty({
    nullable: true,
    type: String,
    description: 'Where; not told of persons. 用电地点（自然人不公开）',
    example: '江苏苏州',
  })
  place!: string | null;
  @ApiProperty({ enum: ['match', 'flag'], description: 'Same year (GEC-015). 证电同年', example: 'match' })
  yearJudgement!: string;
  @ApiProperty({ description: 'When. 核销时间', example: '2026-03-02T10:00:00.000+08:00' })
  createdAt!: string;
}

/** What anybody may see of one certificate: no holder, no account, no other quantity of anybody. */
export class PublicTraceBody {
  @ApiProperty({ description: 'The 32 digits. 绿证编码', example: EXAMPLE_CODE })
  code!: string;
  @ApiProperty({
    enum: ['held', 'frozen', 'claimed', 'expired', 'cancelled'],
    description: 'State. 状态',
    example: 'held',
  })
  state!: string;
  @ApiProperty({ description: 'Production month. 生产月份', example: '2025-01' })
  productionMonth!: string;
  @ApiProperty({ description: 'Serial within plant and month. 序号', example: '1' })
  serial!: string;
  @ApiProperty({ description: 'Electricity class. 电量类别', example: 'on-grid' })
  electricityClass!: string;
  @ApiProperty({ description: 'Trade class. 交易类别', example: 'tradable' })
  tradeClass!: string;
  @ApiProperty({ description: 'Last valid day. 有效期至', example: '2026-12-31' })
  validThrough!: string;
  @ApiProperty({ description: 'Past its validity. 是否已过有效期', example: false })
  pastValidity!: boolean;
  @ApiProperty({ type: TracedPlantBody, description: 'Plant. 电站' })
  plant!: Sent<TracedPlantBody>;
  @ApiProperty({ type: [TracedEnergyBody], description: 'The energy it stands for. 对应电量' })
  energy!: readonly Sent<TracedEnergyBody>[];
  @ApiProperty({ type: [TraceStepBody], description: 'Its life, oldest first. 流转' })
  steps!: readonly Sent<TraceStepBody>[];
  @ApiProperty({ type: PublicClaimBody, nullable: true, description: 'Its claim. 核销', example: null })
  claim!: Sent<PublicClaimBody> | null;
  @ApiProperty({ description: 'Rule pack of the issue. 核发规则包', example: 'cn-gec 2026.1' })
  rulePack!: string;
}

export function publicTraceBody(code: string, trace: CertificateTrace): Sent<PublicTraceBody> {
  const { decoded, issue, plant, claim } = trace;
  return {
    code,
    state: trace.state,
    productionMonth: issue.month,
    serial: decoded.serial.toString(),
    electricityClass: decoded.electricityClass,
    tradeClass: decoded.tradeClass,
    validThrough: trace.validity.validThrough,
    pastValidity: trace.pastValidity,
    plant: {
      code: plant.code,
      name: { zh: plant.nameZh, en: plant.nameEn },
      province: provinceByCode(plant.province)?.zh ?? plant.province,
      technology: technologyOf(plant.technology).name,
      source: plant.source,
    },
    energy: trace.energy.map(energyBody),
    steps: trace.steps.map(stepBody),
    claim: claim === undefined ? null : publicClaimBody(claim),
    rulePack: `${issue.packId} ${issue.packVersion}`,
  };
}

const energyBody = ({ range, meter, correction }: TracedEnergy): Sent<TracedEnergyBody> => ({
  range: rangeBody(range),
  metered: formatKwh(meter.energyWh),
  reportedBy: meter.reportedBy,
  basis: meter.basis,
  evidenceHash: meter.evidenceHash.toString('hex'),
  corrected: correction === undefined ? null : formatKwh(correction.energyWh),
  correctionHash: correction?.evidenceHash.toString('hex') ?? null,
});

const stepBody = ({ entry, proof }: TraceStep): Sent<TraceStepBody> => ({
  journalId: entry.id.toString(),
  transaction: entry.record.transaction,
  kind: entry.record.kind,
  recordedAt: chinaTimestamp(new Date(entry.record.recordedAt)),
  leaf: entry.leaf.toString('hex'),
  proof,
});

/** PII-004: of a person nothing is told but the period and that it was claimed. */
function publicClaimBody(claim: Claim): Sent<PublicClaimBody> {
  const isPerson = claim.beneficiaryKind === 'person';
  return {
    receiptNumber: claim.receiptNumber,
    beneficiary: isPerson ? null : { zh: claim.beneficiaryZh ?? '', en: claim.beneficiaryEn ?? '' },
    purpose: isPerson ? null : claim.purpose,
    consumptionStart: claim.consumptionStart,
    consumptionEnd: claim.consumptionEnd,
    place: isPerson ? null : claim.place,
    yearJudgement: claim.yearJudgement,
    createdAt: chinaTimestamp(claim.createdAt),
  };
}
