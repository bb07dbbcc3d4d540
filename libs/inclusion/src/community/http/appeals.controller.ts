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
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { INCLUSION_PARTS, type InclusionParts } from '../../parts';
import { ProgrammeCodePath } from '../../programmes/http/fields';
import { operatedProgramme } from '../../programmes/use-cases/operated-programme';
import { residentOf } from '../../residents/resident';
import { appealUnknown } from '../domain/refusals';
import { findAct } from '../persistence/act-rows';
import { findAppeal, readAppeals } from '../persistence/appeals';
import { explainActs } from '../use-cases/explain-acts';
import { fileAppeal } from '../use-cases/file-appeal';
import { ActPath, MyActBody, myActBody } from './act-bodies';
import {
  ActAppealBody,
  actAppealBody,
  AppealPath,
  FileAppealBody,
  ProgrammeAppealBody,
  programmeAppealBody,
  ProgrammeAppealPath,
  ProgrammeAppealsQuery,
} from './appeal-bodies';

@ApiTags('inclusion')
@Controller('v1')
export class AppealsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  @Post('me/acts/:number/appeals')
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: "Say that what came of the caller's act is wrong. 提出申诉" })
  @ApiCreatedResponse({ type: ActAppealBody })
  async file(
    @Param() { number }: ActPath,
    @Body() body: FileAppealBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ActAppealBody>> {
    const request = { caller, operation: 'inclusion.appeal', key, body: { number, body } };
    const answer = await this.once.run(request, async (tx) => {
      const resident = await residentOf(tx, caller);
      const wish = { number, grounds: body.grounds };
      return actAppealBody(await fileAppeal(tx, this.parts, resident, wish, this.clock.now()));
    });
    return answer.body;
  }

  @Get('me/appeals')
  @Permit('inclusion.own')
  @ApiOperation({ summary: "The caller's appeals, latest first. 我的申诉" })
  @AnswersPageOf(ActAppealBody)
  async mine(@Query() query: PageQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<ActAppealBody>>> {
    const { id } = await residentOf(this.database, caller);
    return pageBody(
      await readAppeals(this.database, { residentId: id }, pageOf(query, ['id'])),
      actAppealBody,
    );
  }

  @Get('me/appeals/:appeal')
  @Permit('inclusion.own')
  @ApiOperation({ summary: "One of the caller's appeals. 查询我的申诉" })
  @ApiOkResponse({ type: ActAppealBody })
  async one(
    @Param() { appeal: id }: AppealPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<ActAppealBody>> {
    const resident = await residentOf(this.database, caller);
    const appeal = await findAppeal(this.database, id);
    if (appeal?.residentId !== resident.id) throw appealUnknown(id);
    return actAppealBody(appeal);
  }

  @Get('programmes/:code/appeals')
  @Permit('inclusion.operate')
  @ApiOperation({ summary: 'Appeals to a programme, latest first. 项目收到的申诉' })
  @AnswersPageOf(ProgrammeAppealBody)
  async list(
    @Param() { code }: ProgrammeCodePath,
    @Query() query: ProgrammeAppealsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<ProgrammeAppealBody>>> {
    const { id: programmeId } = await operatedProgramme(this.database, code, caller);
    const whose = { programmeId, ...(query.state === undefined ? {} : { state: query.state }) };
    return pageBody(await readAppeals(this.database, whose, pageOf(query, ['id'])), programmeAppealBody);
  }

  /** What is appealed against, without who did it: an operator judges an act, not a person. */
  @Get('programmes/:code/appeals/:appeal/act')
  @Permit('inclusion.operate')
  @ApiOperation({ summary: 'The act that is appealed about, as it was told and judged. 申诉所涉行为' })
  @ApiOkResponse({ type: MyActBody })
  async act(
    @Param() { code, appeal: id }: ProgrammeAppealPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<MyActBody>> {
    const programme = await operatedProgramme(this.database, code, caller);
    const appeal = await findAppeal(this.database, id);
    if (appeal?.programmeId !== programme.id) throw appealUnknown(id);
    const act = await findAct(this.database, appeal.residentId, appeal.actNo.toString());
    const told = act === undefined ? [] : [act];
    const [explained] = await explainActs(this.database, this.parts, told, this.clock.now());
    if (explained === undefined) throw appealUnknown(id);
    return myActBody(explained);
  }
}
