import { AreTexts, IsChinaDate, IsId, IsQuantity, IsText } from '@carbon/http';
import { AreSerials, IsAccountNumber, IsInstrumentCode, type SerialsBody } from '@carbon/ledger';

const HOLDER = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;
const CONTRACT = /^[\p{L}\p{N}][\p{L}\p{N}（）()〔〕/._-]*$/u;
const MOST_BUYERS = 50;

/** What every offer says. */
class OfferPayload {
  @IsAccountNumber({ description: 'Account whose units are sold. 卖方账户' })
  account!: string;

  @IsInstrumentCode({ description: 'What is sold; one instrument an offer. 品种' })
  instrument!: string;

  @IsQuantity({ description: 'How many whole units. 数量（整数单位）', example: '1000' })
  quantity!: string;

  @AreSerials()
  serials?: SerialsBody[];

  @IsQuantity({ description: 'Price of one unit, in fen. 单价（分）', example: '650' })
  unitPriceFen!: string;

  @IsChinaDate({ description: 'Valid through this day. 有效期至', example: '2026-06-30' })
  validUntil!: string;

  @IsAccountNumber({
    description:
      'Own funds account that the money goes to; the first, or a new one, when absent. 收款资金账户',
    optional: true,
    example: 'CL-400-1030-0-11',
  })
  fundsAccount?: string;

  @IsText({
    description: 'Number of the contract. 合同编号',
    max: 100,
    pattern: CONTRACT,
    optional: true,
    example: 'CONTRACT-2026-017',
  })
  contract?: string;
}

/** Payload of the task kind `sale-listing`. */
export class SaleListingPayload extends OfferPayload {
  @IsQuantity({
    description: 'Fewest units of one purchase; 1 when absent. 最小购买量',
    optional: true,
    example: '10',
  })
  minimum?: string;

  @IsQuantity({
    description: 'Purchases are multiples of it, or of all that is left; 1 when absent. 递增量',
    optional: true,
    example: '10',
  })
  step?: string;

  @AreTexts({
    description: 'Codes of the holders that alone may buy; whoever may when absent. 指定买方代码',
    max: MOST_BUYERS,
    each: { max: 40, pattern: HOLDER },
    optional: true,
    example: ['DEMO-BUYER'],
  })
  buyers?: string[];
}

/** Payload of the task kind `bilateral-sale`. */
export class BilateralSalePayload extends OfferPayload {
  @IsAccountNumber({
    description: 'Account of the buyer, into which the units go when it accepts. 买方账户',
    example: 'CL-100-1025-0-23',
  })
  buyerAccount!: string;
}

/** Payload of the task kind `sale-purchase`. */
export class SalePurchasePayload {
  @IsId({ description: 'Listing, or bilateral offer, that is bought from. 要约编号' })
  offer!: string;

  @IsQuantity({ description: 'How many whole units. 数量（整数单位）', example: '100' })
  quantity!: string;

  @IsQuantity({
    description:
      'The price that was seen, in fen a unit; refused when it is another, completed when absent. 所见单价（分）',
    optional: true,
    example: '650',
  })
  unitPriceFen?: string;

  @IsAccountNumber({ description: 'Own account that the units go into. 收货账户' })
  account!: string;

  @IsAccountNumber({
    description: 'Own funds account that pays; the first when absent. 付款资金账户',
    optional: true,
    example: 'CL-400-1030-0-11',
  })
  fundsAccount?: string;
}
