import { IsCount, IsId, IsOneOf, IsText, IsWholeNumberString } from '@carbon/http';
import { IsHolderName, IsMarketCode, IsYear } from '../../emitters/http/fields';
import { ArePartFigures, IsEmissionReportName, type VerifiedPartBody } from '../http/fields';

const IsReason = (example: string) => IsText({ description: 'Why. 理由', max: 1000, example });
const IsTotal = () =>
  IsWholeNumberString({
    description: 'Whole tonnes of the enterprise, where they are not the sum of what moves. 企业总量（吨）',
    example: '4842350',
    optional: true,
  });

export class EmissionReportSubmissionPayload {
  @IsEmissionReportName()
  report!: string;

  @IsCount({
    description: 'The version that is submitted, the latest. 版本号',
    example: 3,
    min: 1,
    max: 100_000,
  })
  version!: number;
}

export class VerificationAssignmentPayload {
  @IsEmissionReportName()
  report!: string;

  @IsHolderName({ description: 'The verifier, by code. 核查机构', example: 'VERIFIER' })
  verifier!: string;
}

export const RESULT_DECISIONS = ['confirm', 'return'] as const;

export class VerificationResultPayload {
  @IsEmissionReportName()
  report!: string;

  @IsCount({
    description: 'The conclusion that is decided on. 核查结论序号',
    example: 1,
    min: 1,
    max: 100_000,
  })
  conclusion!: number;

  @IsOneOf(RESULT_DECISIONS, {
    description: 'Confirm it, or have it verified again. 确认或退回核查',
    example: 'confirm',
  })
  decision!: (typeof RESULT_DECISIONS)[number];

  @IsReason('核查程序完整，数据一致')
  reason!: string;
}

export class ObjectionDecisionPayload {
  @IsId({ description: 'The objection. 异议编号' })
  objection!: string;

  @IsOneOf(['upheld', 'dismissed'], { description: 'Outcome. 决定', example: 'upheld' })
  outcome!: 'upheld' | 'dismissed';

  @IsReason('经复核，1 号机组 3 月煤样结果有误')
  reason!: string;

  @ArePartFigures('Figures that change, where it is upheld. 异议成立时调整的数据', { optional: true })
  parts?: VerifiedPartBody[];

  @IsTotal()
  totalT?: string;
}

export class VerifiedCorrectionPayload {
  @IsMarketCode()
  market!: string;

  @IsYear({ description: 'Data year. 数据年度', example: 2025 })
  year!: number;

  @IsHolderName()
  holder!: string;

  @ArePartFigures('Figures that change. 更正的数据', { optional: true })
  parts?: VerifiedPartBody[];

  @IsTotal()
  totalT?: string;

  @IsReason('复核发现重复计量')
  reason!: string;
}

export class VerifiedImportPayload {
  @IsId({ description: 'What the import job staged. 待批导入编号' })
  import!: string;

  @IsReason('2024 年度核查结果入库')
  reason!: string;
}
