import { AnswersPageOf, CLOCK, pageOf, PageQuery, PublicRoute, type Sent } from '@carbon/http';
import { chinaDate, type Clock, type Page, Refusal, toPage } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { methodologies } from '../../domain/methodologies/methodology-packs';
import type { Methodology } from '../../domain/methodologies/methodology';
import {
  MethodologyBody,
  methodologyBody,
  MethodologyDetailBody,
  methodologyDetailBody,
  MethodologyPath,
} from './methodology-bodies';

/** The library of methodologies: what is published here runs here, with source and certainty of each figure (CCR-001). */
@ApiTags('methodologies')
@Controller('v1/methodologies')
export class MethodologiesController {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Methodologies by code. 方法学库' })
  @AnswersPageOf(MethodologyBody)
  list(@Query() query: PageQuery): Page<Sent<MethodologyBody>> {
    const { limit, after } = pageOf(query, ['text', 'text']);
    const [code = '', version = ''] = after ?? [];
    const rows = [...methodologies]
      .sort((a, b) => compare(a, b.code, b.version))
      .filter((each) => compare(each, code, version) > 0);
    const page = toPage(rows, limit, (each) => [each.code, each.version]);
    const today = chinaDate(this.clock.now());
    return { ...page, items: page.items.map((each) => methodologyBody(each, today)) };
  }

  @Get(':code')
  @PublicRoute()
  @ApiOperation({
    summary:
      'One methodology with its parameters, checks and formula; the edition in force, else the latest. 查询方法学',
  })
  @ApiOkResponse({ type: MethodologyDetailBody })
  get(@Param() { code }: MethodologyPath): Sent<MethodologyDetailBody> {
    const today = chinaDate(this.clock.now());
    const editions = methodologies.filter((each) => each.code === code || each.aliases.includes(code));
    const found =
      editions.find(
        ({ effectiveFrom, effectiveTo }) =>
          effectiveFrom <= today && (effectiveTo === undefined || today <= effectiveTo),
      ) ?? editions.at(-1);
    if (found === undefined) throw methodologyNotFound(code);
    return methodologyDetailBody(found, today);
  }
}

function compare(one: Pick<Methodology, 'code' | 'version'>, code: string, version: string): number {
  if (one.code !== code) return one.code < code ? -1 : 1;
  return one.version === version ? 0 : one.version < version ? -1 : 1;
}

/** Asked for by its path, so that it is not found; where a project names it, it is refused (CCR-001). */
function methodologyNotFound(code: string): Refusal {
  return new Refusal(
    'CREDITS_METHODOLOGY_NOT_FOUND',
    404,
    { zh: `没有名为 ${code} 的方法学`, en: `There is no methodology ${code}` },
    { details: { methodology: code } },
  );
}
