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
  PublicRoute,
  type Sent,
} from '@carbon/http';
import { findHoldersById } from '@carbon/identity';
import { type Page, toPage } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EmitterDesk } from '../desk';
import { readPublications } from '../persistence/publications';
import { readEntries } from '../persistence/read-listings';
import { proposedList } from '../use-cases/proposed-list';
import { EMITTER_DESK } from './desk-of';
import {
  EmitterEntryBody,
  emitterEntryBody,
  EmitterListPath,
  EmitterListQuery,
  EmitterPublicationBody,
  ProposedEmitterBody,
  proposedBody,
  publicationBody,
  PublicEmitterBody,
  publicEmitterBody,
} from './list-bodies';

@ApiTags('emitters')
@Controller('v1')
export class EmitterListsController {
  constructor(
    private readonly database: Database,
    @Inject(EMITTER_DESK) private readonly desk: EmitterDesk,
  ) {}

  @Get('emitter-lists/:market/:year')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'Entries of a list with what they rest on, by code. 名录（含依据）' })
  @AnswersPageOf(EmitterEntryBody)
  async entries(
    @Param() { market, year }: EmitterListPath,
    @Query() query: EmitterListQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<EmitterEntryBody>>> {
    const { sector, province } = query;
    const of = { market, year, sector, province, reach };
    return pageBody(await readEntries(this.database, of, pageOf(query, ['text'])), emitterEntryBody);
  }

  @Get('emitter-lists/:market/:year/proposed')
  @Permit('statistics.read')
  @ApiOperation({
    summary: 'Who must enter a list and who may leave it, by verified figures (ETS-004). 建议名录',
  })
  @AnswersPageOf(ProposedEmitterBody)
  async proposed(
    @Param() { market, year }: EmitterListPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ProposedEmitterBody>>> {
    const { limit, after } = pageOf(query, ['id']);
    const { entries, judged } = await proposedList(this.database, this.desk, { market, year, reach });
    const rest = entries.filter(({ holderId }) => holderId > (after?.[0] ?? ''));
    const page = toPage(rest.slice(0, limit + 1), limit, ({ holderId }) => [holderId]);
    const holders = await findHoldersById(
      this.database.source.manager,
      page.items.map(({ holderId }) => holderId),
    );
    const codes = new Map([...holders].map(([id, { code }]) => [id, code]));
    return pageBody(page, proposedBody(codes, judged.pack));
  }

  @Get('public/emitter-lists/:market/:year')
  @PublicRoute()
  @ApiOperation({ summary: 'List of key emitters, by code. 重点排放单位名录' })
  @AnswersPageOf(PublicEmitterBody)
  async publicList(
    @Param() { market, year }: EmitterListPath,
    @Query() query: EmitterListQuery,
  ): Promise<Page<Sent<PublicEmitterBody>>> {
    const { sector, province } = query;
    const of = { market, year, sector, province, reach: EVERYTHING };
    return pageBody(await readEntries(this.database, of, pageOf(query, ['text'])), publicEmitterBody);
  }

  @Get('public/emitter-lists/:market/:year/publications')
  @PublicRoute()
  @ApiOperation({
    summary: 'When a list and its changes were published (CYC-07), newest first. 名录公布记录',
  })
  @AnswersPageOf(EmitterPublicationBody)
  async publications(
    @Param() path: EmitterListPath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<EmitterPublicationBody>>> {
    return pageBody(await readPublications(this.database, path, pageOf(query, ['number'])), publicationBody);
  }
}
