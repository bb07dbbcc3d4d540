import { Database } from '@carbon/database';
import { AnswersPageOf, type Caller, CurrentCaller, pageBody, pageOf, Permit, type Sent } from '@carbon/http';
import { findHoldersById, type Holder } from '@carbon/identity';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { pledgeUnknown } from '../domain/refusals';
import type { Pledge } from '../persistence/pledge';
import { findPledge, readPledges } from '../persistence/read-pledges';
import { PledgeBody, pledgeBody, type PledgeParties, PledgePath, PledgesQuery } from './pledge-bodies';

/** Pledges, for those who gave units and those to whom they are pledged. Proposed and released as tasks. */
@ApiTags('pledges')
@Controller('v1/pledges')
export class PledgesController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permit('accounts.read')
  @ApiOperation({
    summary: 'Pledges, the latest first. 质押列表',
    description: 'A pledgee sees a pledge once it is in force. 质权人仅可见已生效的质押。',
  })
  @AnswersPageOf(PledgeBody)
  async list(
    @Query() query: PledgesQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<PledgeBody>>> {
    const { account, state } = query;
    const page = pageOf(query, ['number']);
    const found = await readPledges(this.database, reach, page, { account, state });
    const partiesOf = await this.parties(found.items);
    return pageBody(found, (pledge) => pledgeBody(pledge, partiesOf(pledge)));
  }

  @Get(':id')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'One pledge: its units, its loan, what is still pledged. 查询质押' })
  @ApiOkResponse({ type: PledgeBody })
  async get(@Param() { id }: PledgePath, @CurrentCaller() { reach }: Caller): Promise<Sent<PledgeBody>> {
    const pledge = await findPledge(this.database, id, reach);
    if (pledge === undefined) throw pledgeUnknown(id);
    const partiesOf = await this.parties([pledge]);
    return pledgeBody(pledge, partiesOf(pledge));
  }

  private async parties(pledges: readonly Pledge[]): Promise<(pledge: Pledge) => PledgeParties> {
    const ids = pledges.flatMap(({ pledgorId, pledgeeId }) => [pledgorId, pledgeeId]);
    const holders = await findHoldersById(this.database.source.manager, ids);
    return ({ pledgorId, pledgeeId }) => ({
      pledgor: partyOf(holders.get(pledgorId), pledgorId),
      pledgee: partyOf(holders.get(pledgeeId), pledgeeId),
    });
  }
}

function partyOf(holder: Holder | undefined, id: string): PledgeParties['pledgor'] {
  if (holder === undefined) throw new Error(`the holder ${id} of a pledge is gone`);
  const { code, nameZh, nameEn } = holder;
  return { code, nameZh, nameEn };
}
