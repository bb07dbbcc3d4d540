import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  reaches,
  type Sent,
} from '@carbon/http';
import { chinaTimestamp, type Page } from '@carbon/kernel';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CodeGuard } from '../code-guard';
import { normalCode } from '../domain/codes';
import { parsePartnerReference } from '../domain/partner-reference';
import { partnerUnknown } from '../domain/refusals';
import { readPartnerLinks } from '../persistence/links';
import { findLinkPartner, type LinkPartner } from '../persistence/partners';
import { unlinkReference } from '../use-cases/end-links';
import { hashOfCode } from '../use-cases/make-link-code';
import { redeemLinkCode } from '../use-cases/redeem-link-code';
import {
  LinkEndedBody,
  PartnerCodePath,
  PartnerLinkBody,
  partnerLinkBody,
  PartnerLinkMadeBody,
  PartnerReferencePath,
  RedeemLinkCodeBody,
} from './link-bodies';
import { ResidentDesk } from './resident-desk';

/** Which of its users a partner may tell of. It learns nothing of who they are here. */
@ApiTags('partners')
@Controller('v1/partners/:code/links')
export class PartnerLinksController {
  constructor(
    private readonly desk: ResidentDesk,
    private readonly guard: CodeGuard,
  ) {}

  @Post()
  @Permit('acts.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Link a user of yours by the code the resident shows. 绑定用户' })
  @ApiCreatedResponse({ type: PartnerLinkMadeBody })
  async redeem(
    @Param() { code: partnerCode }: PartnerCodePath,
    @Body() { code, reference: told }: RedeemLinkCodeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PartnerLinkMadeBody>> {
    const { desk } = this;
    const partner = await this.own(caller, partnerCode);
    const reference = parsePartnerReference(told, 'reference');
    const hash = hashOfCode(desk.vault, normalCode(code));
    const operation = 'partners.links.make';
    const request = { caller, operation, key, body: desk.blinded({ partner: partnerCode, code, reference }) };
    return this.guard.admit({ kind: 'partner', id: BigInt(partner.id) }, async () => {
      const answer = await desk.once.run(request, async (tx) => {
        const now = desk.clock.now();
        const { textVersion } = await redeemLinkCode(tx, desk.consents, { partner, hash, reference }, now);
        const linkedAt = chinaTimestamp(now);
        return { partner: partner.code, state: 'linked' as const, textVersion, linkedAt };
      });
      return answer.body;
    });
  }

  @Get()
  @Permit('acts.read')
  @ApiOperation({
    summary: 'Your users that are or were linked: stop telling of those that ended. 绑定状态',
  })
  @AnswersPageOf(PartnerLinkBody)
  async list(
    @Param() { code }: PartnerCodePath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<PartnerLinkBody>>> {
    const partner = await this.own(caller, code);
    const page = await readPartnerLinks(this.desk.database, partner.id, pageOf(query, ['text']));
    return pageBody(page, partnerLinkBody);
  }

  /** Takes no idempotency key: a link ends once. */
  @Delete(':reference')
  @Permit('acts.write')
  @ApiOperation({ summary: 'End the link of a user who is gone. 解除用户绑定' })
  @ApiOkResponse({ type: LinkEndedBody })
  async end(
    @Param() { code, reference }: PartnerReferencePath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<LinkEndedBody>> {
    const partner = await this.own(caller, code);
    await this.desk.database.transaction((tx) =>
      unlinkReference(tx, partner, reference, this.desk.clock.now()),
    );
    return { partner: code, state: 'ended' };
  }

  /** @throws Refusal PARTNER_UNKNOWN for those of others, too */
  private async own(caller: Caller, code: string): Promise<LinkPartner> {
    const partner = await findLinkPartner(this.desk.database, code);
    if (partner === undefined || !reaches(caller.reach, partner.holderId)) {
      throw partnerUnknown(code);
    }
    return partner;
  }
}
