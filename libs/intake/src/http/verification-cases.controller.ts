import { Database } from '@carbon/database';
import { Contents, documentFile, openDocumentOf } from '@carbon/documents';
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
import { chinaTimestamp, type Clock, type Page } from '@carbon/kernel';
import { Body, Controller, Get, Header, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CaseAct } from '../domain/verification/case-entry';
import { draftReport } from '../domain/verification/draft-report';
import { readCases } from '../persistence/cases';
import { drawSample } from '../use-cases/draw-sample';
import { requireProvided } from '../use-cases/require-provided';
import { enterAct, openCase, viewCase } from '../use-cases/verification-case';
import {
  AnswerFindingBody,
  CaseBody,
  caseBody,
  CaseDocumentPath,
  CaseFindingPath,
  CasePath,
  CasesQuery,
  CaseViewBody,
  ConcludeBody,
  DecideFindingBody,
  DraftReportBody,
  DrawSampleBody,
  EnteredBody,
  FacilityBody,
  NewCaseBody,
  ProvideDocumentBody,
  RaiseFindingBody,
  ReviewDocumentBody,
  SampleBody,
  SiteVisitBody,
} from './verification-bodies';

/** The verifier's workspace. What the owner does asks for intake.write, what the verifier does for verification.write. */
@ApiTags('verification')
@Controller('v1/verification-cases')
export class VerificationCasesController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly contents: Contents,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permit('intake.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Ask a body for validation or verification. 委托审定或核查' })
  @ApiCreatedResponse({ type: CaseBody })
  async open(
    @Body() body: NewCaseBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<CaseBody>> {
    const request = { caller, operation: 'verification-cases.open', key, body };
    const answer = await this.once.run(request, async (tx) =>
      caseBody(await openCase(tx, body, caller, this.clock.now())),
    );
    return answer.body;
  }

  @Get()
  @Permit('verification.read')
  @ApiOperation({ summary: 'Cases of either side, the newest first. 核查案列表' })
  @AnswersPageOf(CaseBody)
  async list(@Query() query: CasesQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<CaseBody>>> {
    return pageBody(await readCases(this.database, pageOf(query, ['id']), caller, query.project), caseBody);
  }

  @Get(':id')
  @Permit('verification.read')
  @ApiOperation({ summary: 'A case and what it has come to. 核查案' })
  @ApiOkResponse({ type: CaseViewBody })
  async view(@Param() { id }: CasePath, @CurrentCaller() caller: Caller): Promise<Sent<CaseViewBody>> {
    const { verification, state } = await this.database.transaction((tx) => viewCase(tx, id, caller));
    return { ...caseBody(verification), state };
  }

  @Get(':id/draft-report')
  @Permit('verification.read')
  @ApiOperation({ summary: 'A draft of the report, from all that happened. 报告草稿' })
  @ApiOkResponse({ type: DraftReportBody })
  async draft(@Param() { id }: CasePath, @CurrentCaller() caller: Caller): Promise<Sent<DraftReportBody>> {
    return this.database.transaction(async (tx) => {
      const { verification, state } = await viewCase(tx, id, caller);
      const { ownerId, verifierId } = verification;
      const holders = await findHoldersById(tx.manager, [ownerId, verifierId]);
      const nameOf = (holder: string) => holders.get(holder)?.nameZh ?? holder;
      const head = {
        ...verification,
        ...{ owner: nameOf(ownerId), verifier: nameOf(verifierId) },
        drawnUpAt: chinaTimestamp(this.clock.now()),
      };
      return { id, markdown: draftReport(head, state), state };
    });
  }

  @Get(':id/documents/:sha256')
  @Permit('verification.read')
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Cache-Control', 'private, no-store')
  @ApiOperation({ summary: 'A document that was provided in the case. 下载案内资料' })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  async document(
    @Param() { id, sha256 }: CaseDocumentPath,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return documentFile(
      await this.database.transaction(async (tx) => {
        const { verification, state } = await viewCase(tx, id, caller);
        requireProvided(state, sha256);
        return openDocumentOf(tx, this.contents, sha256, verification.ownerId, this.clock.now());
      }),
    );
  }

  @Post(':id/documents')
  @Permit('intake.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Provide a document (owner). 提交资料' })
  @ApiCreatedResponse({ type: EnteredBody })
  provide(
    @Param() { id }: CasePath,
    @Body() { documentKind, sha256 }: ProvideDocumentBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EnteredBody>> {
    return this.enter(id, { kind: 'document-provided', documentKind, sha256 }, caller, key);
  }

  @Post(':id/document-reviews')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Say what a document is worth (verifier). 审阅资料' })
  @ApiCreatedResponse({ type: EnteredBody })
  review(
    @Param() { id }: CasePath,
    @Body() { sha256, review, note }: ReviewDocumentBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EnteredBody>> {
    return this.enter(id, { kind: 'document-reviewed', sha256, review, note }, caller, key);
  }

  @Post(':id/facilities')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Name a key facility (verifier). 列出关键设施' })
  @ApiCreatedResponse({ type: EnteredBody })
  facility(
    @Param() { id }: CasePath,
    @Body() { facility, place }: FacilityBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EnteredBody>> {
    return this.enter(id, { kind: 'facility-named', facility, place }, caller, key);
  }

  @Post(':id/site-visits')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Record a site visit (verifier). 记录现场走访' })
  @ApiCreatedResponse({ type: EnteredBody })
  visit(
    @Param() { id }: CasePath,
    @Body() { facility, place, visitedOn, visitor, met, photos, note }: SiteVisitBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EnteredBody>> {
    const act = { kind: 'site-visited', facility, place, visitedOn, visitor, met, photos, note } as const;
    return this.enter(id, act, caller, key);
  }

  @Post(':id/findings')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Raise a finding (verifier). 提出发现项' })
  @ApiCreatedResponse({ type: EnteredBody })
  raise(
    @Param() { id }: CasePath,
    @Body() { severity, text }: RaiseFindingBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EnteredBody>> {
    return this.enter(id, { kind: 'finding-raised', severity, text }, caller, key);
  }

  @Post(':id/findings/:finding/answers')
  @Permit('intake.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Answer a finding (owner). 答复发现项' })
  @ApiCreatedResponse({ type: EnteredBody })
  answer(
    @Param() { id, finding }: CaseFindingPath,
    @Body() { text, documents }: AnswerFindingBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EnteredBody>> {
    const act = { kind: 'finding-answered', finding: Number(finding), text, documents } as const;
    return this.enter(id, act, caller, key);
  }

  @Post(':id/findings/:finding/decisions')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Close a finding, or keep it (verifier). 关闭或保留发现项' })
  @ApiCreatedResponse({ type: EnteredBody })
  decide(
    @Param() { id, finding }: CaseFindingPath,
    @Body() { decision, text }: DecideFindingBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EnteredBody>> {
    const act = { kind: 'finding-decided', finding: Number(finding), decision, text } as const;
    return this.enter(id, act, caller, key);
  }

  @Post(':id/samples')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Draw readings of a meter and month (verifier). 抽样' })
  @ApiCreatedResponse({ type: SampleBody })
  async sample(
    @Param() { id }: CasePath,
    @Body() body: DrawSampleBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<SampleBody>> {
    const request = { caller, operation: 'verification-cases.sample', key, body: { id, body } };
    const answer = await this.once.run(request, (tx) => drawSample(tx, id, body, caller, this.clock.now()));
    return answer.body;
  }

  @Post(':id/conclusion')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Conclude the case (verifier). 出具结论' })
  @ApiCreatedResponse({ type: EnteredBody })
  conclude(
    @Param() { id }: CasePath,
    @Body() { opinion, text }: ConcludeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EnteredBody>> {
    return this.enter(id, { kind: 'concluded', opinion, text }, caller, key);
  }

  private async enter(id: string, act: CaseAct, caller: Caller, key: string): Promise<Sent<EnteredBody>> {
    const request = { caller, operation: `verification-cases.${act.kind}`, key, body: { id, act } };
    const answer = await this.once.run(request, (tx) => enterAct(tx, id, act, caller, this.clock.now()));
    return answer.body;
  }
}
