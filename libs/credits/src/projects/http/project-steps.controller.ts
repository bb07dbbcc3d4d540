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
  StatementBody,
} from '../../life-cycle/http/bodies';
import { holderCodes } from '../../persistence/holder-codes';
import type { Project } from '../persistence/project';
import { applyWithProject } from '../use-cases/apply-project';
import { commentOnProject } from '../use-cases/comment-on-project';
import { discloseProject, publishProject } from '../use-cases/publish-project';
import { returnProject, takeUpProject, withdrawProject } from '../use-cases/review-project';
import { validateProject } from '../use-cases/validate-project';
import { DisclosureBody, ProjectBody, projectBody } from './project-bodies';
import { ProjectPath } from './project-queries';

/** The steps of a project that one person takes; what needs four eyes is a task (CCR-003). */
@ApiTags('projects')
@Controller('v1/projects/:number')
export class ProjectStepsController {
  constructor(
    private readonly once: Once,
    @Inject(CREDIT_DESK) private readonly desk: CreditDesk,
  ) {}

  @Post('disclosure')
  @HttpCode(200)
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Publish the key facts of a project (PHI-005). 信息公开' })
  @ApiOkResponse({ type: ProjectBody })
  disclose(
    @Param() { number }: ProjectPath,
    @Body() { text }: DisclosureBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ProjectBody>> {
    return this.step('disclose', { number, text }, caller, key, (tx) =>
      discloseProject(tx, this.desk, { number, text }, caller),
    );
  }

  @Post('publication')
  @HttpCode(200)
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Open a project for public comment (CCR-003). 设计文件公示' })
  @ApiOkResponse({ type: ProjectBody })
  publish(
    @Param() { number }: ProjectPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ProjectBody>> {
    return this.step('publish', { number }, caller, key, (tx) =>
      publishProject(tx, this.desk, number, caller),
    );
  }

  @Post('comments')
  @Permit('self')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Comment on a project while it is public. 公示期提出意见' })
  @ApiCreatedResponse({ type: PublicCommentBody })
  async comment(
    @Param() { number }: ProjectPath,
    @Body() { text }: NewCommentBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PublicCommentBody>> {
    const request = { caller, operation: 'projects.comment', key, body: { number, text } };
    const answer = await this.once.run(request, async (tx) =>
      publicCommentBody(await commentOnProject(tx, this.desk, { number, text }, caller)),
    );
    return answer.body;
  }

  @Post('validation')
  @HttpCode(200)
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'State what the validation found (CCR-003). 提交审定意见' })
  @ApiOkResponse({ type: ProjectBody })
  validate(
    @Param() { number }: ProjectPath,
    @Body() body: StatementBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ProjectBody>> {
    const { document: documentHash, ...stated } = body;
    return this.step('validate', { number, body }, caller, key, (tx) =>
      validateProject(tx, this.desk, { number, documentHash, ...stated }, caller),
    );
  }

  @Post('application')
  @HttpCode(200)
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Apply for the registration of a project (CCR-003). 申请项目登记' })
  @ApiOkResponse({ type: ProjectBody })
  apply(
    @Param() { number }: ProjectPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ProjectBody>> {
    return this.step('apply', { number }, caller, key, (tx) =>
      applyWithProject(tx, this.desk, number, caller),
    );
  }

  @Post('review')
  @HttpCode(200)
  @Permit('credit-acts.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Take an application up for review. 受理项目登记申请' })
  @ApiOkResponse({ type: ProjectBody })
  takeUp(
    @Param() { number }: ProjectPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ProjectBody>> {
    return this.step('take-up', { number }, caller, key, (tx) =>
      takeUpProject(tx, this.desk, number, caller),
    );
  }

  @Post('return')
  @HttpCode(200)
  @Permit('credit-acts.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Give an application back to be completed. 退回补正' })
  @ApiOkResponse({ type: ProjectBody })
  giveBack(
    @Param() { number }: ProjectPath,
    @Body() { reason }: ReasonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ProjectBody>> {
    return this.step('return', { number, reason }, caller, key, (tx) =>
      returnProject(tx, this.desk, { number, reason }, caller),
    );
  }

  @Post('withdrawal')
  @HttpCode(200)
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Give a project up before it is decided. 撤回项目' })
  @ApiOkResponse({ type: ProjectBody })
  withdraw(
    @Param() { number }: ProjectPath,
    @Body() { reason }: ReasonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ProjectBody>> {
    return this.step('withdraw', { number, reason }, caller, key, (tx) =>
      withdrawProject(tx, this.desk, { number, reason }, caller),
    );
  }

  private async step(
    act: string,
    body: object,
    caller: Caller,
    key: string,
    work: (tx: Transaction) => Promise<Project>,
  ): Promise<Sent<ProjectBody>> {
    const request = { caller, operation: `projects.${act}`, key, body };
    const answer = await this.once.run(request, async (tx) => {
      const project = await work(tx);
      const codes = await holderCodes(tx, [project.holderId, project.validatorId]);
      return projectBody(project, codes, chinaDate(this.desk.clock.now()));
    });
    return answer.body;
  }
}
