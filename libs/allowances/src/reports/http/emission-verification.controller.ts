import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ReportDesk } from '../desk';
import { readFindings } from '../persistence/findings';
import { readConclusions } from '../persistence/verification';
import { concludeVerification } from '../use-cases/conclude-verification';
import { answerFinding, decideFinding, raiseFinding } from '../use-cases/findings';
import { reportInReach } from '../use-cases/report-in-reach';
import { REPORT_DESK } from './desk-of';
import { partFigures } from './fields';
import { EmissionReportPath } from './report-bodies';
import {
  AnswerEmissionFindingBody,
  ConcludeEmissionBody,
  DecideEmissionFindingBody,
  EmissionConclusionBody,
  emissionConclusionBody,
  EmissionFindingBody,
  emissionFindingBody,
  EmissionFindingPath,
  RaiseEmissionFindingBody,
} from './verification-bodies';

/** Verification of a report: what the verifier finds and comes to, and what the enterprise answers. */
@ApiTags('emission-verification')
@Controller('v1/emission-reports/:report')
export class EmissionVerificationController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(REPORT_DESK) private readonly desk: ReportDesk,
  ) {}

  @Get('findings')
  @Permit('emission-reports.read')
  @ApiOperation({ summary: 'Findings with what was said of them. 核查发现项' })
  @AnswersPageOf(EmissionFindingBody)
  async findings(
    @Param() { report: name }: EmissionReportPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<EmissionFindingBody>>> {
    const { id } = await reportInReach(this.database, name, reach);
    return { items: (await readFindings(this.database, id)).map(emissionFindingBody) };
  }

  @Post('findings')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Raise a finding (verifier). 提出发现项' })
  @ApiCreatedResponse({ type: EmissionFindingBody })
  async raise(
    @Param() { report }: EmissionReportPath,
    @Body() body: RaiseEmissionFindingBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmissionFindingBody>> {
    const request = { caller, operation: 'emission-findings.raise', key, body: { report, body } };
    const answer = await this.once.run(request, async (tx) =>
      emissionFindingBody(await raiseFinding(tx, report, body, caller, this.desk.clock.now())),
    );
    return answer.body;
  }

  @Post('findings/:finding/answers')
  @Permit('emission-reports.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Answer a finding (enterprise). 答复发现项' })
  @ApiCreatedResponse({ type: EmissionFindingBody })
  async answer(
    @Param() { report, finding }: EmissionFindingPath,
    @Body() body: AnswerEmissionFindingBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmissionFindingBody>> {
    const request = { caller, operation: 'emission-findings.answer', key, body: { report, finding, body } };
    const answer = await this.once.run(request, async (tx) =>
      emissionFindingBody(await answerFinding(tx, report, finding, body, caller, this.desk.clock.now())),
    );
    return answer.body;
  }

  @Post('findings/:finding/decisions')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Close a finding, or keep it (verifier). 关闭或保留发现项' })
  @ApiCreatedResponse({ type: EmissionFindingBody })
  async decide(
    @Param() { report, finding }: EmissionFindingPath,
    @Body() body: DecideEmissionFindingBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmissionFindingBody>> {
    const request = { caller, operation: 'emission-findings.decide', key, body: { report, finding, body } };
    const { decision: act, text } = body;
    const answer = await this.once.run(request, async (tx) =>
      emissionFindingBody(
        await decideFinding(tx, report, finding, { act, text }, caller, this.desk.clock.now()),
      ),
    );
    return answer.body;
  }

  @Get('conclusions')
  @Permit('emission-reports.read')
  @ApiOperation({ summary: 'What verifiers came to, with differences shown. 核查结论' })
  @AnswersPageOf(EmissionConclusionBody)
  async conclusions(
    @Param() { report: name }: EmissionReportPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<EmissionConclusionBody>>> {
    const { id } = await reportInReach(this.database, name, reach);
    return { items: (await readConclusions(this.database, id)).map(emissionConclusionBody) };
  }

  @Post('conclusions')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Conclude on the version submitted last (verifier, CYC-02). 出具核查结论' })
  @ApiCreatedResponse({ type: EmissionConclusionBody })
  async conclude(
    @Param() { report }: EmissionReportPath,
    @Body() body: ConcludeEmissionBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmissionConclusionBody>> {
    const request = { caller, operation: 'emission-verification.conclude', key, body: { report, body } };
    const answer = await this.once.run(request, async (tx) => {
      const { opinion, text, deskCase, document } = body;
      const wish = { opinion, text, deskCase, document, parts: partFigures(body.parts) };
      return emissionConclusionBody(await concludeVerification(tx, this.desk, report, wish, caller));
    });
    return answer.body;
  }
}
