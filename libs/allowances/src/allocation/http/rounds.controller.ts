import { Database, type Transaction } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import { JobKinds, requestJob } from '@carbon/jobs';
import type { Page } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { AllocationDesk } from '../desk';
import { ALLOCATION_DESK } from '../http-desk';
import type { AllocationCalculationRequest } from '../jobs/calculation-job';
import { readRounds, type Round } from '../persistence/rounds';
import { openRound } from '../use-cases/open-round';
import { refreshLines } from '../use-cases/refresh-lines';
import { lockOwnRound, requireStep, roundInReach } from '../use-cases/round-in-reach';
import { setDestination } from '../use-cases/set-destination';
import { cancelRound, publishRound, reviewRound } from '../use-cases/step-round';
import {
  NewRoundBody,
  RoundBody,
  roundBody,
  RoundCancellationBody,
  RoundDestinationBody,
  RoundJobBody,
  RoundPath,
  RoundQuery,
  RoundRefreshBody,
} from './round-bodies';

/** Rounds of allocation: calculated, shown, appealed against, reviewed; approved and issued by tasks. */
@ApiTags('allocations')
@Controller('v1/allocation-rounds')
export class AllocationRoundsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly jobs: JobKinds,
    @Inject(ALLOCATION_DESK) private readonly desk: AllocationDesk,
  ) {}

  @Post()
  @Permit('allocations.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Open a round. 建立分配轮次' })
  @ApiCreatedResponse({ type: RoundBody })
  open(
    @Body() body: NewRoundBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RoundBody>> {
    return this.act(caller, 'open', key, body, (tx) => openRound(tx, this.desk, body, caller));
  }

  @Get()
  @Permit('allocations.read')
  @ApiOperation({ summary: 'Rounds within reach, the latest first. 分配轮次列表' })
  @AnswersPageOf(RoundBody)
  async list(@Query() query: RoundQuery, @CurrentCaller() { reach }: Caller): Promise<Page<Sent<RoundBody>>> {
    return pageBody(await readRounds(this.database, reach, pageOf(query, ['text']), query), roundBody);
  }

  @Get(':number')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'One round. 查询分配轮次' })
  @ApiOkResponse({ type: RoundBody })
  async get(@Param() { number }: RoundPath, @CurrentCaller() { reach }: Caller): Promise<Sent<RoundBody>> {
    return roundBody(await roundInReach(this.database, number, reach));
  }

  @Post(':number/calculations')
  @HttpCode(202)
  @Permit('allocations.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Calculate every line, in a job. 核算',
    description:
      'Before the draft is shown it may be done again: the lines before stay. 公布前可重新核算，旧结果保留',
  })
  @ApiAcceptedResponse({ type: RoundJobBody })
  async calculate(
    @Param() { number }: RoundPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RoundJobBody>> {
    const request = { caller, operation: 'allocation-rounds.calculate', key, body: { number } };
    const answer = await this.once.run(request, async (tx) => {
      requireStep(await lockOwnRound(tx, number, caller), 'calculate');
      const kind = this.jobs.find('allocation-calculation');
      if (kind === undefined) throw new Error('no job calculates allocations');
      const payload = { round: number, actor: caller.id } satisfies Sent<AllocationCalculationRequest>;
      const job = await requestJob(tx, { kind, payload }, caller, this.desk.clock.now());
      return { job: job.id };
    });
    return answer.body;
  }

  @Post(':number/publications')
  @HttpCode(200)
  @Permit('allocations.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Show the draft; enterprises may appeal from now on (ETS-013). 公布预核定结果' })
  @ApiOkResponse({ type: RoundBody })
  publish(
    @Param() { number }: RoundPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RoundBody>> {
    return this.act(caller, 'publish', key, { number }, (tx) => publishRound(tx, this.desk, number, caller));
  }

  @Post(':number/reviews')
  @HttpCode(200)
  @Permit('allocations.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'End the review: no appeal is open any more. 结束复核' })
  @ApiOkResponse({ type: RoundBody })
  review(
    @Param() { number }: RoundPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RoundBody>> {
    return this.act(caller, 'review', key, { number }, (tx) => reviewRound(tx, this.desk, number, caller));
  }

  @Post(':number/cancellations')
  @HttpCode(200)
  @Permit('allocations.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Cancel a round of which nothing was issued. 取消分配轮次' })
  @ApiOkResponse({ type: RoundBody })
  cancel(
    @Param() { number }: RoundPath,
    @Body() { reason }: RoundCancellationBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RoundBody>> {
    const body = { number, reason };
    return this.act(caller, 'cancel', key, body, (tx) => cancelRound(tx, this.desk, body, caller));
  }

  @Post(':number/refreshes')
  @HttpCode(200)
  @Permit('allocations.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Calculate lines again whose verified figures changed. 按变更后的核查结果重新核算',
  })
  @ApiOkResponse({ type: RoundRefreshBody })
  async refresh(
    @Param() { number }: RoundPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RoundRefreshBody>> {
    const request = { caller, operation: 'allocation-rounds.refresh', key, body: { number } };
    const answer = await this.once.run(request, (tx) => refreshLines(tx, this.desk, number, caller));
    return answer.body;
  }

  @Post(':number/destinations')
  @HttpCode(200)
  @Permit('allocations.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Say where an enterprise’s allowances go, with the reason (ALC-010). 指定发放去向',
  })
  @ApiOkResponse({ type: RoundBody })
  destine(
    @Param() { number }: RoundPath,
    @Body() body: RoundDestinationBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RoundBody>> {
    const { holder, destination, reason } = body;
    const asked = { number, holder, destination, reason };
    return this.act(caller, 'destine', key, asked, (tx) => setDestination(tx, this.desk, asked, caller));
  }

  private async act(
    caller: Caller,
    what: string,
    key: string,
    body: object,
    work: (tx: Transaction) => Promise<Round>,
  ): Promise<Sent<RoundBody>> {
    const request = { caller, operation: `allocation-rounds.${what}`, key, body };
    return (await this.once.run(request, async (tx) => roundBody(await work(tx)))).body;
  }
}
