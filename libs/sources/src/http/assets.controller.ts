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
import { holderInReach } from '@carbon/identity';
import { type Clock, fault, malformed, type Page } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { assetInReach, readAssets } from '../persistence/read-assets';
import { addNames } from '../use-cases/add-names';
import { AddNamesBody, AssetBody, assetBody, AssetPath, AssetQuery } from './asset-bodies';
import { NamesAddedBody } from './names-added-body';

@ApiTags('assets')
@Controller('v1/assets')
export class AssetsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('assets.read')
  @ApiOperation({ summary: 'What stands behind units, by number. 资产列表' })
  @AnswersPageOf(AssetBody)
  async list(@Query() query: AssetQuery, @CurrentCaller() { reach }: Caller): Promise<Page<Sent<AssetBody>>> {
    const { text, holder } = query;
    const whose =
      holder === undefined ? undefined : await holderInReach(this.database.source.manager, holder, reach);
    const filter = { text, holderId: whose?.id };
    return pageBody(await readAssets(this.database, pageOf(query, ['number']), reach, filter), assetBody);
  }

  @Get(':number')
  @Permit('assets.read')
  @ApiOperation({ summary: 'One asset, with all it is known by. 查询资产' })
  @ApiOkResponse({ type: AssetBody })
  async get(@Param() { number }: AssetPath, @CurrentCaller() { reach }: Caller): Promise<Sent<AssetBody>> {
    return assetBody(await assetInReach(this.database, number, reach));
  }

  @Post(':number/names')
  @Permit('assets.write')
  @NeedsIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Add names, meters and numbers of an asset. What is another asset’s is not added; the two are suspected to be one. 补登别名、电表与编号',
  })
  @ApiOkResponse({ type: NamesAddedBody })
  async add(
    @Param() { number }: AssetPath,
    @Body() body: AddNamesBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<NamesAddedBody>> {
    const { names = [], meters = [], numbers = [] } = body;
    if (names.length + meters.length + numbers.length === 0) {
      throw malformed([
        fault('names', 'present', 'names, meters or numbers are needed', '至少填写名称、电表或编号之一'),
      ]);
    }
    const request = { caller, operation: 'assets.add-names', key, body: { number, names, meters, numbers } };
    const answer = await this.once.run(request, async (tx) => {
      const asset = await assetInReach(tx, number, caller.reach);
      const facts = { names, meters, numbers: Object.fromEntries(numbers.map((n) => [n.giver, n.number])) };
      const done = await addNames(tx, asset.id, facts, this.clock.now());
      return {
        asset: assetBody(done.asset),
        added: done.added,
        suspicions: done.suspicions.map(({ id }) => id),
      };
    });
    return answer.body;
  }
}
