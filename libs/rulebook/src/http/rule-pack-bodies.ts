import { IsChinaDate, IsText, type Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp, type Json, type Text } from '@carbon/kernel';
import { CERTAINTIES, type Certainty } from '@carbon/rules';
import { ApiProperty } from '@nestjs/swagger';
import type { PackChange } from '../domain/pack-changes';
import { certaintyOf, type PackContent, valuesOf, type WrittenValue } from '../domain/pack-content';
import { standingOf, VERSION_STANDINGS, type VersionStanding } from '../domain/version-standing';
import type { StoredVersion } from '../persistence/read-versions';

const PACK = { description: 'Family of rule packs. 规则包', example: 'registry-approvals' };
const VERSION = { description: 'Version. 版本', example: '2026.1' };
const HASH = {
  description: 'SHA-256 of the canonical JSON (RFC 8785) of the version. 该版本规范 JSON 的 SHA-256',
  example: '0d133f3aa9d9ca19d546e39f8efab799daae895c4dab81ec09d38023774d9594',
};
const TITLE = {
  description: 'Name. 名称',
  example: { zh: '登记业务的复核', en: 'Approval of registry acts' },
};
const FROM = { description: 'First day. 起始日', format: 'date', example: '2021-01-01' };
const TO = {
  description: 'Last day; null while it is open. 截止日',
  type: String,
  nullable: true,
  format: 'date',
  example: '2026-12-31',
};
const CERTAINTY = {
  description:
    'Certainty of the worst founded of its values: F full text … D draft … X own choice. 依据的可靠程度',
  enum: CERTAINTIES,
  example: 'X',
};
const ORIGIN = {
  description: 'Released with the program, or approved here. 随程序发布或经批准',
  enum: ['released', 'approved'],
  example: 'released',
};
const SHAPED = { max: 80, pattern: /^[A-Za-z0-9][A-Za-z0-9.-]*$/ };

export class RulePackPath {
  @IsText({ ...PACK, ...SHAPED })
  id!: string;
}

export class RulePackVersionPath extends RulePackPath {
  @IsText({ ...VERSION, max: 20 })
  version!: string;
}

export class RulePackValuesQuery {
  @IsChinaDate({ description: 'Only values that are for this day. 仅列出适用于此日的数值', optional: true })
  on?: ChinaDate;
}

export class RulePackCompareQuery {
  @IsText({ description: 'Version before. 原版本', max: 20, example: '2026.1' })
  from!: string;

  @IsText({ description: 'Version after. 新版本', max: 20, example: '2026.2' })
  to!: string;
}

export class RulePackBody {
  @ApiProperty(PACK) id!: string;
  @ApiProperty(TITLE) title!: Text;
  @ApiProperty({
    ...VERSION,
    description: 'Version in force today; null when none is. 现行版本',
    type: String,
    nullable: true,
  })
  version!: string | null;
  @ApiProperty({ ...HASH, type: String, nullable: true }) hash!: string | null;
  @ApiProperty({ ...FROM, type: String, nullable: true }) effectiveFrom!: string | null;
  @ApiProperty({ ...CERTAINTY, type: String, nullable: true }) certainty!: Certainty | null;
  @ApiProperty({ ...ORIGIN, type: String, nullable: true }) origin!: string | null;
  @ApiProperty({ description: 'Versions there are. 版本数', example: 1 }) versions!: number;
  @ApiProperty({
    description: 'The next version to begin, with its first day; null without one. 即将生效的版本',
    type: Object,
    nullable: true,
    example: { version: '2026.2', effectiveFrom: '2026-07-01' },
  })
  coming!: { version: string; effectiveFrom: string } | null;
  @ApiProperty({
    description:
      'Whether a new version may be approved here; else it changes with a release only. 是否可在此批准新版本',
    example: true,
  })
  approvable!: boolean;
}

