import { AreTexts, IsChinaDate, IsFlag, IsListOf, IsOneOf, IsPart, IsText } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { fault, malformed, parseChinaDate } from '@carbon/kernel';
import { IsAccountNumber } from '@carbon/ledger';
import { ASSET_KINDS, type AssetFacts, type AssetKind } from '@carbon/sources';
import type { FactValue, Measured } from '../../domain/methodologies/methodology';
import { CREDIT_SCHEMES, type CreditSchemeId } from '../../domain/schemes/credit-scheme';
import type { NewProject } from '../use-cases/file-project';
import { IsDocumentHash } from './fields';

/** Numbers and names as others write them. */
const OF_IT = { each: { max: 80, pattern: /^[^\p{Cc}\p{Cs}]+$/u } } as const;
const NAME = /^[A-Za-z][A-Za-z0-9]{0,59}$/;

export class NamedFigureBody {
  @IsText({ description: 'Name in the methodology. 名称', example: 'efOm', max: 60, pattern: NAME })
  name!: string;

  @IsText({ description: 'Decimal string. 数值', example: '0.5810', max: 40 })
  value!: string;

  @IsText({ description: 'Unit, as the methodology names it. 单位', example: 'tCO2/MWh', max: 40 })
  unit!: string;
}

export class NamedFactBody {
  @IsText({
    description: 'Name in the methodology. 名称',
    example: 'distanceOffshore',
    max: 60,
    pattern: NAME,
  })
  name!: string;

  @IsText({ description: 'Decimal string; not with `yes`. 数值', example: '42', max: 40, optional: true })
  value?: string;

  @IsText({ description: 'Unit of the value. 单位', example: 'km', max: 40, optional: true })
  unit?: string;

  @IsFlag({ description: 'Yes or no; not with `value`. 是否', optional: true })
  yes?: boolean;
}

export class AssetNumberBody {
  @IsText({ description: 'Who gave the number. 编号来源', example: 'grid-connection', max: 60 })
  giver!: string;

  @IsText({ description: 'The number. 编号', example: 'SYNTHETIC-2025-017', max: 80 })
  number!: string;
}

export class ProjectAssetBody {
  @IsOneOf(ASSET_KINDS, { description: 'What kind of thing it is. 资产类型', example: 'power-plant' })
  kind!: AssetKind;

  @IsText({
    description: 'Province, first two digits of GB/T 2260. 省级代码',
    example: '35',
    max: 2,
    optional: true,
  })
  province?: string;

  @AreTexts({
    description: 'Meters at its boundary. 电表编号',
    example: ['SYN-0001'],
    ...OF_IT,
    max: 100,
    optional: true,
  })
  meters?: string[];

  @IsListOf(() => AssetNumberBody, {
    description: 'Numbers it is known by. 已有编号',
    max: 20,
    optional: true,
  })
  numbers?: AssetNumberBody[];

  @AreTexts({
    description: 'Parcels of land (林班 / 小班, cadastral numbers). 地块编号',
    example: ['SYN-LB-001'],
    ...OF_IT,
    max: 500,
    optional: true,
  })
  parcels?: string[];

  @IsText({
    description: 'Latitude in degrees, WGS 84. 纬度',
    example: '24.52',
    max: 20,
    pattern: /^-?\d{1,2}(\.\d{1,8})?$/,
    optional: true,
  })
  latitude?: string;

  @IsText({
    description: 'Longitude in degrees, WGS 84. 经度',
    example: '118.93',
    max: 20,
    pattern: /^-?\d{1,3}(\.\d{1,8})?$/,
    optional: true,
  })
  longitude?: string;

  @IsText({ description: 'Technology. 技术', example: 'wind-offshore', max: 60, optional: true })
  technology?: string;

  @IsText({
    description: 'Capacity in kW. 装机容量（千瓦）',
    example: '300000',
    max: 20,
    pattern: /^\d{1,15}(\.\d{1,3})?$/,
    optional: true,
  })
  capacityKw?: string;
}

