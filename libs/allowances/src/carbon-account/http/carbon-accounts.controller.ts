import { Database } from '@carbon/database';
import { type Caller, CLOCK, CurrentCaller, Permit, type Sent, type Window, windowOf } from '@carbon/http';
import { holderInReach, unknownHolder } from '@carbon/identity';
import { chinaDate, type Clock } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readAccount } from '../use-cases/read-account';
import { AccountYearQuery, CarbonAccountBody, carbonAccountBody } from './account-bodies';
import { CarbonCodePath } from './code-bodies';

const HOME_MARKET = 'CN';

/** Where an enterprise stands, on one page (S06). */
@ApiTags('carbon accounts')
@Controller('v1/carbon-accounts')
export class CarbonAccountsController {
  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':holder')
  @Permit('carbon-account.read')
  @ApiOperation({
    summary: 'Allocated, traded, held, due, missing: one obligation year. 企业碳账户',
    description: 'Never one blended number: sub-balances of each vintage stand under allowance holdings.',
  })
  @ApiOkResponse({ type: CarbonAccountBody })
  async get(
    @Param() { holder: name }: CarbonCodePath,
    @Query() { market = HOME_MARKET, year }: AccountYearQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<CarbonAccountBody>> {
    const now = this.clock.now();
    const holder = await holderInReach(this.database.source.manager, name, reach);
    // an engagement for some days shows no figures of a whole account
    if (!isSeenWhole(windowOf(reach, holder.id))) throw unknownHolder(name);
    const of = { holderId: holder.id, market, year: Number(year ?? Number(chinaDate(now).slice(0, 4)) - 1) };
    const packs = await this.rulebook.packs(this.database);
    return carbonAccountBody(await readAccount(this.database, packs, of, now));
  }
}

const isSeenWhole = (window: Window | undefined): boolean =>
  window !== undefined &&
  window.from === undefined &&
  window.to === undefined &&
  window.instruments === undefined;
