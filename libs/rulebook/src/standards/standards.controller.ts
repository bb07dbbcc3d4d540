import { Database } from '@carbon/database';
import { AnswersPageOf, CLOCK, pageBody, pageOf, PublicRoute, type Sent } from '@carbon/http';
import { type ChinaDate, chinaDate, type Clock, type Page, toPage } from '@carbon/kernel';
import { type Standard, standardsOn, standardWarnings } from '@carbon/rules';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Rulebook } from '../rulebook';
import {
  StandardBody,
  standardBody,
  StandardsQuery,
  StandardWarningBody,
  warningBody,
  WarningsQuery,
} from './standard-bodies';

/** Injection token of the editions that rooms bring beside the register: methodologies that run. */
export const BROUGHT_STANDARDS = Symbol('rulebook.brought standards');

/** S37: which editions of standards and methodologies there are, and where they contradict each other. */
@ApiTags('standards')
@Controller('v1/standards')
export class StandardsController {
  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    @Inject(BROUGHT_STANDARDS) private readonly brought: readonly Standard[],
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Standards, methodologies and factors by code. 标准与方法学版本登记' })
  @AnswersPageOf(StandardBody)
  async list(@Query() query: StandardsQuery): Promise<Page<Sent<StandardBody>>> {
    const { limit, after } = pageOf(query, ['text']);
    const { on, subject, status } = query;
    const found = (await this.register(on)).filter(
      (one) =>
        one.code > (after?.[0] ?? '') &&
        (subject === undefined || one.subject === subject) &&
        (status === undefined || one.status === status),
    );
    return pageBody(
      toPage(found, limit, ({ code }) => [code]),
      standardBody,
    );
  }

  @Get('warnings')
  @PublicRoute()
  @ApiOperation({
    summary: 'Where the register contradicts itself; nothing is decided here. 版本冲突提示',
  })
  @AnswersPageOf(StandardWarningBody)
  async warnings(@Query() query: WarningsQuery): Promise<Page<Sent<StandardWarningBody>>> {
    const { limit, after } = pageOf(query, ['number']);
    const day = query.on ?? this.today();
    const from = Number(after?.[0] ?? 0);
    const found = standardWarnings(await this.register(day), day).map((one, at) => ({ one, at }));
    const page = toPage(found.slice(from), limit, ({ at }) => [(at + 1).toString()]);
    return pageBody(page, ({ one }) => warningBody(one));
  }

  private async register(on: ChinaDate = this.today()): Promise<readonly Standard[]> {
    return standardsOn(on, this.brought, await this.rulebook.packs(this.database)).standards;
  }

  private today(): ChinaDate {
    return chinaDate(this.clock.now());
  }
}
