import { Database } from '@carbon/database';
import { AnswersPageOf, type Caller, CLOCK, CurrentCaller, pageOf, Permit, type Sent } from '@carbon/http';
import { chinaDate, type Clock, type Page } from '@carbon/kernel';
import { readStatement } from '@carbon/ledger';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { programmeRules } from '../../domain/index';
import { INCLUSION_PARTS, type InclusionParts } from '../../parts';
import { readProgrammes } from '../../programmes/programme';
import { residentOf } from '../../residents/resident';
import { readPoints } from '../persistence/read-points';
import {
  MyPointsBody,
  PointsLineBody,
  pointsLineBody,
  pointsStandingBody,
  PointsStatementQuery,
} from './points-bodies';

@ApiTags('my inclusion')
@Controller('v1/me/points')
export class MyPointsController {
  constructor(
    private readonly database: Database,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'What you can spend, and until when. 我的积分' })
  @ApiOkResponse({ type: MyPointsBody })
  async points(@CurrentCaller() caller: Caller): Promise<Sent<MyPointsBody>> {
    return this.database.transaction(async (tx) => {
      const resident = await residentOf(tx, caller);
      const programmes = await readProgrammes(tx);
      const packs = await this.parts.packs(tx);
      const today = chinaDate(this.clock.now());
      const standings = await readPoints(tx, resident);
      return {
        programmes: standings.flatMap((standing) => {
          const programme = programmes.get(standing.programme);
          if (programme === undefined) return [];
          const { pointsValidMonths } = programmeRules(packs, programme.pack, today);
          return [pointsStandingBody(standing, programme, pointsValidMonths)];
        }),
      };
    });
  }

  @Get('statement')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'What was earned, spent and expired, newest first. 积分明细' })
  @AnswersPageOf(PointsLineBody)
  async statement(
    @Query() query: PointsStatementQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<PointsLineBody>>> {
    const page = pageOf(query, ['number', 'number']);
    return this.database.transaction(async (tx) => {
      const { accountNumber } = await residentOf(tx, caller);
      const codes = new Map(
        [...(await readProgrammes(tx)).values()].map((each) => [each.pointsInstrument, each.code]),
      );
      const lines = await readStatement(tx, accountNumber, page, { instruments: [...codes.keys()] });
      return {
        ...lines,
        items: lines.items.flatMap((line) => pointsLineBody(line, codes.get(line.instrument) ?? '') ?? []),
      };
    });
  }
}
