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
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readHolders } from '../persistence/read-holders';
import { createHolder } from '../use-cases/create-holder';
import { getHolder } from '../use-cases/get-holder';
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
  @ApiOperation({ summary: 'Holders by code. 持有人列表' })
  @AnswersPageOf(HolderBody)
  async list(@Query() query: HolderQuery): Promise<Page<Sent<HolderBody>>> {
    const page = pageOf(query, ['text']);
    return pageBody(await readHolders(this.database.source.manager, page, query.kind), holderBody);
  }

  @Get(':holder')
  @Permit('holders.read')
  @ApiOperation({ summary: 'One holder, by id or code. 查询持有人' })
  @ApiOkResponse({ type: HolderBody })
  async get(@Param() path: HolderPath): Promise<Sent<HolderBody>> {
    return holderBody(await getHolder(this.database.source.manager, path.holder));
  }
}
