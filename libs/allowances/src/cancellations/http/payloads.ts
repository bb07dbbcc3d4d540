import { IsListOf, IsQuantity, IsText } from '@carbon/http';
import { AreSerials, IsAccountNumber, IsInstrumentCode, type SerialsBody } from '@carbon/ledger';

const MAX_LOTS = 50;

export class CancelledAllowanceBody {
  @IsInstrumentCode({ description: 'Vintage. 配额品种', example: 'CEA25' })
  instrument!: string;
  @IsQuantity({ description: 'Whole tonnes. 数量（吨）', example: '100' })
  quantity!: string;
  @AreSerials()
  serials?: SerialsBody[];
}

export class AllowanceCancellationPayload {
  @IsAccountNumber({ description: 'Account of the registry side whose units end. 登记账户' })
  account!: string;
  @IsListOf(() => CancelledAllowanceBody, {
    description: 'Allowances of one market, each vintage once. 注销的配额',
    max: MAX_LOTS,
  })
  lots!: CancelledAllowanceBody[];
  @IsText({
    description: 'Why; everybody reads it (ETS-012). 注销说明（公示）',
    example: '自愿减少全国配额总量',
    max: 500,
  })
  remark!: string;
}
