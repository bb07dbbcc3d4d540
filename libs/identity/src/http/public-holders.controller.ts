import { Database } from '@carbon/database';
import { AnswersPageOf, pageBody, pageOf, PublicRoute, type Sent } from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { readPublicHolders } from '../persistence/read-public-holders';
import { PublicHolderBody, publicHolderBody, PublicHolderQuery } from './public-holder-bodies';

/** The public directory. Changes of names and mergers are published here (ETS-015). */
@ApiTags('public')
@Controller('v1/public/holders')
export class PublicHoldersController {
  constructor(private readonly database: Database) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Organisations in the registry, by code; residents never. 机构名录' })
  @AnswersPageOf(PublicHolderBody)
  async list(@Query() query: PublicHolderQuery): Promise<Page<Sent<PublicHolderBody>>> {
    const { search, kind } = query;
    return pageBody(
      await readPublicHolders(this.database, pageOf(query, ['text']), { search, kind }),
      publicHolderBody,
    );
  }
}
