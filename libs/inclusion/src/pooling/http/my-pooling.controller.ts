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
import type { Clock, Page } from '@carbon/kernel';
import { Consents } from '@carbon/privacy';
import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { getProgramme, readProgrammes } from '../../programmes/programme';
import { actingFor, decidingFor } from '../../residents/acting-for';
import { ForPageQuery, ForQuery } from '../../residents/http/fields';
import { POOLING_PARTS, type PoolingParts } from '../parts';
import { readMyPooling, readMyShares } from '../persistence/my-shares';
import { roundsOf } from '../persistence/rounds';
import { isWilling } from '../persistence/take-shares';
import { termsInForce } from '../persistence/terms';
import { takeBack } from '../use-cases/take-back';
import { unitsOfRounds } from '../use-cases/units-of-rounds';
import {
  MyPoolingStandingsBody,
  MyShareBody,
  myShareBody,
  myStandingBody,
  TakenBackBody,
  takenBackBody,
} from './my-pooling-bodies';
import { PoolRoundPath } from './round-bodies';

/** What a resident gave away, what became of it, and how it comes back. */
@ApiTags('my inclusion')
@Controller('v1/me/pooling')
export class MyPoolingController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly consents: Consents,
    @Inject(POOLING_PARTS) private readonly parts: PoolingParts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'What became of what you gave, round by round, the latest first. 我的汇集' })
  @AnswersPageOf(MyShareBody)
  async shares(
    @Query() query: ForPageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<MyShareBody>>> {
    const page = pageOf(query, ['number']);
    return this.database.transaction(async (tx) => {
      const about = { for: query.for, now: this.clock.now() };
      const { id } = await actingFor(tx, this.consents, caller, about);
      const shares = await readMyShares(tx, id, page);
      const ids = shares.items.flatMap(({ roundId, units }) => [
        roundId,
        ...units.map(({ issueRoundId }) => issueRoundId),
      ]);
      const rounds = await roundsOf(tx, [...new Set(ids)]);
      const programmes = await readProgrammes(tx);
      const issues = await unitsOfRounds(tx, this.parts, programmes, [...rounds.values()]);
      return pageBody(shares, (share) =>
        myShareBody(share, { code: programmes.get(share.programme)?.code ?? '' }, rounds, issues),
      );
    });
  }

  @Get('programmes')
  @Permit('inclusion.own')
  @ApiOperation({
    summary: 'What you could give, by which terms, and whether you consent. 可汇集减排量与规则',
    description:
      'Consent is given and withdrawn at /v1/me/consents: purpose `pooling`, source the code of the programme in small letters. 同意与撤回见 /v1/me/consents。',
  })
  @ApiOkResponse({ type: MyPoolingStandingsBody })
  async standings(
    @Query() query: ForQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<MyPoolingStandingsBody>> {
    return this.database.transaction(async (tx) => {
      const about = { for: query.for, now: this.clock.now() };
      const { id } = await actingFor(tx, this.consents, caller, about);
      const programmes = await readProgrammes(tx);
      const bodies: Sent<MyPoolingStandingsBody>['programmes'] = [];
      for (const standing of await readMyPooling(tx, id)) {
        const programme = programmes.get(standing.programme);
        if (programme === undefined) continue;
        const terms = await termsInForce(tx, programme);
        const willing = terms !== undefined && (await isWilling(tx, id, programme, terms.publishedAt));
        bodies.push(myStandingBody(standing, { programme, terms }, willing));
      }
      return { programmes: bodies };
    });
  }

  @Post(':programme/rounds/:round/withdrawals')
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Take back what you gave in a round, as far as it is not issued. 取回汇集的减排量',
    description:
      'No reason is asked; no further round takes anything of you before you consent again. 无需理由；再次同意前不再汇集。',
  })
  @ApiCreatedResponse({ type: TakenBackBody })
  async takeBack(
    @Param() { programme: code, round }: PoolRoundPath,
    @Query() query: ForQuery,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<TakenBackBody>> {
    const body = { for: query.for, programme: code, round };
    const request = { caller, operation: 'me.pooling.take-back', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const now = this.clock.now();
      const { id } = await decidingFor(tx, this.consents, caller, { for: query.for, now });
      const programme = await getProgramme(tx, code);
      const who = { resident: id, programme, actor: caller.id, now };
      return takenBackBody(await takeBack(tx, this.parts, round, who));
    });
    return answer.body;
  }
}
