import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  EVERYTHING,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { paymentUnknown, reconciliationUnknown } from '../domain/refusals';
import { readBankAccounts } from '../persistence/holder-bank-accounts';
import { findPayment, readPayments } from '../persistence/payments';
import { findReconciliation, readReconciliations } from '../persistence/reconciliations';
import { readSettlementAccounts } from '../persistence/settlement-accounts';
import {
  HolderBankAccountBody,
  holderBankAccountBody,
  SettlementAccountBody,
  settlementAccountBody,
} from './account-bodies';
import { PaymentOrderBody, paymentOrderBody, PaymentOrderPath, PaymentOrdersQuery } from './payment-bodies';
import {
  BankReconciliationBody,
  bankReconciliationBody,
  BankReconciliationDetailBody,
  BankReconciliationPath,
  reconciliationDetailBody,
} from './reconciliation-bodies';

/** Accounts at banks, orders to them, and how bank and ledger agree (TRD-016). */
@ApiTags('bank')
@Controller('v1')
export class BankDeskController {
  constructor(private readonly database: Database) {}

  @Get('settlement-accounts')
  @Permit('cash.read')
  @ApiOperation({ summary: 'Accounts at settlement banks that are paid into. 结算账户' })
  @AnswersPageOf(SettlementAccountBody)
  async settlementAccounts(@Query() query: PageQuery): Promise<Page<Sent<SettlementAccountBody>>> {
    return pageBody(
      await readSettlementAccounts(this.database, pageOf(query, ['number'])),
      settlementAccountBody,
    );
  }

  @Get('bank-accounts')
  @Permit('cash.read')
  @ApiOperation({
    summary: 'Registered bank accounts of holders; money goes out to these only. 已登记银行账户',
  })
  @AnswersPageOf(HolderBankAccountBody)
  async bankAccounts(
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<HolderBankAccountBody>>> {
    return pageBody(
      await readBankAccounts(this.database, pageOf(query, ['number']), reach),
      holderBankAccountBody,
    );
  }

  @Get('payment-orders')
  @Permit('cash.read')
  @ApiOperation({ summary: 'Orders to banks and how far they are, the latest first. 付款指令' })
  @AnswersPageOf(PaymentOrderBody)
  async payments(
    @Query() query: PaymentOrdersQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<PaymentOrderBody>>> {
    const page = await readPayments(this.database, pageOf(query, ['number']), caller.reach, query.state);
    return pageBody(page, (payment) => paymentOrderBody(payment, carriesOver(caller)));
  }

  @Get('payment-orders/:id')
  @Permit('cash.read')
  @ApiOperation({ summary: 'One order. 付款指令详情' })
  @ApiOkResponse({ type: PaymentOrderBody })
  async payment(
    @Param() { id }: PaymentOrderPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<PaymentOrderBody>> {
    const payment = await findPayment(this.database, id, caller.reach);
    if (payment === undefined) throw paymentUnknown(id);
    return paymentOrderBody(payment, carriesOver(caller));
  }

  @Get('bank-reconciliations')
  @Permit('reconciliation.read')
  @ApiOperation({
    summary: 'How the bank’s balance and the money on the ledger agreed, the latest first; totals. 银行核对',
  })
  @AnswersPageOf(BankReconciliationBody)
  async reconciliations(@Query() query: PageQuery): Promise<Page<Sent<BankReconciliationBody>>> {
    return pageBody(
      await readReconciliations(this.database, pageOf(query, ['number'])),
      bankReconciliationBody,
    );
  }

  @Get('bank-reconciliations/:id')
  @Permit('reconciliation.read')
  @ApiOperation({ summary: 'One of these with each item; for those who see everything. 银行核对明细' })
  @ApiOkResponse({ type: BankReconciliationDetailBody })
  async reconciliation(
    @Param() { id }: BankReconciliationPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<BankReconciliationDetailBody>> {
    // items name movements of everybody
    const found = reach === EVERYTHING ? await findReconciliation(this.database, id) : undefined;
    if (found === undefined) throw reconciliationUnknown(id);
    return reconciliationDetailBody(found);
  }
}

/** The operator's desk and the bank carry orders over, and need the whole number. */
const carriesOver = ({ permissions }: Caller): boolean => permissions.has('bank-statements.read');
