import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
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
import type { Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { plantInReach } from '../persistence/in-reach';
import { readPlants } from '../persistence/read-lists';
import type { Desk } from '../use-cases/desk';
import { filePlants, type NewPlant } from '../use-cases/file-plants';
import { DESK } from './desk-of';
import { FilePlantsBody, newPlantOf, PlantBody, plantBody, PlantPath, PlantQuery } from './plant-bodies';

@ApiTags('plants')
@Controller('v1/plants')
export class PlantsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Post()
  @Permit('plants.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'File plants, all or none. 电站建档立卡' })
  @AnswersPageOf(PlantBody)
  async file(
    @Body() body: FilePlantsBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Page<Sent<PlantBody>>> {
    const request = { caller, operation: 'plants.file', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const plants: NewPlant[] = [];
      for (const [at, plant] of body.plants.entries()) {
        const owner = await holderInReach(tx.manager, plant.holder, caller.reach);
        plants.push(newPlantOf(plant, owner.id, at));
      }
      return { items: (await filePlants(tx, this.desk, plants)).map(plantBody) };
    });
    return answer.body;
  }

  @Get()
  @Permit('plants.read')
  @ApiOperation({ summary: 'Plants by code. 电站列表' })
  @AnswersPageOf(PlantBody)
  async list(@Query() query: PlantQuery, @CurrentCaller() { reach }: Caller): Promise<Page<Sent<PlantBody>>> {
    const { manager } = this.database.source;
    const holder = query.holder === undefined ? undefined : await holderInReach(manager, query.holder, reach);
    return pageBody(await readPlants(manager, pageOf(query, ['text']), reach, holder?.id), plantBody);
  }

  @Get(':code')
  @Permit('plants.read')
  @ApiOperation({ summary: 'One plant, by short code or 17 digits. 查询电站' })
  @ApiOkResponse({ type: PlantBody })
  async get(@Param() { code }: PlantPath, @CurrentCaller() { reach }: Caller): Promise<Sent<PlantBody>> {
    return plantBody(await plantInReach(this.database.source.manager, code, reach));
  }
}
