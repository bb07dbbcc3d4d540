import { Database } from '@carbon/database';
import { AnswersPageOf, type Caller, CurrentCaller, pageBody, pageOf, Permit, type Sent } from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readProgrammes } from '../../programmes/programme';
import { ownPartner, readOwnPartners, readPartnersOf } from '../partner';
import { ownProgramme } from '../use-cases/admit-partner';
import { PartnerBody, partnerBody, PartnerPath, PartnersOfPath, PartnersQuery } from './partner-bodies';

/** Who tells programmes of residents' acts. */
@ApiTags('acts')
@Controller('v1')
export class PartnersController {
  constructor(private readonly database: Database) {}

  @Get('partners')
  @Permit('acts.read')
  @ApiOperation({ summary: 'Your own names as a data partner. 本单位的数据伙伴身份' })
  @AnswersPageOf(PartnerBody)
  async own(
    @Query() query: PartnersQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<PartnerBody>>> {
    const programmes = await readProgrammes(this.database);
    const found = await readOwnPartners(this.database, reach, pageOf(query, ['text']));
    return pageBody(found, (one) => partnerBody(one, programmes));
  }

  @Get('partners/:code')
  @Permit('acts.read')
  @ApiOperation({ summary: 'One of your own. 数据伙伴详情' })
  @ApiOkResponse({ type: PartnerBody })
  async one(@Param() { code }: PartnerPath, @CurrentCaller() { reach }: Caller): Promise<Sent<PartnerBody>> {
    const partner = await ownPartner(this.database, code, reach);
    return partnerBody(partner, await readProgrammes(this.database));
  }

  @Get('programmes/:programme/partners')
  @Permit('inclusion.operate')
  @ApiOperation({
    summary: 'Data partners of a programme you run. 项目的数据伙伴',
    description: 'Admitted, suspended, resumed and ended as tasks. 准入、暂停、恢复与终止以任务办理。',
  })
  @AnswersPageOf(PartnerBody)
  async ofProgramme(
    @Param() { programme: code }: PartnersOfPath,
    @Query() query: PartnersQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<PartnerBody>>> {
    const programme = await ownProgramme(this.database, code, caller);
    const found = await readPartnersOf(this.database, programme.id, pageOf(query, ['text']));
    return pageBody(found, (one) => partnerBody(one, new Map([[programme.id, programme]])));
  }
}
