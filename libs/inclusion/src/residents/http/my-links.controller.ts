import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import { requireSignedIn } from '@carbon/identity';
import { chinaTimestamp, type Page } from '@carbon/kernel';
import { Body, Controller, Delete, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CodeGuard } from '../code-guard';
import { shownCode } from '../domain/codes';
import { linkUnknown, partnerUnknown } from '../domain/refusals';
import { readLinks } from '../persistence/links';
import { findLinkPartner } from '../persistence/partners';
import { unlink } from '../use-cases/end-links';
import { codeOfRequest, makeLinkCode } from '../use-cases/make-link-code';
import { ForPageQuery, ForQuery } from './fields';
import {
  LinkCodeBody,
  LinkEndedBody,
  MakeLinkCodeBody,
  PartnerOfLinkPath,
  ResidentLinkBody,
  residentLinkBody,
} from './link-bodies';
import { ResidentDesk } from './resident-desk';

/** Which partners tell of a resident's acts: linked by a code, ended in one tap. */
@ApiTags('residents')
@Controller('v1/me')
export class MyLinksController {
  constructor(
    private readonly desk: ResidentDesk,
    private readonly guard: CodeGuard,
  ) {}

  /** The code itself stands in no answer that is kept: a repeat works it out again. */
  @Post('link-codes')
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Consent to a partner’s records and get a code for it. 同意并获取绑定码',
    description:
      'Consents to the purpose carbon-inclusion for this partner, to the text that was shown, and gives a code to type there. ' +
      '同意从该合作方取得低碳行为记录，并获取绑定码。',
  })
  @ApiCreatedResponse({ type: LinkCodeBody })
  async makeCode(
    @Query() { for: number }: ForQuery,
    @Body() { partner, textVersion, separate = false }: MakeLinkCodeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<LinkCodeBody>> {
    const { personId: givenBy } = requireSignedIn(caller);
    const { desk } = this;
    const about = `${number ?? ''} ${partner}`;
    const code = codeOfRequest(desk.vault, 'link', { caller: caller.id, key, about });
    const body = { for: number, partner, textVersion, separate };
    const { linkCodeMs } = await this.guard.rules();
    const answer = await desk.once.run({ caller, operation: 'me.link-codes', key, body }, async (tx) => {
      const now = desk.clock.now();
      const expiresAt = new Date(now.getTime() + linkCodeMs);
      const resident = await desk.deciding(tx, caller, number);
      const wish = { partner, textVersion, separate, code };
      await makeLinkCode(tx, desk, { resident, givenBy, wish }, { now, expiresAt });
      return { partner, expiresAt: chinaTimestamp(expiresAt) };
    });
    return { ...answer.body, code: shownCode(code) };
  }

  @Get('links')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'The partners that tell of your acts. 我的绑定' })
  @AnswersPageOf(ResidentLinkBody)
  async list(
    @Query() query: ForPageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<ResidentLinkBody>>> {
    const page = pageOf(query, ['text']);
    return this.desk.database.transaction(async (tx) => {
      const { id } = await this.desk.deciding(tx, caller, query.for);
      return pageBody(await readLinks(tx, id, page), residentLinkBody);
    });
  }

  /** Takes no idempotency key, to be as easy as it can be. */
  @Delete('links/:partner')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'End a link at once, and codes for it. 解除绑定' })
  @ApiOkResponse({ type: LinkEndedBody })
  async end(
    @Param() { partner: code }: PartnerOfLinkPath,
    @Query() { for: number }: ForQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<LinkEndedBody>> {
    const { desk } = this;
    return desk.database.transaction(async (tx) => {
      const resident = await desk.deciding(tx, caller, number);
      const partner = await findLinkPartner(tx, code);
      if (partner === undefined) throw partnerUnknown(code);
      const order = { which: { partnerId: partner.id }, why: 'resident' };
      const ended = await unlink(tx, resident, order, desk.clock.now());
      if (ended.length === 0) throw linkUnknown();
      return { partner: code, state: 'ended' as const };
    });
  }
}
