import { Database } from '@carbon/database';
import {
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  IsChinaDate,
  IsQuantity,
  IsText,
  NeedsIdempotencyKey,
  Permit,
  type Sent,
} from '@carbon/http';
import type { ChinaDate } from '@carbon/kernel';
import { Body, Controller, Get, Post, Query, StreamableFile } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import { DemoBank } from '../demo/demo-bank';
import { demoOnly, settlementAccountUnknown } from '../domain/refusals';
import { comparableNumber } from '../domain/account-name';
import { findSettlementAccount } from '../persistence/settlement-accounts';

export class DemoCreditBody {
  @IsText({
    description: 'A settlement account of the made-up bank. 演示银行结算账户',
    max: 40,
    example: '1000200030004000',
  })
  account!: string;
  @IsText({ description: 'Who pays, made up. 汇款户名（虚构）', max: 140, example: '示例电力有限公司' })
  name!: string;
  @IsText({
    description: 'From which account, made up. 汇款账号（虚构）',
    max: 40,
    example: '6222000011112222',
  })
  remitterAccount!: string;
  @IsQuantity({ description: 'Amount in fen, made up. 金额（分，虚构）', example: '100000' })
  amountFen!: string;
  @IsText({
    description: 'What the remitter writes: the deposit code. 附言（填写入金识别码）',
    max: 140,
    example: 'RF12CLD0000001040',
  })
  text!: string;
}

export class DemoCreditAnswerBody {
  @ApiProperty({
    description: 'The made-up bank’s reference. 演示银行流水号',
    example: 'DEMO-IN-0123456789ABCDEF',
  })
  reference!: string;
}

export class DemoStatementQuery {
  @IsText({
    description: 'A settlement account of the made-up bank. 演示银行结算账户',
    max: 40,
    example: '1000200030004000',
  })
  account!: string;
  @IsChinaDate({ description: 'Day. 日期', example: '2026-03-02' })
  day!: ChinaDate;
}

/** The made-up bank of a demonstration: nothing here is money. */
@ApiTags('demo-bank')
@Controller('v1/demo-bank')
export class DemoBankController {
  constructor(
    private readonly database: Database,
    private readonly demo: DemoBank,
  ) {}

  @Post('credits')
  @Permit('bank-statements.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Make somebody pay in at the made-up bank; it tells of it by and by. 演示银行：模拟来款（虚构）',
  })
  @ApiCreatedResponse({ type: DemoCreditAnswerBody })
  async credit(
    @Body() { account, name, remitterAccount, amountFen, text }: DemoCreditBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<DemoCreditAnswerBody>> {
    const number = await this.demoAccount(account, caller);
    const credit = {
      key: `${caller.id} ${key}`,
      name,
      account: remitterAccount,
      amountFen: BigInt(amountFen),
      text,
    };
    return { reference: await this.demo.credit(number, credit) };
  }

  @Get('statements')
  @Permit('bank-statements.read')
  @ApiOperation({ summary: 'The made-up bank’s statement of a day, as camt.053. 演示银行对账单（虚构）' })
  @ApiProduces('application/xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async statement(
    @Query() { account, day }: DemoStatementQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const number = await this.demoAccount(account, caller);
    const file = await this.demo.statementOf(number, day);
    if (file === undefined) throw demoOnly(number);
    const disposition = `attachment; filename="demo-${number}-${day}.xml"`;
    return new StreamableFile(file, { type: 'application/xml', disposition, length: file.length });
  }

  /** @throws Refusal BANK_SETTLEMENT_ACCOUNT_UNKNOWN, BANK_NOT_THE_DEMO_BANK */
  private async demoAccount(text: string, { reach }: Caller): Promise<string> {
    const account = await findSettlementAccount(this.database, comparableNumber(text), reach);
    if (account === undefined) throw settlementAccountUnknown(text);
    if (account.adapter !== 'demo') throw demoOnly(account.number);
    return account.number;
  }
}
