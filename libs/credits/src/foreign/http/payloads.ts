import { IsOneOf, IsPart, IsQuantity, IsText, IsWholeNumberString } from '@carbon/http';
import { AreSerials, IsAccountNumber, IsInstrumentCode, type SerialsBody } from '@carbon/ledger';
import {
  ADJUSTMENT_DECLARATIONS,
  ADJUSTMENT_STATES,
  type AdjustmentDeclaration,
  type AdjustmentState,
} from '../domain/facts';
import { FOREIGN_REGISTRY_NAMES, type ForeignRegistry } from '../domain/registries';

/** A block whose number has no format that we know. */
export class ExternalBlockBody {
  @IsText({ description: 'Batch, as the registry names it. 批次', max: 40, example: 'KH-003-2024-01' })
  batch!: string;

  @IsWholeNumberString({ description: 'First serial. 起始编号', example: '1001' })
  first!: string;

  @IsWholeNumberString({ description: 'Last serial, included. 终止编号', example: '1500' })
  last!: string;
}

export class ExternalCreditInPayload {
  @IsOneOf(FOREIGN_REGISTRY_NAMES, {
    description: 'The registry they come from. 来源登记系统',
    example: 'VCS',
  })
  registry!: ForeignRegistry;

  @IsText({
    description: 'Serial number of the block, as the registry writes it. 原登记编号',
    max: 200,
    example: '9660-115597313-115618057-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0',
    optional: true,
  })
  serial?: string;

  @IsPart(() => ExternalBlockBody, {
    description: 'Instead of `serial` for JCM, whose numbers have no known format. 编号区间（JCM）',
    optional: true,
  })
  block?: ExternalBlockBody;

  @IsQuantity({ description: 'How many units: last − first + 1 (SER-008). 数量', example: '20745' })
  quantity!: string;

  @IsAccountNumber({ description: 'Account that receives them. 收量账户' })
  account!: string;

  @IsText({
    description: "The other registry's reference of locking them for us. 对方锁定凭证号",
    max: 200,
    example: 'LOCK-2026-000117',
  })
  reference!: string;

  @IsText({
    description: 'Project or device, where the serial does not say it. 项目或装置',
    max: 40,
    pattern: /^[A-Z0-9][A-Z0-9.-]*$/,
    example: '1060',
    optional: true,
  })
  project?: string;

  @IsText({
    description: 'Year or years, where the serial does not say it. 年份',
    max: 9,
    pattern: /^\d{4}(-\d{4})?$/,
    example: '2019',
    optional: true,
  })
  vintage?: string;

  @IsText({
    description: 'Country of the project, ISO 3166-1. 项目所在国',
    min: 2,
    max: 2,
    pattern: /^[A-Z]{2}$/,
    example: 'US',
    optional: true,
  })
  country?: string;

  @IsOneOf(ADJUSTMENT_DECLARATIONS, {
    description: 'Corresponding adjustment: declared. 相应调整声明',
    example: 'unknown',
  })
  adjustmentDeclaration!: AdjustmentDeclaration;

  @IsOneOf(ADJUSTMENT_STATES, {
    description: 'Corresponding adjustment: state. 相应调整状态',
    example: 'not-started',
  })
  adjustmentState!: AdjustmentState;
}

export class ExternalCreditOutPayload {
  @IsAccountNumber({ description: 'Account they leave. 转出账户' })
  account!: string;

  @IsInstrumentCode({ description: 'What leaves. 品种', example: 'VCS:9660' })
  instrument!: string;

  @IsQuantity({ description: 'How many units. 数量', example: '100' })
  quantity!: string;

  @AreSerials()
  serials?: SerialsBody[];

  @IsText({
    description: "The other registry's reference of unlocking them. 对方解锁凭证号",
    max: 200,
    example: 'UNLOCK-2026-000044',
  })
  reference!: string;
}
