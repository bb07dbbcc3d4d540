import { Database } from '@carbon/database';
import {
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  Permit,
  type Sent,
} from '@carbon/http';
import { type Holder, holderInReach } from '@carbon/identity';
import type { Clock } from '@carbon/kernel';
import { PublicSite } from '@carbon/receipts';
import { Rulebook } from '@carbon/rulebook';
import { Body, Controller, Get, Header, Inject, Param, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { toString as drawQr } from 'qrcode';
import { codeUnknown } from '../domain/refusals';
import { codeOfHolder } from '../use-cases/code-of-holder';
import { findShownCode, showCode } from '../use-cases/show-code';
import { CarbonCodeBody, carbonCodeBody, CarbonCodePath, CodeMarketQuery, ShowCodeBody } from './code-bodies';
import { linkOfCode } from './public-code.controller';

const HOME_MARKET = 'CN';

/** An enterprise's carbon code (S06), and whether everybody may see it. */
@ApiTags('carbon accounts')
@Controller('v1/carbon-codes/:holder')
export class CarbonCodesController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly rulebook: Rulebook,
    private readonly site: PublicSite,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('carbon-account.read')
  @ApiOperation({ summary: 'The grade of its latest verified year against the mean of its sector. 企业碳码' })
  @ApiOkResponse({ type: CarbonCodeBody })
  async get(
    @Param() { holder }: CarbonCodePath,
    @Query() { market = HOME_MARKET }: CodeMarketQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<CarbonCodeBody>> {
    return this.tell(await holderInReach(this.database.source.manager, holder, reach), market);
  }

  @Put('publication')
  @Permit('carbon-account.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Show the code to everybody, or no longer. 公开或停止公开碳码' })
  @ApiOkResponse({ type: CarbonCodeBody })
  async publish(
    @Param() { holder: name }: CarbonCodePath,
    @Body() body: ShowCodeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<CarbonCodeBody>> {
    const { market = HOME_MARKET, shown } = body;
    const request = { caller, operation: 'carbon-codes.publish', key, body: { name, body } };
    const holder = await holderInReach(this.database.source.manager, name, caller.reach);
    await this.once.run(request, (tx) =>
      showCode(tx, { holderId: holder.id, market, shown }, caller.id, this.clock.now()),
    );
    return this.tell(holder, market);
  }

  @Get('qr.svg')
  @Permit('carbon-account.read')
  @Header('Content-Type', 'image/svg+xml')
  @ApiOperation({ summary: 'The QR code that leads to the public page. 碳码二维码' })
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async qr(
    @Param() { holder: name }: CarbonCodePath,
    @Query() { market = HOME_MARKET }: CodeMarketQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<string> {
    const holder = await holderInReach(this.database.source.manager, name, reach);
    const shown = await findShownCode(this.database, { holderId: holder.id, market });
    if (shown === undefined) throw codeUnknown();
    return drawQr(linkOfCode(this.site, shown.slug), { type: 'svg', errorCorrectionLevel: 'M' });
  }

  private async tell(holder: Holder, market: string): Promise<Sent<CarbonCodeBody>> {
    const of = { holderId: holder.id, market };
    const packs = await this.rulebook.packs(this.database);
    const code = await codeOfHolder(this.database, packs, of, this.clock.now());
    if (code === undefined) throw codeUnknown();
    const shown = await findShownCode(this.database, of);
    return carbonCodeBody(holder, market, code, shown, (slug) => linkOfCode(this.site, slug));
  }
}
