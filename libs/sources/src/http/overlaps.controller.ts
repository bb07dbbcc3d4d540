import { Database } from '@carbon/database';
import { AnswersPageOf, type Caller, CurrentCaller, pageBody, pageOf, Permit, type Sent } from '@carbon/http';
import { fault, malformed, type Page } from '@carbon/kernel';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { findOverlaps } from '../use-cases/find-overlaps';
import { OverlapQuery, SourceClaimBody, sourceClaimBody } from './overlap-bodies';

@ApiTags('assets')
@Controller('v1/source-overlaps')
export class OverlapsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permit('assets.read')
  @ApiOperation({
    summary: 'Every claim on an asset or source, across instruments and schemes. 来源占用与重叠查询',
  })
  @AnswersPageOf(SourceClaimBody)
  async list(
    @Query() query: OverlapQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<SourceClaimBody>>> {
    const { asset, plant, instrument } = query;
    const asked = [asset, plant, instrument].filter((each) => each !== undefined);
    if (asked.length !== 1) {
      const en = 'exactly one of asset, plant and instrument is needed';
      throw malformed([fault('asset', 'one-of-three', en, 'asset、plant、instrument 须且只能填写一项')]);
    }
    const page = pageOf(query, ['text']);
    return pageBody(
      await findOverlaps(this.database, { asset, plant, instrument }, page, reach),
      sourceClaimBody,
    );
  }
}
