import { AnswersPageOf, pageBody, pageOf, PageQuery, PublicRoute, type Sent } from '@carbon/http';
import { type Page, toPage } from '@carbon/kernel';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CONSENT_PURPOSES } from '../rules/consent-purposes';
import { ConsentPurposeBody, consentPurposeBody } from './consent-bodies';

@ApiTags('my data')
@Controller('v1/consent-purposes')
export class ConsentPurposesController {
  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'What one can consent to, in plain words. 同意目的列表' })
  @AnswersPageOf(ConsentPurposeBody)
  list(@Query() query: PageQuery): Page<Sent<ConsentPurposeBody>> {
    const page = pageOf(query, ['text']);
    const after = page.after?.[0] ?? '';
    const rows = CONSENT_PURPOSES.filter(({ id }) => id > after);
    return pageBody(
      toPage(rows.slice(0, page.limit + 1), page.limit, ({ id }) => [id]),
      consentPurposeBody,
    );
  }
}
