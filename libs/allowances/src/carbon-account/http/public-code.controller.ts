import { Database } from '@carbon/database';
import { CLOCK, PublicRoute, type Sent } from '@carbon/http';
import { findHolder } from '@carbon/identity';
import { type Clock, Refusal } from '@carbon/kernel';
import type { PublicSite } from '@carbon/receipts';
import { Rulebook } from '@carbon/rulebook';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { codeUnknown } from '../domain/refusals';
import { codeOfHolder } from '../use-cases/code-of-holder';
import { codeBySlug } from '../use-cases/show-code';
import { CodeSlugPath, PublicCodeBody, publicCodeBody } from './code-bodies';
import { codePage, unknownCodePage } from './code-page';

/** Where the QR code of a carbon code leads. */
export const linkOfCode = ({ address }: PublicSite, slug: string): string => `${address}/c/${slug}`;

/** Carbon codes that their enterprises show. */
@ApiTags('public')
@Controller()
@PublicRoute()
export class PublicCodeController {
  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('v1/public/carbon-codes/:slug')
  @ApiOperation({ summary: 'A carbon code that its enterprise shows. 公开碳码' })
  @ApiOkResponse({ type: PublicCodeBody })
  get(@Param() { slug }: CodeSlugPath): Promise<Sent<PublicCodeBody>> {
    return this.codeOf(slug);
  }

  @Get('c/:slug')
  @ApiExcludeEndpoint()
  async page(@Param('slug') slug: string, @Res() reply: FastifyReply): Promise<void> {
    const told = await this.told(slug);
    await reply
      .status(told === undefined ? 404 : 200)
      .header('Content-Type', 'text/html; charset=utf-8')
      .header('Cache-Control', 'no-cache')
      .send(told === undefined ? unknownCodePage() : codePage(told));
  }

  private async codeOf(slug: string): Promise<Sent<PublicCodeBody>> {
    const { holderId, market } = await codeBySlug(this.database, slug);
    const holder = await findHolder(this.database.source.manager, holderId);
    const packs = await this.rulebook.packs(this.database);
    const code = await codeOfHolder(this.database, packs, { holderId, market }, this.clock.now());
    if (holder === undefined || code === undefined) throw codeUnknown();
    return publicCodeBody(holder, market, code);
  }

  private async told(slug: string): Promise<Sent<PublicCodeBody> | undefined> {
    try {
      return await this.codeOf(slug);
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return undefined;
      throw error;
    }
  }
}