export class NewProjectBody {
  @IsText({
    description: 'Owner: id or code; the caller’s own when absent. 业主',
    example: 'OWNER',
    min: 2,
    max: 40,
    optional: true,
  })
  owner?: string;

  @IsOneOf(CREDIT_SCHEMES, { description: 'The scheme. 机制', example: 'CCER' })
  scheme!: CreditSchemeId;

  @IsText({ description: 'Code of the methodology. 方法学代码', example: 'CCER-01-002-V01', max: 60 })
  methodology!: string;

  @IsText({ description: 'Chinese name. 中文名称', example: '示例海上风电项目', max: 200 })
  nameZh!: string;

  @IsText({ description: 'English name. 英文名称', example: 'Example offshore wind project', max: 200 })
  nameEn!: string;

  @IsPart(() => ProjectAssetBody, { description: 'The physical thing. 资产' })
  asset!: ProjectAssetBody;

  @IsText({
    description: 'Plants: the 17 digits of their file. 电站建档编码',
    example: '12326030235000018',
    min: 17,
    max: 17,
    pattern: /^\d{17}$/,
    optional: true,
  })
  plantCode?: string;

  @IsChinaDate({ description: 'When construction began. 开工日期', example: '2023-03-01' })
  constructionStarted!: string;

  @IsChinaDate({ description: 'When it was commissioned. 投产日期', example: '2024-12-01' })
  commissioned!: string;

  @IsChinaDate({ description: 'Last day of its lifetime. 寿命期末日', example: '2049-11-30', optional: true })
  lifetimeUntil?: string;

  @IsChinaDate({ description: 'First day of crediting. 计入期起日', example: '2025-01-01' })
  creditingFrom!: string;

  @IsChinaDate({ description: 'Last day of crediting. 计入期止日', example: '2034-12-31' })
  creditingTo!: string;

  @IsAccountNumber({
    description: "The owner's account for the units; its first when absent. 收证账户",
    optional: true,
  })
  account?: string;

  @IsText({
    description: 'The body that validates: id or code. 审定机构',
    example: 'VALIDATOR',
    min: 2,
    max: 40,
    optional: true,
  })
  validator?: string;

  @IsText({
    description: 'Who wrote the design document, when a holder did: id or code. 设计文件编制单位',
    example: 'ADVISER',
    min: 2,
    max: 40,
    optional: true,
  })
  designAuthor?: string;

  @IsDocumentHash('SHA-256 of the design document, uploaded by the owner. 设计文件的 SHA-256')
  designDocument!: string;

  @IsListOf(() => NamedFigureBody, {
    description: 'Parameters that the methodology leaves to the project. 项目参数',
    min: 0,
    max: 100,
  })
  parameters!: NamedFigureBody[];

  @IsListOf(() => NamedFactBody, {
    description: 'Facts that the methodology asks for. 适用条件',
    min: 0,
    max: 100,
  })
  facts!: NamedFactBody[];

  @IsFlag({
    description: 'Inside a national or local allowance scheme (CCR-001). 是否纳入配额管理',
    example: false,
  })
  etsCovered!: boolean;

  @IsFlag({ description: 'Asked for by law anyway (CCR-001). 是否法律法规强制要求', example: false })
  legallyRequired!: boolean;

  @IsFlag({
    description: 'Filed in another greenhouse-gas mechanism (CCR-002). 是否参与其他机制',
    example: false,
  })
  inOtherMechanism!: boolean;

  @IsText({
    description: 'How additionality is shown, where nothing waives it. 额外性论证',
    example: '免予论证',
    max: 2000,
    optional: true,
  })
  additionality?: string;

  @IsText({
    description: 'Where the figures come from; synthetic ones say so. 数据来源',
    example: 'synthetic',
    max: 300,
  })
  source!: string;
}

