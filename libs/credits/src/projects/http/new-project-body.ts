import { IsChinaDate, IsFlag, IsListOf, IsOneOf, IsPart, IsText } from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';
import { CREDIT_SCHEMES, type CreditSchemeId } from '../../domain/schemes/credit-scheme';
import { IsDocumentHash } from './fields';
import { ProjectAssetBody } from './project-asset-body';

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
