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
  PublicRoute,
  type Sent,
} from '@carbon/http';
import { chinaDate, type Clock, type Page } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { programmeRules } from '../../domain/index';
import { INCLUSION_PARTS, type InclusionParts } from '../../parts';
import { ProgrammeCodePath } from '../../programmes/http/fields';
import { getProgramme } from '../../programmes/programme';
import { operatedProgramme } from '../../programmes/use-cases/operated-programme';
import { findChallenge, readPublicChallenges } from '../persistence/challenges';
import { openChallenge } from '../use-cases/open-challenge';
import { endChallenge } from '../use-cases/take-part';
import { OpenedChallengeBody, PublicChallengeBody, publicChallengeBody } from './challenge-bodies';
import { ChallengePath, OpenProgrammeChallengeBody, ProgrammeChallengePath } from './challenge-requests';

@ApiTags('inclusion')
@Controller('v1')
export class ProgrammeChallengesController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  @Get('public/programmes/:code/challenges')
  @PublicRoute()
  @ApiOperation({ summary: 'Challenges of a programme that everybody in it may join. 公开挑战' })
  @AnswersPageOf(PublicChallengeBody)
  async list(
    @Param() { code }: ProgrammeCodePath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<PublicChallengeBody>>> {
    const programme = await getProgramme(this.database, code);
    const today = chinaDate(this.clock.now());
    const rules = programmeRules(await this.parts.packs(this.database), programme.pack, today);
    const page = await readPublicChallenges(this.database, programme.id, pageOf(query, ['id']));
    return pageBody(page, (challenge) => publicChallengeBody(challenge, { programme: code, rules, today }));
  }

  @Post('programmes/:code/challenges')
  @Permit('inclusion.operate')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Open a challenge of a programme; by invitation it has a code. 开设挑战' })
  @ApiCreatedResponse({ type: OpenedChallengeBody })
  async open(
    @Param() { code }: ProgrammeCodePath,
    @Body() body: OpenProgrammeChallengeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<OpenedChallengeBody>> {
    const request = { caller, operation: 'inclusion.programme-challenge', key, body: { code, body } };
    const answer = await this.once.run(request, async (tx) => {
      const programme = await operatedProgramme(tx, code, caller);
      const { title, kind, methods, begins, ends, places } = body;
      const wanted = { title, kind, methods, begins, ends, places };
      const id = await openChallenge(tx, this.parts, { programme, wanted }, this.clock.now());
      return { challenge: id, code: (await findChallenge(tx, { id }))?.code ?? null };
    });
    return answer.body;
  }

  @Post('programmes/:code/challenges/:challenge/cancellation')
  @Permit('inclusion.operate')
  @HttpCode(200)
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Cancel a challenge of a programme. 取消挑战' })
  @ApiOkResponse({ type: ChallengePath })
  async cancel(
    @Param() { code, challenge }: ProgrammeChallengePath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ChallengePath>> {
    const request = {
      caller,
      operation: 'inclusion.programme-challenge-cancel',
      key,
      body: { code, challenge },
    };
    const answer = await this.once.run(request, async (tx) => {
      const { id, operatorId } = await operatedProgramme(tx, code, caller);
      const by = { holderId: operatorId, now: this.clock.now() };
      await endChallenge(tx, challenge, (each) => each.byOperator && each.programmeId === id, by);
      return { challenge };
    });
    return answer.body;
  }
}
