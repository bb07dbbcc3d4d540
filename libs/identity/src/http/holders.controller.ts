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
  reachIds,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readHolders } from '../persistence/read-holders';
import { createHolder } from '../use-cases/create-holder';
import { pageOfGroup, viewGroup } from '../use-cases/view-group';
import { seesResidents, visibleHolder } from '../use-cases/visible-holder';
import { GroupMemberBody, groupMemberBody } from './group-bodies';
import { CreateHolderBody, HolderBody, holderBody, HolderPath, HolderQuery } from './holder-bodies';

@ApiTags('holders')
@Controller('v1/holders')
export class HoldersController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permit('holders.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Enter a holder. 登记持有人' })
  @ApiCreatedResponse({ type: HolderBody })
  async create(
    @Body() body: CreateHolderBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<HolderBody>> {
    const request = { caller, operation: 'holders.create', key, body };
    const answer = await this.once.run(request, async (tx) =>
      holderBody(await createHolder(tx, body, this.clock.now())),
    );
    return answer.body;
  }

  @Get()
  @Permit('holders.read')
  @ApiOperation({ summary: 'Holders within reach, by code; never residents but oneself. 持有人列表' })
  @AnswersPageOf(HolderBody)
  async list(@Query() query: HolderQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<HolderBody>>> {
    const filter = {
      kind: query.kind,
      ids: reachIds(caller.reach),
      ...(seesResidents(caller) ? {} : { onlyResident: caller.holder?.id ?? null }),
    };
    const holders = await readHolders(this.database.source.manager, pageOf(query, ['text']), filter);
    return pageBody(holders, holderBody);
  }

  @Get(':holder')
  @Permit('holders.read')
  @ApiOperation({ summary: 'One holder, by id or code. 查询持有人' })
  @ApiOkResponse({ type: HolderBody })
  async get(@Param() path: HolderPath, @CurrentCaller() caller: Caller): Promise<Sent<HolderBody>> {
    return holderBody(await visibleHolder(this.database.source.manager, path.holder, caller));
  }

  @Get(':holder/group')
  @Permit('holders.read')
  @ApiOperation({
    summary: 'The group of companies of a holder: itself first, then members and theirs. 集团成员',
    description: 'For the holder’s own people and for those who see everything; members keep what is theirs.',
  })
  @AnswersPageOf(GroupMemberBody)
  async group(
    @Param() path: HolderPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<GroupMemberBody>>> {
    const page = pageOf(query, ['side', 'text']);
    const { members } = await viewGroup(this.database.source.manager, path.holder, caller);
    return pageBody(pageOfGroup(members, page), groupMemberBody);
  }
}
