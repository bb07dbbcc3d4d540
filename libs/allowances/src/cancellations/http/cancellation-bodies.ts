import { IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaDate, chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { type SentLotApart } from '../../pending-units/index';
import type { Cancellation } from '../persistence/cancellation';

export class AllowanceCancellationPageQuery extends PageQuery {
  @IsText({
    description: 'Only of this scheme. 按市场筛选',
    example: 'ETS-CN',
    max: 40,
    pattern: /^[A-Z0-9][A-Z0-9-]*$/,
    optional: true,
  })
  scheme?: string;
}

export class CancelledLotBody {
  @ApiProperty({ description: 'Vintage. 配额品种', example: 'CEA25' })
  instrument!: string;
  @ApiProperty({ description: 'Whole tonnes. 数量（吨）', example: '100' })
  quantity!: string;
  @ApiProperty({ description: 'Serials, first to last. 编号段', type: [String], example: ['1-100'] })
  serials!: readonly string[];
}

/** A voluntary cancellation as everybody reads it (ETS-012). */
export class PublicAllowanceCancellationBody {
  @ApiProperty({ description: 'Number of the receipt. 凭证编号', example: 'AX-20261120-00000001-4' })
  receiptNumber!: string;
  @ApiProperty({ description: 'Scheme. 市场', example: 'ETS-CN' })
  scheme!: string;
  @ApiProperty({ description: 'Who cancelled, in Chinese. 注销方', example: '示例制造有限公司' })
  holderZh!: string;
  @ApiProperty({ description: 'Who cancelled, in English. 注销方（英文）', example: 'Example Manufacturing' })
  holderEn!: string;
  @ApiProperty({ description: 'Whole tonnes. 数量（吨）', example: '100' })
  quantity!: string;
  @ApiProperty({ type: [CancelledLotBody], description: 'Which allowances. 注销的配额' })
  lots!: readonly CancelledLotBody[];
  @ApiProperty({ description: 'Why, in the words of the holder. 注销说明', example: '自愿减少全国配额总量' })
  remark!: string;
  @ApiProperty({ description: 'China day. 注销日', format: 'date', example: '2026-11-20' })
  cancelledOn!: string;
  @ApiProperty({
    description: 'Where it is verified. 公开验证页',
    example: 'https://carbon.example/r/AX-20261120-00000001-4',
  })
  link!: string;
}

/** The same for those whose matter it is. */
export class AllowanceCancellationBody extends PublicAllowanceCancellationBody {
  @ApiProperty({ description: 'Account. 账户', example: 'CL-100-1024-0-27' })
  account!: string;
  @ApiProperty({ description: 'Transaction of the ledger. 交易编号', example: '1048' })
  transaction!: string;
  @ApiProperty({
    description: 'When. 注销时间',
    format: 'date-time',
    example: '2026-11-20T10:00:00.000+08:00',
  })
  cancelledAt!: string;
}

export function publicCancellationBody(
  one: Cancellation,
  site: string,
): Sent<PublicAllowanceCancellationBody> {
  const { receiptNumber, scheme, document } = one;
  return {
    ...{ receiptNumber, scheme },
    holderZh: document.holder.nameZh,
    holderEn: document.holder.nameEn,
    quantity: one.quantity.toString(),
    lots: one.lots.map(lotBody),
    remark: document.remark,
    cancelledOn: chinaDate(one.cancelledAt),
    link: `${site}/r/${receiptNumber}`,
  };
}

export function cancellationBody(one: Cancellation, site: string): Sent<AllowanceCancellationBody> {
  return {
    ...publicCancellationBody(one, site),
    account: one.accountNumber,
    transaction: one.transactionId.toString(),
    cancelledAt: chinaTimestamp(one.cancelledAt),
  };
}

const lotBody = ({ instrument, quantity, serials }: SentLotApart): Sent<CancelledLotBody> => ({
  ...{ instrument, quantity },
  serials: serials.map(({ first, last }) => `${first}-${last}`),
});
