import { Database, type Reader } from '@carbon/database';
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
import { chinaDate, type Clock, fault, malformed, type Page } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { INCLUSION_PARTS, type InclusionParts } from '../../parts';
import { getProgramme, programmeUnknown } from '../../programmes/programme';
import { type Resident, residentOf } from '../../residents/resident';
import { challengeUnknown } from '../domain/refusals';
import { standsIn } from '../persistence/challenge-members';
import {
  findChallenge,
  findOwnChallenge,
  type OwnChallenge,
  readOwnChallenges,
} from '../persistence/challenges';
import { readRanking } from '../persistence/standings';
import { programmesWithRules } from '../use-cases/figures-of';
import { openChallenge } from '../use-cases/open-challenge';
import { endChallenge, joinChallenge, leaveChallenge } from '../use-cases/take-part';
import {
  ChallengeBody,
  challengeBody,
  MyChallengeBody,
  myChallengeBody,
  RankingLineBody,
  rankingLineBody,
} from './challenge-bodies';
import { ChallengePath, InvitationPath, JoinChallengeBody, OpenMyChallengeBody } from './challenge-requests';

/** Challenges as residents see them: neighbours by nickname, to each other only. */
@ApiTags('inclusion')
@Controller('v1/me')
export class MyChallengesController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  @Post('challenges')
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Open a challenge by invitation. 发起挑战' })
  @ApiCreatedResponse({ type: MyChallengeBody })
  async open(
    @Body() body: OpenMyChallengeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<MyChallengeBody>> {
    const request = { caller, operation: 'inclusion.challenge', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const resident = await residentOf(tx, caller);
      const programme = await getProgramme(tx, body.programme);
      const { inProgramme } = await standsIn(tx, resident.id, programme.id);
      if (!inProgramme) throw programmeUnknown(body.programme);
      const { title, methods, begins, ends, places } = body;
      const wanted = { title, kind: 'invited', methods, begins, ends, places } as const;
      const id = await openChallenge(
        tx,
        this.parts,
        { programme, opener: resident, wanted },
        this.clock.now(),
      );
      return this.own(tx, resident, id);
    });
    return answer.body;
  }

  @Get('challenges')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'Challenges the caller takes part in or opened. 我的挑战' })
  @AnswersPageOf(MyChallengeBody)
  async list(
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<MyChallengeBody>>> {
    const { id } = await residentOf(this.database, caller);
    const page = await readOwnChallenges(this.database, id, pageOf(query, ['id']));
    const context = await this.context(this.database);
    return pageBody(page, (challenge) => myChallengeBody(challenge, id, context(challenge)));
  }

  @Get('challenges/:challenge')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'One challenge of the caller. 查询挑战' })
  @ApiOkResponse({ type: MyChallengeBody })
  async get(
    @Param() { challenge }: ChallengePath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<MyChallengeBody>> {
    return this.own(this.database, await residentOf(this.database, caller), challenge);
  }

  /** What one is invited to, before one agrees. */
  @Get('challenge-invitations/:code')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'The challenge a code invites to. 查看邀请' })
  @ApiOkResponse({ type: ChallengeBody })
  async invitation(
    @Param() { code }: InvitationPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<ChallengeBody>> {
    const { id } = await residentOf(this.database, caller);
    const challenge = await findChallenge(this.database, { code });
    const stands = challenge && (await standsIn(this.database, id, challenge.programmeId));
    if (challenge === undefined || stands?.inProgramme !== true) throw challengeUnknown();
    return challengeBody(challenge, (await this.context(this.database))(challenge));
  }

  @Post('challenge-memberships')
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Take part in a challenge, by consent. 加入挑战' })
  @ApiCreatedResponse({ type: MyChallengeBody })
  async join(
    @Body() body: JoinChallengeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<MyChallengeBody>> {
    const request = { caller, operation: 'inclusion.challenge-join', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const resident = await residentOf(tx, caller);
      const { nickname, agrees } = body;
      const joining = { by: whichOf(body), nickname: nickname.trim(), agrees };
      return this.own(tx, resident, await joinChallenge(tx, resident, joining, this.clock.now()));
    });
    return answer.body;
  }

  @Post('challenges/:challenge/departure')
  @Permit('inclusion.own')
  @HttpCode(200)
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Leave a challenge; what was shown is deleted. 退出挑战' })
  @ApiOkResponse({ type: ChallengePath })
  async leave(
    @Param() { challenge }: ChallengePath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ChallengePath>> {
    const request = { caller, operation: 'inclusion.challenge-leave', key, body: { challenge } };
    const answer = await this.once.run(request, async (tx) => {
      await leaveChallenge(tx, await residentOf(tx, caller), challenge, this.clock.now());
      return { challenge };
    });
    return answer.body;
  }

  @Post('challenges/:challenge/cancellation')
  @Permit('inclusion.own')
  @HttpCode(200)
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Cancel a challenge the caller opened. 取消挑战' })
  @ApiOkResponse({ type: ChallengePath })
  async cancel(
    @Param() { challenge }: ChallengePath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ChallengePath>> {
    const request = { caller, operation: 'inclusion.challenge-cancel', key, body: { challenge } };
    const answer = await this.once.run(request, async (tx) => {
      const { id, holderId } = await residentOf(tx, caller);
      const by = { holderId, now: this.clock.now() };
      await endChallenge(tx, challenge, ({ openerId }) => openerId === id, by);
      return { challenge };
    });
    return answer.body;
  }

  @Get('challenges/:challenge/ranking')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'Places of a challenge, for who takes part. 排名' })
  @AnswersPageOf(RankingLineBody)
  async ranking(
    @Param() { challenge: id }: ChallengePath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<RankingLineBody>>> {
    const resident = await residentOf(this.database, caller);
    const challenge = await findOwnChallenge(this.database, resident.id, id);
    if (challenge === undefined || challenge.nickname === null) throw challengeUnknown();
    const page = await readRanking(this.database, id, resident.id, pageOf(query, ['number']));
    return pageBody(page, rankingLineBody);
  }

  private async own(reader: Reader, resident: Resident, id: string): Promise<Sent<MyChallengeBody>> {
    const challenge = await findOwnChallenge(reader, resident.id, id);
    if (challenge === undefined) throw challengeUnknown();
    return myChallengeBody(challenge, resident.id, (await this.context(reader))(challenge));
  }

  private async context(reader: Reader) {
    const now = this.clock.now();
    const { programme, rules } = await programmesWithRules(reader, this.parts, now);
    return ({ programmeId }: Pick<OwnChallenge, 'programmeId'>) => ({
      ...{ programme: programme(programmeId).code, rules: rules(programmeId), today: chinaDate(now) },
    });
  }
}

/** @throws Refusal INPUT_MALFORMED unless exactly one of the two is given */
function whichOf({ challenge, code }: JoinChallengeBody): { id: string } | { code: string } {
  if (challenge !== undefined && code === undefined) return { id: challenge };
  if (code !== undefined && challenge === undefined) return { code };
  throw malformed([
    fault('challenge', 'one-of', 'give either the challenge or a code', '挑战与邀请码二选一'),
  ]);
}
