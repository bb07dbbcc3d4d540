import type { Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { ADAPTERS } from '../bank-port';
import { maskedNumber } from '../domain/account-name';
import type { HolderBankAccount } from '../persistence/holder-bank-accounts';
import type { SettlementAccount } from '../persistence/settlement-accounts';

export class SettlementAccountBody {
  @ApiProperty({ description: 'Number at the bank: pay in here. 结算账户账号', example: '1000200030004000' })
  account!: string;
  @ApiProperty({ description: 'Code of the bank. 银行代码', example: 'DEMO-BANK' })
  bank!: string;
  @ApiProperty({
    enum: ADAPTERS,
    description:
      'How its bank is reached; `demo` is a made-up bank, nothing there is money. 对接方式（demo 为虚构）',
    example: 'by-hand',
  })
  adapter!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'Since when. 登记时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  openedAt!: string;
}

export const settlementAccountBody = (account: SettlementAccount): Sent<SettlementAccountBody> => ({
  ...{ account: account.number, bank: account.bankCode, adapter: account.adapter },
  openedAt: chinaTimestamp(account.openedAt),
});

export class HolderBankAccountBody {
  @ApiProperty({ format: 'uuid', description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({ description: 'Code of its holder. 持有人代码', example: 'DEMO-POWER' })
  holder!: string;
  @ApiProperty({ description: 'Name of the account. 户名', example: '示例电力有限公司' })
  name!: string;
  @ApiProperty({ description: 'Number: its last four digits. 账号（仅显示末四位）', example: '****2222' })
  number!: string;
  @ApiProperty({ description: 'The bank. 开户行行号', example: '000100000000' })
  bank!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'Registered. 登记时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  registeredAt!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Removed. 注销时间',
    example: null,
  })
  endedAt!: string | null;
}

export const holderBankAccountBody = (account: HolderBankAccount): Sent<HolderBankAccountBody> => ({
  ...{ id: account.id, holder: account.holderCode, name: account.name, number: maskedNumber(account.number) },
  ...{ bank: account.bank, registeredAt: chinaTimestamp(account.registeredAt) },
  endedAt: account.endedAt === null ? null : chinaTimestamp(account.endedAt),
});
