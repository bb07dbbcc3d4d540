import { hash } from 'node:crypto';
import { Database, type Transaction } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
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
import { getHolder, unknownHolder } from '@carbon/identity';
import type { Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { readCsvRows } from '../domain/csv';
import { findMember, readMembers } from '../persistence/members';
import { poolInReach } from '../persistence/pools';
import { readStatement } from '../persistence/statements';
import type { PoolDesk } from '../use-cases/desk';
import { joinMembers } from '../use-cases/join-members';
import { leavePool } from '../use-cases/leave-pool';
import { POOL_DESK } from './desk-of';
import { csvOf } from './csv-body';
import { PoolMemberPath, PoolPath } from './fields';
import {
  JoinedBody,
  JoinMembersBody,
  LeaveBody,
  MEMBER_COLUMNS,
  PoolMemberBody,
  memberBody,
  membersOf,
  membersOfCsv,
  type ToldMember,
} from './member-bodies';
import { PoolStatementLineBody, statementLineBody } from './settlement-bodies';

@ApiTags('pools')
@Controller('v1/pools/:number/members')
export class PoolMembersController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(POOL_DESK) private readonly desk: PoolDesk,
  ) {}

  @Post()
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Members join, all or none. 成员加入' })
  @ApiCreatedResponse({ type: JoinedBody })
  async join(
    @Param() { number }: PoolPath,
    @Body() body: JoinMembersBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<JoinedBody>> {
    const request = { caller, operation: 'pools.join', key, body: { number, body } };
    const answer = await this.once.run(request, (tx) => this.enter(tx, number, membersOf(body), caller));
    return answer.body;
  }

  @Post('imports')
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiConsumes('text/csv')
  @ApiBody({
    schema: {
      type: 'string',
      example: 'member,kind,asset_kind,asset,joined_on,consent_on,consent_record,weight',
    },
  })
  @ApiOperation({ summary: 'Members join by CSV file, all or none. 导入成员' })
  @ApiCreatedResponse({ type: JoinedBody })
  async import(
    @Param() { number }: PoolPath,
    @Body() csv: unknown,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<JoinedBody>> {
    const text = csvOf(csv);
    const request = {
      caller,
      operation: 'pools.import-members',
      key,
      body: { number, sha256: hash('sha256', text) },
    };
    const answer = await this.once.run(request, (tx) =>
      this.enter(tx, number, membersOfCsv(readCsvRows(text, MEMBER_COLUMNS)), caller),
    );
    return answer.body;
  }

  @Get()
  @Permit('credits.read')
  @ApiOperation({ summary: 'Members by number. 成员列表' })
  @AnswersPageOf(PoolMemberBody)
  async list(
    @Param() { number }: PoolPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<PoolMemberBody>>> {
    const pool = await poolInReach(this.database, number, reach);
    return pageBody(await readMembers(this.database, pool, pageOf(query, ['text'])), memberBody);
  }

  @Post(':member/departures')
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'A member leaves after a day. 成员退出' })
  @ApiCreatedResponse({ type: PoolMemberBody })
  async leave(
    @Param() { number, member }: PoolMemberPath,
    @Body() body: LeaveBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PoolMemberBody>> {
    const request = { caller, operation: 'pools.leave', key, body: { number, member, body } };
    const answer = await this.once.run(request, async (tx) => {
      const pool = await poolInReach(tx, number, caller.reach);
      const departure = { reference: member, on: body.on, reason: body.reason };
      return memberBody(await leavePool(tx, pool, departure, caller, this.desk.clock.now()));
    });
    return answer.body;
  }

  @Get(':member')
  @Permit('credits.read')
  @ApiOperation({ summary: 'One member. 查询成员' })
  @ApiOkResponse({ type: PoolMemberBody })
  async get(
    @Param() { number, member }: PoolMemberPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<PoolMemberBody>> {
    const pool = await poolInReach(this.database, number, reach);
    return memberBody(await findMember(this.database, pool, member));
  }

  @Get(':member/statement')
  @Permit('credits.read')
  @ApiOperation({ summary: "A member's periods and what was paid for them. 成员对账单" })
  @AnswersPageOf(PoolStatementLineBody)
  async statement(
    @Param() { number, member }: PoolMemberPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<PoolStatementLineBody>>> {
    const pool = await poolInReach(this.database, number, reach);
    const { id } = await findMember(this.database, pool, member);
    const page = pageOf(query, ['id', 'number']);
    return pageBody(await readStatement(this.database, { memberId: id }, page), statementLineBody);
  }

  private async enter(
    tx: Transaction,
    number: string,
    told: readonly ToldMember[],
    caller: Caller,
  ): Promise<Sent<JoinedBody>> {
    const pool = await poolInReach(tx, number, caller.reach);
    const holders = new Map<string, string>();
    for (const name of new Set(told.flatMap(({ holder }) => holder ?? []))) {
      const holder = await getHolder(tx.manager, name);
      // residents join as persons: nobody finds out by trying who is here
      if (holder.kind === 'resident') throw unknownHolder(name);
      holders.set(name, holder.id);
    }
    const joining = told.map(({ holder, ...member }) => ({
      ...member,
      holderId: holder === null ? null : (holders.get(holder) ?? null),
    }));
    return { joined: await joinMembers(tx, this.desk, pool, joining, caller, this.desk.clock.now()) };
  }
}
