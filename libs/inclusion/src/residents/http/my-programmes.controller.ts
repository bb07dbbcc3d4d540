import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readMemberships } from '../persistence/memberships';
import { keepResident } from '../persistence/residents';
import { joinProgramme, leaveProgramme } from '../use-cases/programmes';
import { ForPageQuery, ForQuery } from './fields';
import {
  JoinProgrammeBody,
  MyProgrammeBody,
  myProgrammeBody,
  ProgrammeJoinedBody,
  ProgrammeLeftBody,
  ProgrammePathOfMine,
} from './programme-bodies';
import { ResidentDesk } from './resident-desk';

/** The programmes a resident belongs to: joined and left in one tap. */
@ApiTags('residents')
@Controller('v1/me/programmes')
export class MyProgrammesController {
  constructor(private readonly desk: ResidentDesk) {}

  @Get()
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'The programmes you are or were a member of. 我的项目' })
  @AnswersPageOf(MyProgrammeBody)
  async list(
    @Query() query: ForPageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<MyProgrammeBody>>> {
    const page = pageOf(query, ['text']);
    return this.desk.database.transaction(async (tx) => {
      const { id } = await this.desk.acting(tx, caller, query.for);
      return pageBody(await readMemberships(tx, id, page), myProgrammeBody);
    });
  }

  @Post()
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Join a programme. 加入项目' })
  @ApiCreatedResponse({ type: ProgrammeJoinedBody })
  async join(
    @Query() { for: number }: ForQuery,
    @Body() { programme }: JoinProgrammeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ProgrammeJoinedBody>> {
    const { desk } = this;
    const request = { caller, operation: 'me.programmes.join', key, body: { for: number, programme } };
    const answer = await desk.once.run(request, async (tx) => {
      const resident = await desk.deciding(tx, caller, number);
      await keepResident(tx, resident);
      const { code } = await joinProgramme(tx, resident, programme, desk.clock.now());
      return { programme: code, state: 'member' as const };
    });
    return answer.body;
  }

  /** Takes no idempotency key, to be as easy as it can be: who has left is no member. */
  @Delete(':code')
  @Permit('inclusion.own')
  @ApiOperation({
    summary: 'Leave a programme; links to its partners end at once. 退出项目并解除绑定',
    description: 'Points stay and are spent as before. 积分保留。',
  })
  @ApiOkResponse({ type: ProgrammeLeftBody })
  async leave(
    @Param() { code }: ProgrammePathOfMine,
    @Query() { for: number }: ForQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<ProgrammeLeftBody>> {
    return this.desk.database.transaction(async (tx) => {
      const resident = await this.desk.deciding(tx, caller, number);
      const { unlinked } = await leaveProgramme(tx, resident, code, this.desk.clock.now());
      return { programme: code, unlinked: [...unlinked] };
    });
  }
}