export class RulePackVersionBody {
  @ApiProperty(VERSION) version!: string;
  @ApiProperty(TITLE) title!: Text;
  @ApiProperty(HASH) hash!: string;
  @ApiProperty(FROM) effectiveFrom!: string;
  @ApiProperty(TO) effectiveTo!: string | null;
  @ApiProperty(ORIGIN) origin!: string;
  @ApiProperty({
    description: 'Where it stands today. 当前状态',
    enum: VERSION_STANDINGS,
    example: 'in-force',
  })
  standing!: VersionStanding;
  @ApiProperty({
    description: 'When it was kept. 写入时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  recordedAt!: string;
  @ApiProperty({
    description: 'When it was taken back; null when it was not. 撤销时间',
    type: String,
    nullable: true,
    format: 'date-time',
    example: '2026-03-03T10:00:00.000+08:00',
  })
  withdrawnAt!: string | null;
}

export class RulePackValueBody {
  @ApiProperty({ description: 'Name of the value. 名称', example: 'default' }) key!: string;
  @ApiProperty({
    description: 'The value as the pack writes it. 数值',
    type: Object,
    example: { approvals: 1, deadlineDays: 14 },
  })
  value!: Json;
  @ApiProperty({ description: 'Rules it comes from. 规则编号', type: [String], example: ['REG-001'] })
  rules!: readonly string[];
  @ApiProperty({
    description: 'Where it was read. 来源',
    example: 'UK registry v6.0.0, FourEyesPrincipleRule',
  })
  source!: string;
  @ApiProperty({ ...CERTAINTY, description: 'Certainty. 依据的可靠程度' }) certainty!: Certainty;
  @ApiProperty(FROM) effectiveFrom!: string;
  @ApiProperty(TO) effectiveTo!: string | null;
}

export class RulePackContentBody extends RulePackVersionBody {
  @ApiProperty(PACK) id!: string;
  @ApiProperty(CERTAINTY) certainty!: Certainty;
  @ApiProperty({
    description: 'Its values, in the order of the file. 数值',
    type: [RulePackValueBody],
    example: [],
  })
  values!: readonly Sent<RulePackValueBody>[];
}

export class RulePackChangeBody {
  @ApiProperty({
    description: 'What became of it. 变化',
    enum: ['added', 'removed', 'changed'],
    example: 'changed',
  })
  kind!: PackChange['kind'];
  @ApiProperty({ description: 'Name of the value. 名称', example: 'default' }) key!: string;
  @ApiProperty({ ...FROM, description: 'First day of the value. 数值起始日' }) from!: string;
  @ApiProperty({
    description: 'Before; null when it was added. 原数值',
    type: RulePackValueBody,
    nullable: true,
    example: null,
  })
  before!: Sent<RulePackValueBody> | null;
  @ApiProperty({
    description: 'After; null when it was removed. 新数值',
    type: RulePackValueBody,
    nullable: true,
    example: null,
  })
  after!: Sent<RulePackValueBody> | null;
  @ApiProperty({
    description: 'In words. 说明',
    example: { zh: 'default（自 2021-01-01）：1 → 2', en: 'default (from 2021-01-01): 1 → 2' },
  })
  text!: Text;
}

export class RulePackComparisonBody {
  @ApiProperty(PACK) id!: string;
  @ApiProperty({
    description: 'Version before, with its hash. 原版本',
    example: { version: '2026.1', hash: HASH.example },
  })
  from!: { version: string; hash: string };
  @ApiProperty({
    description: 'Version after, with its hash. 新版本',
    example: { version: '2026.2', hash: HASH.example },
  })
  to!: { version: string; hash: string };
  @ApiProperty({ description: 'What differs, by key. 差异', type: [RulePackChangeBody], example: [] })
  changes!: readonly Sent<RulePackChangeBody>[];
}

export function versionBody(
  one: StoredVersion,
  family: readonly StoredVersion[],
  today: ChinaDate,
): Sent<RulePackVersionBody> {
  const { version, title, hash, effectiveFrom, effectiveTo, origin, recordedAt, withdrawnAt } = one;
  return {
    ...{ version, title, hash, effectiveFrom, effectiveTo: effectiveTo ?? null, origin },
    standing: standingOf(one, family, today),
    recordedAt: chinaTimestamp(recordedAt),
    withdrawnAt: withdrawnAt === undefined ? null : chinaTimestamp(withdrawnAt),
  };
}

export function valueBody(written: WrittenValue): Sent<RulePackValueBody> {
  const { key, value, rules, source, certainty, effectiveFrom, effectiveTo } = written;
  return { key, value, rules, source, certainty, effectiveFrom, effectiveTo: effectiveTo ?? null };
}

export function contentBody(
  one: StoredVersion,
  family: readonly StoredVersion[],
  content: PackContent,
  { today, on }: { readonly today: ChinaDate; readonly on: ChinaDate | undefined },
): Sent<RulePackContentBody> {
  const values = valuesOf(content, on);
  return {
    id: one.id,
    ...versionBody(one, family, today),
    certainty: certaintyOf(values),
    values: values.map(valueBody),
  };
}

export function changeBody({ kind, key, from, before, after, text }: PackChange): Sent<RulePackChangeBody> {
  return {
    ...{ kind, key, from, text },
    before: before === undefined ? null : valueBody(before),
    after: after === undefined ? null : valueBody(after),
  };
}
