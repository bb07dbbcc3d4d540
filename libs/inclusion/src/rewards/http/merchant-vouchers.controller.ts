import { Database, type Transaction } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  reachIds,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { VOUCHER_DESK, type VoucherDesk } from '../desk';
import { voucherUnknown } from '../domain/refusals';
import { findVoucherAt, readVouchersAt } from '../persistence/read-vouchers';
import { confirmVoucher } from '../use-cases/confirm-voucher';
import { failVoucher } from '../use-cases/end-voucher';
import { ScanGuard } from '../use-cases/scan-guard';
import { useVoucher } from '../use-cases/use-voucher';
import {
  FailVoucherBody,
  MerchantVoucherBody,
  merchantVoucherBody,
  UsedVoucherBody,
  UseVoucherBody,
  VoucherPath,
  VouchersQuery,
} from './voucher-bodies';

/** Vouchers at a till. A merchant learns what is to be given and that it is good, and nothing of who took it. */
@ApiTags('merchants')
@Controller('v1/merchants/vouchers')
export class MerchantVouchersController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly guard: ScanGuard,
    @Inject(VOUCHER_DESK) private readonly desk: VoucherDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('vouchers.read')
  @ApiOperation({
    summary: 'Vouchers to give, given, or that came to nothing, the latest first. 本商户兑换券',
  })
  @AnswersPageOf(MerchantVoucherBody)
  async list(
    @Query() query: VouchersQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<MerchantVoucherBody>>> {
    const page = pageOf(query, ['number']);
    const found = await readVouchersAt(this.database, reachIds(reach), page, { state: query.state });
    return pageBody(found, merchantVoucherBody);
  }

  @Post('use')
  @Permit('vouchers.write')
  @HttpCode(200)
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Take a voucher by its code, once. 核销兑换券',
    description: 'Wrong codes are limited. 错误兑换码次数受限。',
  })
  @ApiOkResponse({ type: UsedVoucherBody })
  use(
    @Body() { code }: UseVoucherBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<UsedVoucherBody>> {
    const request = { caller, operation: 'vouchers.use', key, body: { code } };
    return this.guard.run(caller, async () => {
      const answer = await this.once.run(request, async (tx) => {
        const { id, line } = await useVoucher(tx, this.desk, { code, caller, now: this.clock.now() });
        return { ...(await tell(tx, id)), line: line.toString() };
      });
      return answer.body;
    });
  }

  @Post(':id/confirm')
  @Permit('vouchers.write')
  @HttpCode(200)
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Say yes to what was reserved: its code can be used now. 确认可提供' })
  @ApiOkResponse({ type: MerchantVoucherBody })
  async confirm(
    @Param() { id }: VoucherPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<MerchantVoucherBody>> {
    const request = { caller, operation: 'vouchers.confirm', key, body: { id } };
    const answer = await this.once.run(request, async (tx) => {
      await confirmVoucher(tx, this.desk, { id, caller, now: this.clock.now() });
      return tell(tx, id);
    });
    return answer.body;
  }

  @Post(':id/fail')
  @Permit('vouchers.write')
  @HttpCode(200)
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Say that it cannot be given: points and stock go back. 不能提供，退回积分与库存',
  })
  @ApiOkResponse({ type: MerchantVoucherBody })
  async fail(
    @Param() { id }: VoucherPath,
    @Body() { reason }: FailVoucherBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<MerchantVoucherBody>> {
    const request = { caller, operation: 'vouchers.fail', key, body: { id, reason } };
    const answer = await this.once.run(request, async (tx) => {
      await failVoucher(tx, this.desk, { id, reason, caller, now: this.clock.now() });
      return tell(tx, id);
    });
    return answer.body;
  }
}

async function tell(tx: Transaction, id: string): Promise<Sent<MerchantVoucherBody>> {
  const voucher = await findVoucherAt(tx, id);
  if (voucher === undefined) throw voucherUnknown();
  return merchantVoucherBody(voucher);
}