/** @throws Refusal INPUT_MALFORMED naming names that are given twice, and facts that are both or neither */
export function newProjectOf(body: NewProjectBody, owner: Holder): NewProject {
  return {
    ...{
      owner,
      scheme: body.scheme,
      methodology: body.methodology,
      nameZh: body.nameZh,
      nameEn: body.nameEn,
    },
    ...{ asset: assetOf(body), plantCode: body.plantCode ?? null },
    ...{ account: body.account, validator: body.validator, designAuthor: body.designAuthor },
    constructionStarted: parseChinaDate(body.constructionStarted),
    commissioned: parseChinaDate(body.commissioned),
    lifetimeUntil: body.lifetimeUntil === undefined ? null : parseChinaDate(body.lifetimeUntil),
    ...creditingOf(body),
    designDocument: body.designDocument,
    parameters: byName(body.parameters, 'parameters', ({ value, unit }): Measured => ({ value, unit })),
    facts: factsOf(body.facts),
    ...{ etsCovered: body.etsCovered, legallyRequired: body.legallyRequired },
    ...{ inOtherMechanism: body.inOtherMechanism, additionality: body.additionality ?? null },
    source: body.source,
  };
}

function creditingOf(body: NewProjectBody): Pick<NewProject, 'creditingFrom' | 'creditingTo'> {
  const [creditingFrom, creditingTo] = [parseChinaDate(body.creditingFrom), parseChinaDate(body.creditingTo)];
  if (creditingTo < creditingFrom) {
    throw malformed([
      fault('creditingTo', 'order', 'must not be before creditingFrom', '不得早于 creditingFrom'),
    ]);
  }
  return { creditingFrom, creditingTo };
}

function assetOf({ asset, nameZh, nameEn, commissioned }: NewProjectBody): AssetFacts {
  const { kind, province, latitude, longitude, technology, capacityKw } = asset;
  return {
    ...{ kind, names: [nameZh, nameEn], startedOn: parseChinaDate(commissioned) },
    meters: asset.meters ?? [],
    numbers: Object.fromEntries((asset.numbers ?? []).map(({ giver, number }) => [giver, number])),
    parcels: asset.parcels ?? [],
    ...(province === undefined ? {} : { province }),
    ...(latitude === undefined || longitude === undefined ? {} : { latitude, longitude }),
    ...(technology === undefined ? {} : { technology }),
    ...(capacityKw === undefined ? {} : { capacityKw }),
  };
}

/** Figures by name. @throws Refusal INPUT_MALFORMED for a name given twice */
export function byName<F extends { readonly name: string }, V>(
  figures: readonly F[],
  field: string,
  valueOf: (figure: F) => V,
): Record<string, V> {
  refuseRepeated(figures, field);
  return Object.fromEntries<V>(figures.map((figure): [string, V] => [figure.name, valueOf(figure)]));
}

function factsOf(facts: readonly NamedFactBody[]): Record<string, FactValue> {
  refuseRepeated(facts, 'facts');
  return Object.fromEntries<FactValue>(
    facts.map(({ name, value, unit, yes }, at): [string, FactValue] => {
      if (yes !== undefined && value === undefined && unit === undefined) return [name, yes];
      if (yes === undefined && value !== undefined && unit !== undefined) return [name, { value, unit }];
      throw malformed([
        fault(
          `facts[${at}]`,
          'choice',
          'must have value and unit, or yes',
          '须给出 value 与 unit，或给出 yes',
        ),
      ]);
    }),
  );
}

function refuseRepeated(named: readonly { readonly name: string }[], field: string): void {
  const faults = named.flatMap(({ name }, at) =>
    named.findIndex((other) => other.name === name) === at
      ? []
      : [fault(`${field}[${at}].name`, 'unique', 'is repeated', '重复')],
  );
  if (faults.length > 0) throw malformed(faults);
}
