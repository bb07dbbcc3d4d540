import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { type Clock, fault, malformed, type Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readWards } from '../persistence/guardianships';
import { PersonalDataSources } from '../personal-data-sources';
import { SealedPersonVault } from '../sealed-person-vault';
import { endGuardianship, enterGuardianship, type NewGuardianship } from '../use-cases/enter-guardianship';
import { blinded } from './blinded';
import {
  EndGuardianshipBody,
  EnterGuardianshipBody,
  GuardianshipBody,
  guardianshipBody,
  GuardianshipPath,
} from './guardianship-bodies';
import { fieldsOf } from './person-bodies';
import { personOf } from './person-of';

/** Who acts for children (PII-001). The registry enters it on proof: nobody makes themself a guardian. */
@ApiTags('guardianships')
@Controller('v1')
export class GuardianshipsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly vault: SealedPersonVault,
    private readonly sources: PersonalDataSources,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('guardianships')
  @Permit('persons.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Enter who acts for a child, and the child. 登记监护关系' })
  @ApiCreatedResponse({ type: GuardianshipBody })
  async enter(
    @Body() body: EnterGuardianshipBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<GuardianshipBody>> {
    const entry = newGuardianship(body);
    const request = { caller, operation: 'guardianships.enter', key, body: blinded(this.vault, body) };
    const answer = await this.once.run(request, async (tx) =>
      guardianshipBody(await enterGuardianship(tx, this.vault, entry, this.clock.now())),
    );
    return answer.body;
  }

  @Post('guardianships/:id/end')
  @Permit('persons.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'End a guardianship. 终止监护关系' })
  @ApiCreatedResponse({ type: GuardianshipBody })
  async end(
    @Param() { id }: GuardianshipPath,
    @Body() { reason }: EndGuardianshipBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<GuardianshipBody>> {
    const request = { caller, operation: 'guardianships.end', key, body: { id, reason } };
    const answer = await this.once.run(request, async (tx) =>
      guardianshipBody(await endGuardianship(tx, this.sources.listeners, { id, reason }, this.clock.now())),
    );
    return answer.body;
  }

  @Get('me/wards')
  @Permit('self')
  @ApiOperation({ summary: 'The children you act for. 本人的被监护人' })
  @AnswersPageOf(GuardianshipBody)
  async wards(
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<GuardianshipBody>>> {
    const page = pageOf(query, ['id']);
    return pageBody(await readWards(this.database.source.manager, personOf(caller), page), guardianshipBody);
  }
}

function newGuardianship({
  guardian,
  ward,
  child,
  evidence: evidenceHash,
}: EnterGuardianshipBody): NewGuardianship {
  const guardianId = guardian.toLowerCase();
  if (ward !== undefined && child === undefined) {
    return { guardianId, ward: { id: ward.toLowerCase() }, evidenceHash };
  }
  if (child !== undefined && ward === undefined) {
    return { guardianId, ward: fieldsOf(child), evidenceHash };
  }
  throw malformed([
    fault(
      'ward',
      'one-of',
      'name a known child or the data of a new one, one of both',
      '请指明已登记或待登记的未成年人之一',
    ),
  ]);
}
