import { IsOneOf, IsQuantity, IsText } from '@carbon/http';
import { IsAccountNumber, IsInstrumentCode } from '@carbon/ledger';
import { IsProjectNumber } from '../http/fields';

export const DECISIONS = ['register', 'reject'] as const;

export class ProjectRegistrationPayload {
  @IsProjectNumber()
  project!: string;

  @IsOneOf(DECISIONS, { description: 'What the review comes to. 审查结论', example: 'register' })
  decision!: (typeof DECISIONS)[number];

  @IsText({ description: 'Why. 理由', max: 1000, example: '材料齐全，符合登记条件' })
  reason!: string;
}

export class ProjectCancellationPayload {
  @IsProjectNumber()
  project!: string;

  @IsText({ description: 'Why. 理由', max: 1000, example: '业主申请注销' })
  reason!: string;
}

export class VoluntaryCancellationPayload {
  @IsProjectNumber('The project whose reductions should not have been. 涉事项目')
  project!: string;

  @IsAccountNumber({ description: "The owner's account. 业主账户" })
  account!: string;

  @IsInstrumentCode({
    description: 'Units of the scheme, of whichever project. 注销的减排量',
    example: 'CCER-PJ000001-20260101-20260131',
  })
  instrument!: string;

  @IsQuantity({ description: 'Whole tonnes. 数量（吨）', example: '1000' })
  quantity!: string;
}

export class ForcedCancellationPayload {
  @IsProjectNumber('The project whose reductions should not have been. 涉事项目')
  project!: string;

  @IsQuantity({
    description: 'Fraudulent reductions in whole tonnes, cancelled one for one. 虚假减排量（吨）',
    example: '1000',
  })
  quantity!: string;

  @IsText({
    description: 'Number of the decision of the authority. 决定文书编号',
    max: 200,
    example: '（2026）环罚字第1号',
  })
  decision!: string;
}
