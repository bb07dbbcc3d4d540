import { Database, type Transaction } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import { chinaDate, type Clock, type Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { programmeRules } from '../../domain/index';
import type { Programme } from '../../programmes/programme';
import { operatedProgramme } from '../../programmes/use-cases/operated-programme';
import { roundUnknown } from '../domain/refusals';
import { POOLING_PARTS, type PoolingParts } from '../parts';
import { findRound, listRounds, type PoolRound } from '../persistence/rounds';
import { unitsOfRounds } from '../use-cases/units-of-rounds';
import {
  PoolingProgrammePath,
  PoolRoundBody,
  poolRoundBody,
  PoolRoundPath,
  PoolRoundsQuery,
} from './round-bodies';

/** Rounds as who runs the programme sees them: counts and sums, nobody's share. */
@ApiTags('inclusion')
@Controller('v1/programmes/:programme/pooling/rounds')
export class PoolRoundsController {
  constructor(
    private readonly database: Database,
    @Inject(POOLING_PARTS) private readonly parts: PoolingParts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('inclusion.operate')
  @ApiOperation({ summary: 'Rounds of pooling, the latest first. 汇集批次' })
  @AnswersPageOf(PoolRoundBody)
  async list(
    @Param() { programme: code }: PoolingProgrammePath,
    @Query() query: PoolRoundsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<PoolRoundBody>>> {
    const page = pageOf(query, ['number']);
    return this.database.transaction(async (tx) => {
      const programme = await operatedProgramme(tx, code, caller);
      const rounds = await listRounds(tx, programme, page);
      return pageBody(rounds, await this.bodyOf(tx, programme, rounds.items));
    });
  }

  @Get(':round')
  @Permit('inclusion.operate')
  @ApiOperation({ summary: 'One round. 查询汇集批次' })
  @ApiOkResponse({ type: PoolRoundBody })
  async get(
    @Param() { programme: code, round: ordinal }: PoolRoundPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<PoolRoundBody>> {
    return this.database.transaction(async (tx) => {
      const programme = await operatedProgramme(tx, code, caller);
      const round = await findRound(tx, programme, ordinal);
      if (round === undefined) throw roundUnknown(code, ordinal);
      return (await this.bodyOf(tx, programme, [round]))(round);
    });
  }

  private async bodyOf(
    tx: Transaction,
    programme: Programme,
    rounds: readonly PoolRound[],
  ): Promise<(round: PoolRound) => Sent<PoolRoundBody>> {
    const units = await unitsOfRounds(tx, this.parts, new Map([[programme.id, programme]]), rounds);
    const packs = await this.parts.inclusion.packs(tx);
    const { smallestGroup } = programmeRules(packs, programme.pack, chinaDate(this.clock.now()));
    return (round) => poolRoundBody(round, units.get(round.id), smallestGroup);
  }
}
