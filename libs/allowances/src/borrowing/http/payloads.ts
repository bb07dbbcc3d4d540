import { IsCount, IsQuantity, IsText } from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';
import { IsMarket } from '../../holdings/index';

export class AllowanceBorrowingPayload {
  @IsMarket()
  market!: string;
  @IsCount({ description: 'Year of the obligation. 履约年度', example: 2022, min: 2000, max: 2199 })
  year!: number;
  @IsAccountNumber({ description: 'Account of the registry side that the units come to. 登记账户' })
  account!: string;
  @IsQuantity({ description: 'Whole tonnes. 预支数量（吨）', example: '60000' })
  quantity!: string;
  @IsText({
    description: 'Why the gap cannot be bought. 无法通过市场弥补缺口的说明',
    example: '企业资金困难，附财务说明（示例）',
    max: 500,
  })
  ground!: string;
}
