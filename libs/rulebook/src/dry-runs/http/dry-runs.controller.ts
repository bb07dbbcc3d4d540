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
  Permit,
  type Sent,
} from '@carbon/http';
import { JobKinds, JobRunner } from '@carbon/jobs';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dryRunUnknown, packUnknown } from '../../domain/refusals';
import { RulePackPath } from '../../http/rule-pack-bodies';
import { Rulebook } from '../../rulebook';
import { DryRuns } from '../dry-runs';
import { findDryRun, readDryRuns } from '../persistence/dry-run-records';
import { requestDryRun } from '../use-cases/request-dry-run';
import {
  dryRunBody,
  RulePackDryRunBody,
  RulePackDryRunPath,
  RulePackDryRunQuery,
  RulePackDryRunRequest,
} from './dry-run-bodies';

/** What a new version would change, on the real records: for those who see all of them. */
@ApiTags('rule-packs')
@Controller('v1/rule-packs')
export class DryRunsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly rulebook: Rulebook,
    private readonly dryRuns: DryRuns,
    private readonly kinds: JobKinds,
    private readonly runner: JobRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post(':id/dry-runs')
  @HttpCode(202)
  @Permit('rule-packs.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Try a version on the records of the platform. 试算',
    description:
      'Answers at once; the job tells how far it is. Nothing is booked. A version whose family has trials can be ' +
      'approved only after they ran on its very content. 立即返回；试算不改变任何记录，完成后方可复核。',
  })
  @ApiAcceptedResponse({ type: RulePackDryRunBody })
  async request(
    @Param() { id }: RulePackPath,
    @Body() body: RulePackDryRunRequest,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RulePackDryRunBody>> {
    const { format = 'xlsx', language } = body;
    const asked = { format, ...(language === undefined ? {} : { language }) };
    const { rulebook, dryRuns, kinds } = this;
    if (rulebook.families.find(id) === undefined) throw packUnknown(id);
    const request = { caller, operation: 'rule-packs.dry-run', key, body: { id, pack: body.pack, ...asked } };
    const answer = await this.once.run(request, async (tx) => {
      const what = { family: id, file: body.pack, export: asked };
      const run = await requestDryRun(tx, { rulebook, dryRuns, kinds }, what, caller, this.clock.now());
      const found = await findDryRun(tx, run);
      if (found === undefined) throw dryRunUnknown(run);
      return dryRunBody(found);
    });
    void this.runner.look().catch(() => undefined);
    return answer.body;
  }

  @Get(':id/dry-runs')
  @Permit('rules.read')
  @ApiOperation({ summary: 'Dry runs of a rule pack, the latest first. 试算列表' })
  @AnswersPageOf(RulePackDryRunBody)
  async list(
    @Param() { id }: RulePackPath,
    @Query() query: RulePackDryRunQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<RulePackDryRunBody>>> {
    const page = pageOf(query, ['number']);
    if (this.rulebook.families.find(id) === undefined) throw packUnknown(id);
    if (reach !== 'everything') return { items: [] };
    return pageBody(await readDryRuns(this.database, { family: id, hash: query.hash }, page), dryRunBody);
  }

  /** Its lines are other people's records: whoever does not see everything finds none. */
  @Get('dry-runs/:id')
  @Permit('rules.read')
  @ApiOperation({ summary: 'One dry run: what would come out otherwise. 试算结果' })
  @ApiOkResponse({ type: RulePackDryRunBody })
  async get(
    @Param() { id }: RulePackDryRunPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<RulePackDryRunBody>> {
    const run = reach === 'everything' ? await findDryRun(this.database, id) : undefined;
    if (run === undefined) throw dryRunUnknown(id);
    return dryRunBody(run);
  }
}
