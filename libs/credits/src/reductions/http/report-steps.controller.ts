import type { Transaction } from '@carbon/database';
import {
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  Permit,
  type Sent,
} from '@carbon/http';
import { chinaDate } from '@carbon/kernel';
import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CreditDesk } from '../../desk';
import { CREDIT_DESK } from '../../http-desk';
import {
  NewCommentBody,
  PublicCommentBody,
  publicCommentBody,
  ReasonBody,
} from '../../life-cycle/http/bodies';
import { holderCodes } from '../../persistence/holder-codes';
import type { Report } from '../persistence/report';
import { applyWithReport } from '../use-cases/apply-report';
import { commentOnReport } from '../use-cases/comment-on-report';
import { returnReport, takeUpReport, withdrawReport } from '../use-cases/review-report';
import { verifyReport } from '../use-cases/verify-report';
import { ReportApplicationBody, VerificationBody, verifiedOf } from './new-report-body';
import { ReportBody, reportBody, ReportPath } from './report-bodies';

/** The steps of a report that one person takes; what needs four eyes is a task (CCR-004). */
@ApiTags('reductions')
@Controller('v1/reduction-reports/:number')
export class ReportStepsController {
  constructor(
    private readonly once: Once,
    @Inject(CREDIT_DESK) private readonly desk: CreditDesk,
  ) {}

  @Post('comments')
  @Permit('self')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Comment on a report while it is public. 公示期提出意见' })
  @ApiCreatedResponse({ type: PublicCommentBody })
  async comment(
    @Param() { number }: ReportPath,
    @Body() { text }: NewCommentBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PublicCommentBody>> {
    const request = { caller, operation: 'reduction-reports.comment', key, body: { number, text } };
    const answer = await this.once.run(request, async (tx) =>
      publicCommentBody(await commentOnReport(tx, this.desk, { number, text }, caller)),
    );
    return answer.body;
  }

  @Post('verification')
  @HttpCode(200)
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'State what the verification found (CCR-004). 提交核查意见' })
  @ApiOkResponse({ type: ReportBody })
  verify(
    @Param() { number }: ReportPath,
    @Body() body: VerificationBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ReportBody>> {
    const { opinion, document: documentHash, checks, fullTimeStaff, experiencedStaff } = body;
    const stated = { opinion, documentHash, checks, fullTimeStaff, experiencedStaff };
    return this.step('verify', { number, body }, caller, key, (tx) =>
      verifyReport(tx, this.desk, { number, ...stated, verifiedT: verifiedOf(body) }, caller),
    );
  }

  @Post('application')
  @HttpCode(200)
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Apply for the registration of reductions (CCR-004). 申请减排量登记' })
  @ApiOkResponse({ type: ReportBody })
  apply(
    @Param() { number }: ReportPath,
    @Body() { quantity }: ReportApplicationBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ReportBody>> {
    return this.step('apply', { number, quantity }, caller, key, (tx) =>
      applyWithReport(tx, this.desk, { number, quantity: BigInt(quantity) }, caller),
    );
  }

  @Post('review')
  @HttpCode(200)
  @Permit('credit-acts.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Take an application up for review. 受理减排量登记申请' })
  @ApiOkResponse({ type: ReportBody })
  takeUp(
    @Param() { number }: ReportPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ReportBody>> {
    return this.step('take-up', { number }, caller, key, (tx) => takeUpReport(tx, this.desk, number, caller));
  }

  @Post('return')
  @HttpCode(200)
  @Permit('credit-acts.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Give an application back to be completed. 退回补正' })
  @ApiOkResponse({ type: ReportBody })
  giveBack(
    @Param() { number }: ReportPath,
    @Body() { reason }: ReasonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ReportBody>> {
    return this.step('return', { number, reason }, caller, key, (tx) =>
      returnReport(tx, this.desk, { number, reason }, caller),
    );
  }

  @Post('withdrawal')
  @HttpCode(200)
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Give a report up before it is decided. 撤回报告' })
  @ApiOkResponse({ type: ReportBody })
  withdraw(
    @Param() { number }: ReportPath,
    @Body() { reason }: ReasonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ReportBody>> {
    return this.step('withdraw', { number, reason }, caller, key, (tx) =>
      withdrawReport(tx, this.desk, { number, reason }, caller),
    );
  }

  private async step(
    act: string,
    body: object,
    caller: Caller,
    key: string,
    work: (tx: Transaction) => Promise<Report>,
  ): Promise<Sent<ReportBody>> {
    const request = { caller, operation: `reduction-reports.${act}`, key, body };
    const answer = await this.once.run(request, async (tx) => {
      const report = await work(tx);
      const codes = await holderCodes(tx, [report.holderId, report.verifierId]);
      return reportBody(report, codes, chinaDate(this.desk.clock.now()));
    });
    return answer.body;
  }
}
