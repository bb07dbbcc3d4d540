import { Database } from '@carbon/database';
import { AnswersPageOf, pageBody, pageOf, PageQuery, Permit, type Sent } from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { unknownInstrument } from '../domain/refusals';
import { readInstrument, readInstruments, readSupply } from '../persistence/read-directory';
import {
  InstrumentBody,
  instrumentBody,
  InstrumentPath,
  InstrumentWithSupplyBody,
  supplyBody,
} from './instrument-bodies';

@ApiTags('instruments')
@Controller('v1/instruments')
export class InstrumentsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permit('instruments.read')
  @ApiOperation({ summary: 'Instruments by code. 品种列表' })
  @AnswersPageOf(InstrumentBody)
  async list(@Query() query: PageQuery): Promise<Page<Sent<InstrumentBody>>> {
    return pageBody(await readInstruments(this.database, pageOf(query, ['text'])), instrumentBody);
  }

  @Get(':code')
  @Permit('instruments.read')
  @ApiOperation({ summary: 'One instrument and where its units are. 查询品种与供给' })
  @ApiOkResponse({ type: InstrumentWithSupplyBody })
  async get(@Param() { code }: InstrumentPath): Promise<Sent<InstrumentWithSupplyBody>> {
    const instrument = await readInstrument(this.database, code);
    if (instrument === undefined) throw unknownInstrument(code);
    return { ...instrumentBody(instrument), supply: supplyBody(await readSupply(this.database, code)) };
  }
}
