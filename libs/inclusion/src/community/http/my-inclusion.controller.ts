import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { type Clock, formatGrams, MAX_LIMIT, type Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { INCLUSION_PARTS, type InclusionParts } from '../../parts';
import { readPoints } from '../../points/index';
import { packBody } from '../../programmes/http/programme-bodies';
import { residentOf } from '../../residents/resident';
import { badgesOf } from '../domain/badges';
import { unknownEmissions } from '../domain/unknown-emissions';
import { readActs } from '../persistence/act-rows';
import { countPending, readMethodMonths, readMonths, readTotals } from '../persistence/figures';
import { explainActs } from '../use-cases/explain-acts';
import { programmesWithRules } from '../use-cases/figures-of';
import { monthsOf } from '../use-cases/months-of';
import { myActBody } from './act-bodies';
import { badgesBody, MyBadgesBody } from './badge-bodies';
import { diaryCsv } from './diary-csv';
import {
  figuresBody,
  monthFiguresBody,
  MyInclusionBody,
  pointsBody,
  ResidentMonthBody,
  unknownBody,
} from './figures-bodies';
import { monthOfMethodBody, MyMonthBody, ResidentMonthPath } from './month-bodies';

/** Two running totals, what was reduced and what was emitted, and what they are made of (S17). */
@ApiTags('inclusion')
@Controller('v1/me')
export class MyInclusionController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  @Get('inclusion')
  @Permit('inclusion.own')
  @ApiOperation({ summary: "The caller's two totals, by programme. 我的碳账本" })
  @ApiOkResponse({ type: MyInclusionBody })
  async totals(@CurrentCaller() caller: Caller): Promise<Sent<MyInclusionBody>> {
    const resident = await residentOf(this.database, caller);
    const totals = await readTotals(this.database, resident.id);
    const points = await readPoints(this.database, resident);
    const { programme, rules } = await programmesWithRules(this.database, this.parts, this.clock.now());
    const unknown = unknownEmissions(await readMethodMonths(this.database, resident.id), rules);
    const numbers = new Set([...totals, ...points].map((each) => each.programme));
    const programmes = [...numbers].sort((a, b) => a - b);
    return {
      reducedGrams: formatGrams(totals.reduce((sum, { reducedUg }) => sum + reducedUg, 0n)),
      emittedGrams: formatGrams(totals.reduce((sum, { emittedUg }) => sum + emittedUg, 0n)),
      emissionsComplete: unknown.length === 0,
      programmes: programmes.map((number) => {
        const { code, name } = programme(number);
        const figures = totals.find((each) => each.programme === number) ?? { programme: number, ...NOTHING };
        return {
          ...figuresBody(figures, code),
          ...{ nameZh: name.zh, nameEn: name.en },
          emissionsUnknown: unknown.filter((each) => each.programme === number).map(unknownBody),
          ...pointsBody(points.find((each) => each.programme === number)),
          pack: packBody(rules(number).reference),
        };
      }),
    };
  }

  @Get('inclusion/months')
  @Permit('inclusion.own')
  @ApiOperation({ summary: "The caller's months by programme, latest first. 我的各月碳账" })
  @AnswersPageOf(ResidentMonthBody)
  async months(
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<ResidentMonthBody>>> {
    const { id } = await residentOf(this.database, caller);
    const page = pageOf(query, ['day', 'number']);
    const months = await monthsOf(this.database, this.parts, id, page, this.clock.now());
    return pageBody(months, (month) => monthFiguresBody(month, month.code, month.unknown));
  }

  @Get('inclusion/months/:month')
  @Permit('inclusion.own')
  @ApiOperation({ summary: "A month of the caller's: by method, and what does not count. 我的一个月" })
  @ApiOkResponse({ type: MyMonthBody })
  async month(
    @Param() { month }: ResidentMonthPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<MyMonthBody>> {
    const { id } = await residentOf(this.database, caller);
    const first = `${month}-01`;
    const { items } = await readMonths(this.database, id, { limit: MAX_LIMIT }, first);
    const done = await readMethodMonths(this.database, id, [first]);
    const { programme, rules } = await programmesWithRules(this.database, this.parts, this.clock.now());
    return {
      month,
      reducedGrams: formatGrams(items.reduce((sum, { reducedUg }) => sum + reducedUg, 0n)),
      emittedGrams: formatGrams(items.reduce((sum, { emittedUg }) => sum + emittedUg, 0n)),
      emissionsComplete: unknownEmissions(done, rules).length === 0,
      points: items.reduce((sum, { points }) => sum + points, 0n).toString(),
      pending: await countPending(this.database, id, first),
      methods: done.flatMap((each) => {
        const method = rules(each.programme).methodOf(each.method);
        return method === undefined ? [] : [monthOfMethodBody(each, programme(each.programme).code, method)];
      }),
    };
  }

  /** A month holds no more than partners can tell of one person; it comes in one piece. */
  @Get('inclusion/months/:month/diary')
  @Permit('inclusion.own')
  @ApiProduces('text/csv')
  @ApiOperation({ summary: "A month of the caller's diary as CSV. 下载月度日记" })
  async diary(
    @Param() { month }: ResidentMonthPath,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const { id } = await residentOf(this.database, caller);
    const { items } = await readActs(this.database, id, { limit: DIARY_ACTS }, `${month}-01`);
    const explained = await explainActs(this.database, this.parts, items, this.clock.now());
    return new StreamableFile(Buffer.from(diaryCsv(explained.map(myActBody))), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="diary-${month}.csv"`,
    });
  }

  @Get('badges')
  @Permit('inclusion.own')
  @ApiOperation({ summary: "The caller's badges, when and why. 我的徽章" })
  @ApiOkResponse({ type: MyBadgesBody })
  async badges(@CurrentCaller() caller: Caller): Promise<Sent<MyBadgesBody>> {
    const { id } = await residentOf(this.database, caller);
    const { items } = await readMonths(this.database, id, { limit: ALL_MONTHS });
    const { programme, rules } = await programmesWithRules(this.database, this.parts, this.clock.now());
    const numbers = [...new Set(items.map((each) => each.programme))].sort((a, b) => a - b);
    return {
      programmes: numbers.map((number) => {
        const months = items.filter((each) => each.programme === number).reverse();
        return badgesBody(programme(number).code, rules(number), badgesOf(rules(number).badges, months));
      }),
    };
  }
}

const NOTHING = { acts: 0, points: 0n, reducedUg: 0n, poolableUg: 0n, emittedUg: 0n } as const;
/** Acts of one person in one month: more than there are quarter hours. */
const DIARY_ACTS = 5_000;
const ALL_MONTHS = 10_000;
