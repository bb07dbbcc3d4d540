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
  type Sent,
} from '@carbon/http';
import { findHoldersById } from '@carbon/identity';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, Header, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { toBuffer as drawQrPng, toString as drawQrSvg } from 'qrcode';
import { actingFor } from '../../residents/acting-for';
import { ForQuery } from '../../residents/http/fields';
import type { Resident } from '../../residents/resident';
import { VOUCHER_DESK, type VoucherDesk } from '../desk';
import { noCertificate, voucherUnknown } from '../domain/refusals';
import type { Voucher } from '../domain/voucher';
import { findVoucherOf, readVouchersOf } from '../persistence/read-vouchers';
import { cancelVoucher } from '../use-cases/end-voucher';
import { codeOf, requireCode } from '../use-cases/open-voucher';
import { takeReward } from '../use-cases/take-reward';
import { qrPayload, shownCode } from '../voucher-code';
import {
  certificateBody,
  GiftCertificateBody,
  OpenVoucherBody,
  TakeRewardBody,
  VoucherBody,
  voucherBody,
  MyVouchersQuery,
  VoucherPath,
} from './voucher-bodies';

const LEVEL = { errorCorrectionLevel: 'M' } as const;

/** A voucher, of the caller or of the resident the caller acts for. */
interface Wanted {
  readonly caller: Caller;
  readonly whom: string | undefined;
  readonly id: string;
}

interface Found {
  readonly resident: Resident;
  readonly voucher: Voucher;
  readonly sealed: Buffer | null;
}

/** A resident's vouchers and gifts. */
@ApiTags('rewards')
@Controller('v1/me/vouchers')
export class MyVouchersController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(VOUCHER_DESK) private readonly desk: VoucherDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Take a reward for points, or give points to a cause. 积分兑换或捐赠',
    description:
      'All or nothing: without stock, budget or enough points, nothing is taken. The code is shown by the voucher itself. ' +
      '库存、预算或积分不足时不扣任何积分；兑换码在券详情中查看。',
  })
  @ApiCreatedResponse({ type: VoucherBody })
  async take(
    @Body() body: TakeRewardBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<VoucherBody>> {
    const { programme, reward, times = 1, for: whom } = body;
    const request = {
      caller,
      operation: 'vouchers.take',
      key,
      body: { programme, reward, times, for: whom ?? null },
    };
    const answer = await this.once.run(request, async (tx) => {
      const now = this.clock.now();
      const id = await takeReward(tx, this.desk, { caller, for: whom, programme, reward, times, now });
      return this.tell(tx, { caller, whom, id });
    });
    return answer.body;
  }

  @Get()
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'Vouchers and gifts, the latest first. 我的兑换与捐赠' })
  @AnswersPageOf(VoucherBody)
  async list(
    @Query() query: MyVouchersQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<VoucherBody>>> {
    const page = pageOf(query, ['number']);
    const { id } = await this.database.transaction((tx) => this.resident(tx, caller, query.for));
    const found = await readVouchersOf(this.database, id, page, { state: query.state });
    const givers = found.items.map(({ merchantId }) => merchantId);
    const holders = await findHoldersById(this.database.source.manager, givers);
    return pageBody(found, (voucher) => voucherBody(voucher, holders));
  }

  @Get(':id')
  @Permit('inclusion.own')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'One of them, with its code while it can be used. 兑换券详情与兑换码' })
  @ApiOkResponse({ type: OpenVoucherBody })
  async one(
    @Param() { id }: VoucherPath,
    @Query() { for: whom }: ForQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<OpenVoucherBody>> {
    const { voucher, code } = await this.open({ caller, whom, id });
    const holders = await findHoldersById(this.database.source.manager, [voucher.merchantId]);
    return { ...voucherBody(voucher, holders), code: code === undefined ? null : shownCode(code) };
  }

  @Get(':id/qr.svg')
  @Permit('inclusion.own')
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Its code to scan. 兑换二维码' })
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async svg(
    @Param() { id }: VoucherPath,
    @Query() { for: whom }: ForQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<string> {
    const { code } = await this.open({ caller, whom, id });
    return drawQrSvg(qrPayload(requireCode(code)), { type: 'svg', ...LEVEL });
  }

  @Get(':id/qr.png')
  @Permit('inclusion.own')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Its code to scan, as an image. 兑换二维码图片' })
  @ApiProduces('image/png')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async png(
    @Param() { id }: VoucherPath,
    @Query() { for: whom }: ForQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const { code } = await this.open({ caller, whom, id });
    return new StreamableFile(await drawQrPng(qrPayload(requireCode(code)), LEVEL), { type: 'image/png' });
  }

  @Get(':id/certificate')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'Thanks for a gift. 捐赠感谢证书' })
  @ApiOkResponse({ type: GiftCertificateBody })
  async certificate(
    @Param() { id }: VoucherPath,
    @Query() { for: whom }: ForQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<GiftCertificateBody>> {
    const { voucher } = await this.database.transaction((tx) => this.find(tx, { caller, whom, id }));
    if (voucher.state !== 'given') throw noCertificate();
    const holders = await findHoldersById(this.database.source.manager, [voucher.merchantId]);
    return certificateBody(voucher, holders.get(voucher.merchantId));
  }

  @Post(':id/cancel')
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Give an unused voucher back; the points come back at once. 取消兑换，积分即时退回',
  })
  @ApiCreatedResponse({ type: VoucherBody })
  async cancel(
    @Param() { id }: VoucherPath,
    @Query() { for: whom }: ForQuery,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<VoucherBody>> {
    const request = { caller, operation: 'vouchers.cancel', key, body: { id, for: whom ?? null } };
    const answer = await this.once.run(request, async (tx) => {
      await cancelVoucher(tx, this.desk, { id, caller, for: whom, now: this.clock.now() });
      return this.tell(tx, { caller, whom, id });
    });
    return answer.body;
  }

  private resident(tx: Transaction, caller: Caller, whom: string | undefined): Promise<Resident> {
    return actingFor(tx, this.desk.consents, caller, { for: whom, now: this.clock.now() });
  }

  private async find(tx: Transaction, { caller, whom, id }: Wanted): Promise<Found> {
    const resident = await this.resident(tx, caller, whom);
    const found = await findVoucherOf(tx, resident.id, id);
    if (found === undefined) throw voucherUnknown();
    return { ...found, resident };
  }

  private async tell(tx: Transaction, wanted: Wanted): Promise<Sent<VoucherBody>> {
    const { voucher } = await this.find(tx, wanted);
    return voucherBody(voucher, await findHoldersById(tx.manager, [voucher.merchantId]));
  }

  private open(wanted: Wanted): Promise<{ voucher: Voucher; code: string | undefined }> {
    return this.database.transaction(async (tx) => {
      const found = await this.find(tx, wanted);
      const { personId } = found.resident;
      const code = await codeOf(tx, this.desk, found, { personId, now: this.clock.now() });
      return { voucher: found.voucher, code };
    });
  }
}
