import { AnswersPageOf, pageBody, pageOf, PublicRoute, type Sent } from '@carbon/http';
import { type Page, parseChinaDate } from '@carbon/kernel';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { publicRegister } from '../use-cases/public-register';
import type { ReceiptDesk } from '../use-cases/tell-receipt';
import { RegisterLineBody, registerLineBody, RegisterPageQuery } from './register-bodies';
import { RECEIPT_DESK } from './tokens';

@ApiTags('receipts')
@Controller('v1/public/retirements')
export class PublicRegisterController {
  constructor(@Inject(RECEIPT_DESK) private readonly desk: ReceiptDesk) {}

  @Get()
  @PublicRoute()
  @ApiOperation({
    summary: 'Everything that was retired or claimed, newest first, for everybody. 注销公开登记簿',
    description: 'Organisations are named; persons are not. 机构公示名称，自然人不公示。',
  })
  @AnswersPageOf(RegisterLineBody)
  async list(@Query() query: RegisterPageQuery): Promise<Page<Sent<RegisterLineBody>>> {
    const { purpose, scheme, from, to } = query;
    const filter = {
      ...{ purpose, scheme },
      from: from === undefined ? undefined : parseChinaDate(from, 'from'),
      to: to === undefined ? undefined : parseChinaDate(to, 'to'),
    };
    const { database, sources } = this.desk;
    return pageBody(
      await publicRegister(database, sources, filter, pageOf(query, ['text'])),
      registerLineBody,
    );
  }
}
