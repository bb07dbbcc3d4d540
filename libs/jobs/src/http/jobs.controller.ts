import { Database } from '@carbon/database';
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
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { jobUnknown, noFile } from '../domain/refusals';
import { JobKinds } from '../job-kind';
import { JobRunner } from '../job-runner';
import { findJob, readFile, readJobs } from '../persistence/job-record';
import { cancelJob } from '../use-cases/cancel-job';
import { checkedRequest, requestJob } from '../use-cases/request-job';
import { JobBody, jobBody, JobKindBody, jobKindBody, JobPath, RequestJobBody } from './job-bodies';

@ApiTags('jobs')
@Controller('v1')
export class JobsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly kinds: JobKinds,
    private readonly runner: JobRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('job-kinds')
  @Permit('jobs.read')
  @ApiOperation({ summary: 'Kinds of long work, and what each takes. 作业类型' })
  @AnswersPageOf(JobKindBody)
  kindsOfJobs(): Page<Sent<JobKindBody>> {
    return { items: this.kinds.open().map(jobKindBody) };
  }

  @Post('jobs')
  @HttpCode(202)
  @Permit('jobs.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Start long work. 发起作业',
    description: 'Answers at once; watch it at /v1/jobs/{id}. 立即返回，可随时查看进度或取消。',
  })
  @ApiAcceptedResponse({ type: JobBody })
  async request(
    @Body() body: RequestJobBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<JobBody>> {
    const request = await checkedRequest(this.kinds, body, caller);
    const answer = await this.once.run({ caller, operation: 'jobs.request', key, body }, async (tx) =>
      jobBody(await requestJob(tx, request, caller, this.clock.now())),
    );
    void this.runner.look().catch(() => undefined);
    return answer.body;
  }

  @Get('jobs')
  @Permit('jobs.read')
  @ApiOperation({ summary: 'Own jobs and those of one’s holder, newest first. 作业列表' })
  @AnswersPageOf(JobBody)
  async list(@Query() query: PageQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<JobBody>>> {
    return pageBody(await readJobs(this.database, pageOf(query, ['number']), caller), jobBody);
  }

  @Get('jobs/:id')
  @Permit('jobs.read')
  @ApiOperation({ summary: 'One job: how far it is, what came of it. 查询作业' })
  @ApiOkResponse({ type: JobBody })
  async get(@Param() { id }: JobPath, @CurrentCaller() caller: Caller): Promise<Sent<JobBody>> {
    const job = await findJob(this.database, id, caller);
    if (job === undefined) throw jobUnknown(id);
    return jobBody(job);
  }

  @Get('jobs/:id/file')
  @Permit('jobs.read')
  @ApiOperation({ summary: 'The file a job made. 下载作业文件' })
  @ApiProduces('application/octet-stream')
  async file(@Param() { id }: JobPath, @CurrentCaller() caller: Caller): Promise<StreamableFile> {
    if ((await findJob(this.database, id, caller)) === undefined) throw jobUnknown(id);
    const file = await readFile(this.database, id);
    if (file === undefined) throw noFile(id);
    return new StreamableFile(file.bytes, {
      type: file.mediaType,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
  }

  @Post('jobs/:id/cancellations')
  @HttpCode(200)
  @Permit('jobs.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Ask a job to stop; what it has done stays. 取消作业' })
  @ApiOkResponse({ type: JobBody })
  async cancel(
    @Param() { id }: JobPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<JobBody>> {
    const answer = await this.once.run({ caller, operation: 'jobs.cancel', key, body: { id } }, async (tx) =>
      jobBody(await cancelJob(tx, id, caller, this.clock.now())),
    );
    return answer.body;
  }
}
