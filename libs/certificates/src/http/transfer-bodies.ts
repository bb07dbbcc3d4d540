import { IsOneOf, IsQuantity, IsText, type Sent } from '@carbon/http';
import { parseQuantity } from '@carbon/kernel';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import {
  type TradeForm,
  tradeForms,
  type TransferGround,
  transferGrounds,
  type TransferTerms,
} from '../domain/transfer-ground';
import type { TransferReceipt } from '../use-cases/transfer-certificates';
import { AreCertificates, type CertificateChoiceBody, IsSha256 } from './fields';

/** What a transfer by order says of certificates: the part `scheme` of the payload of the task kind `transfer`. */
export class CertificateTransferDetails {
  @IsOneOf(transferGrounds, {
    description: 'Why; a certificate is sold once, an assignment is no sale (GEC-009). 转移依据',
    example: 'sale',
  })
  ground!: TransferGround;

  @IsOneOf(tradeForms, {
    description: 'Form of a sale (GEC-008). 交易方式',
    example: 'bilateral',
    optional: true,
  })
  form?: TradeForm;

  @IsQuantity({
    description: 'Price of one certificate in fen (GEC-019). 单价（分/张）',
    example: '500',
    optional: true,
  })
  priceFen?: string;

  @IsSha256({
    description: 'SHA-256 of the contract, a filed document; for self-use. 合同文件哈希（须已归档）',
    optional: true,
  })
  contractHash?: string;

  @IsSha256({
    description: 'SHA-256 of the settlement, a filed document; for self-use. 结算依据文件哈希（须已归档）',
    optional: true,
  })
  settlementHash?: string;

  @IsText({
    description: 'Where the power was used; for self-use. 用电场所',
    example: '江苏苏州某园区屋顶（示例）',
    max: 200,
    optional: true,
  })
  site?: string;
}

/** The terms of an order in the words of the rules. */
export function transferTermsOf(details: CertificateTransferDetails): TransferTerms {
  const { ground, form, priceFen, contractHash, settlementHash, site } = details;
  return {
    ground,
    ...(form !== undefined && { form }),
    ...(priceFen !== undefined && { priceFen: parseQuantity(priceFen, 'priceFen') }),
    ...(contractHash !== undefined && { contractHash: Buffer.from(contractHash, 'hex') }),
    ...(settlementHash !== undefined && { proofHash: Buffer.from(settlementHash, 'hex') }),
    ...(site !== undefined && { site }),
  };
}

export class TransferCertificatesBody extends CertificateTransferDetails {
  @IsAccountNumber({ description: 'Account that gives. 转出账户' })
  from!: string;

  @IsAccountNumber({ description: 'Account that gets. 转入账户', example: 'CL-100-1025-0-24' })
  to!: string;

  @AreCertificates()
  certificates!: CertificateChoiceBody[];

  @IsText({
    description: 'Contract, order or plan; no personal data. 业务编号',
    max: 200,
    optional: true,
    example: 'C-2026-017',
  })
  reference?: string;
}

export class MovedRangeBody {
  @ApiProperty({ description: 'Instrument in the ledger. 账本品种', example: 'GEC-12326030263000018-202501' })
  instrument!: string;
  @ApiProperty({ description: 'First serial. 起始编号', example: '1' })
  first!: string;
  @ApiProperty({ description: 'Last serial. 终止编号', example: '10' })
  last!: string;
}

export class TransferReceiptBody {
  @ApiProperty({ description: 'Number of the ledger transaction. 交易编号', example: '42' })
  transaction!: string;
  @ApiProperty({ description: 'How many moved. 数量', example: '10' })
  quantity!: string;
  @ApiProperty({ type: [MovedRangeBody], description: 'Which. 转移的绿证' })
  moved!: readonly Sent<MovedRangeBody>[];
}

export function transferReceiptBody({
  transactionId,
  quantity,
  moved,
}: TransferReceipt): Sent<TransferReceiptBody> {
  return {
    transaction: transactionId.toString(),
    quantity: quantity.toString(),
    moved: moved.map(({ instrument, first, last }) => ({
      instrument,
      first: first.toString(),
      last: last.toString(),
    })),
  };
}
