import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import { fault, malformed, type Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ownPartner } from '../../partners/partner';
import { INTAKE_DESK, type IntakeDesk } from '../parts';
import { readCorrections } from '../persistence/corrections';
import { correctAct } from '../use-cases/correct-act';
import { ActPartnerPath } from './act-bodies';
import {
  ActCorrectionBody,
  ActCorrectionsQuery,
  ListedActCorrectionBody,
  listedCorrectionBody,
  TellActCorrectionBody,
} from './correction-bodies';

/** What partners take back or change of what they told. */
@ApiTags('acts')
@Controller('v1/partners')
export class CorrectionsController {
  constructor(
    @Inject(INTAKE_DESK) private readonly desk: IntakeDesk,
    private readonly once: Once,
  ) {}

  @Post(':code/corrections')
  @Permit('acts.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Take an act back, or correct it. 撤回或更正已上报的行为',
    description: 'What was told stays; what came of it is judged anew. 原记录保留，结果重新核算。',
  })
  @ApiCreatedResponse({ type: ActCorrectionBody })
  async correct(
    @Param() { code }: ActPartnerPath,
    @Body() body: TellActCorrectionBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ActCorrectionBody>> {
    const changes = [body.startedAt, body.durationS, body.amount].filter((one) => one !== undefined);
    if (body.revoke !== (changes.length === 0)) throw eitherOr();
    const request = { caller, operation: 'acts.correct', key, body: { code, correction: body } };
    const answer = await this.once.run(request, async (tx) => {
      const partner = await ownPartner(tx, code, caller.reach);
      const now = this.desk.clock.now();
      const { id, actNo } = await correctAct(tx, this.desk, partner, body, { actor: caller.id, now });
      return { correction: id.toString(), act: actNo.toString() };
    });
    return answer.body;
  }

  @Get(':code/corrections')
  @Permit('acts.read')
  @ApiOperation({ summary: 'What you corrected, the latest first. 更正与撤回记录' })
  @AnswersPageOf(ListedActCorrectionBody)
  async list(
    @Param() { code }: ActPartnerPath,
    @Query() query: ActCorrectionsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ListedActCorrectionBody>>> {
    const { id } = await ownPartner(this.desk.database, code, reach);
    return pageBody(
      await readCorrections(this.desk.database, id, pageOf(query, ['number'])),
      listedCorrectionBody,
    );
  }
}

const eitherOr = () =>
  malformed([
    fault(
      'revoke',
      'either-or',
      'is taken back, or something of it is corrected',
      '应为整条撤回，或更正至少一项',
    ),
  ]);
