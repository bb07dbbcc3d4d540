import { Database } from '@carbon/database';
import { AnswersPageOf, type Caller, CLOCK, CurrentCaller, pageOf, Permit, type Sent } from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { INCLUSION_PARTS, type InclusionParts } from '../../parts';
import { residentOf } from '../../residents/resident';
import { actUnknown } from '../domain/refusals';
import { findAct, readActs } from '../persistence/act-rows';
import { readReceipt } from '../persistence/receipts';
import { explainActs } from '../use-cases/explain-acts';
import { ActPath, MyActBody, myActBody, MyActDetailBody, myActDetailBody, MyActsQuery } from './act-bodies';

/** A resident's diary: every act that was told of it, and what came of it. */
@ApiTags('inclusion')
@Controller('v1/me/acts')
export class MyActsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  @Get()
  @Permit('inclusion.own')
  @ApiOperation({ summary: "The caller's acts, latest first. 我的低碳日记" })
  @AnswersPageOf(MyActBody)
  async list(@Query() query: MyActsQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<MyActBody>>> {
    const { id } = await residentOf(this.database, caller);
    const month = query.month === undefined ? undefined : `${query.month}-01`;
    const page = await readActs(this.database, id, pageOf(query, ['number', 'number']), month);
    const explained = await explainActs(this.database, this.parts, page.items, this.clock.now());
    return { ...page, items: explained.map(myActBody) };
  }

  @Get(':number')
  @Permit('inclusion.own')
  @ApiOperation({ summary: "One of the caller's acts: formula, factor, source, receipt. 查询一次行为" })
  @ApiOkResponse({ type: MyActDetailBody })
  async get(@Param() { number }: ActPath, @CurrentCaller() caller: Caller): Promise<Sent<MyActDetailBody>> {
    const { id } = await residentOf(this.database, caller);
    const act = await findAct(this.database, id, number);
    if (act === undefined) throw actUnknown(number);
    const [explained] = await explainActs(this.database, this.parts, [act], this.clock.now());
    if (explained === undefined) throw actUnknown(number);
    return myActDetailBody(explained, await readReceipt(this.database, act.number));
  }
}
