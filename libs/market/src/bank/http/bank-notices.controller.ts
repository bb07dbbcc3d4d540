import { Database } from '@carbon/database';
import { type Caller, CLOCK, CurrentCaller, Permit, type Sent } from '@carbon/http';
import { type Clock, fault, malformed } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { noticeNotSigned } from '../domain/refusals';
import { type BankNotice, receiveNotice } from '../use-cases/receive-notice';
import { BankNoticeAnswerBody, BankNoticeBody } from './notice-bodies';

/** What a bank's system tells as it happens. */
@ApiTags('bank')
@Controller('v1/bank-notices')
export class BankNoticesController {
  constructor(
    private readonly database: Database,
    private readonly ledger: Ledger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Takes no idempotency key: the bank's own name of the notice is one. */
  @Post()
  @HttpCode(200)
  @Permit('bank-statements.write')
  @ApiOperation({
    summary: 'A notice of a bank, signed with its key; the same again changes nothing. 银行通知',
    description:
      'Either a movement of the settlement account or what became of a payment order. Signed as docs/api-keys.md says. ' +
      '须以银行的签名密钥签名；重复送达不重复入账。',
  })
  @ApiOkResponse({ type: BankNoticeAnswerBody })
  async hear(
    @Body() body: BankNoticeBody,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<BankNoticeAnswerBody>> {
    if (caller.kind === 'user') throw noticeNotSigned();
    const notice = noticeOf(body);
    const how = { by: caller.id, reach: caller.reach, now: this.clock.now() };
    const fresh = await this.database.transaction((tx) => receiveNotice(tx, this.ledger, notice, how));
    return { notice: body.notice, fresh };
  }
}

/** @throws Refusal INPUT_MALFORMED */
function noticeOf({ notice, account, movement, payment }: BankNoticeBody): BankNotice {
  if (movement !== undefined && payment === undefined) return { notice, account, kind: 'movement', movement };
  if (payment === undefined || movement !== undefined)
    throw malformed([
      fault('movement', 'one-of', 'tell a movement or a payment', '请填写资金变动或付款结果（二者择一）'),
    ]);
  const { status, reference, reason } = payment;
  if (status === 'paid' && reference === undefined)
    throw malformed([
      fault('payment.reference', 'required', 'a payment has a reference', '已付款须有银行流水号'),
    ]);
  if (status === 'rejected' && reason === undefined)
    throw malformed([fault('payment.reason', 'required', 'a rejection has a reason', '拒绝须说明原因')]);
  return { notice, account, kind: 'payment', payment };
}
