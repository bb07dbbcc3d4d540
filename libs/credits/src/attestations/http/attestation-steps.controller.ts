import {
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  Permit,
  type Sent,
} from '@carbon/http';
import { chinaDate } from '@carbon/kernel';
import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CreditDesk } from '../../desk';
import { CREDIT_DESK } from '../../http-desk';
import { partiesOf } from '../persistence/parties';
import { type AttestationStep, stepAttestation } from '../use-cases/step-attestation';
import {
  AttestationBody,
  attestationBody,
  AttestationPath,
  AttestationReasonBody,
  SurveillanceBody,
} from './attestation-bodies';

/** What a certifier makes of its attestation later; each is one person's act of that house (S29). */
@ApiTags('attestations')
@Controller('v1/attestations/:number')
export class AttestationStepsController {
  constructor(
    private readonly once: Once,
    @Inject(CREDIT_DESK) private readonly desk: CreditDesk,
  ) {}

  @Post('surveillances')
  @HttpCode(200)
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Record a surveillance. 登记监督审核' })
  @ApiOkResponse({ type: AttestationBody })
  survey(
    @Param() { number }: AttestationPath,
    @Body() { on, outcome, document }: SurveillanceBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<AttestationBody>> {
    return this.step({ number, act: 'survey', document, survey: { on, outcome } }, caller, key);
  }

  @Post('suspensions')
  @HttpCode(200)
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Suspend an attestation. 暂停认证' })
  @ApiOkResponse({ type: AttestationBody })
  suspend(
    @Param() { number }: AttestationPath,
    @Body() { reason, document }: AttestationReasonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<AttestationBody>> {
    return this.step({ number, act: 'suspend', reason, document }, caller, key);
  }

  @Post('reinstatements')
  @HttpCode(200)
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Let a suspended attestation hold again. 恢复认证' })
  @ApiOkResponse({ type: AttestationBody })
  reinstate(
    @Param() { number }: AttestationPath,
    @Body() { reason, document }: AttestationReasonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<AttestationBody>> {
    return this.step({ number, act: 'reinstate', reason, document }, caller, key);
  }

  @Post('withdrawals')
  @HttpCode(200)
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Withdraw an attestation for good. 撤销认证' })
  @ApiOkResponse({ type: AttestationBody })
  withdraw(
    @Param() { number }: AttestationPath,
    @Body() { reason, document }: AttestationReasonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<AttestationBody>> {
    return this.step({ number, act: 'withdraw', reason, document }, caller, key);
  }

  private async step(step: AttestationStep, caller: Caller, key: string): Promise<Sent<AttestationBody>> {
    const request = { caller, operation: `attestations.${step.act}`, key, body: step };
    const answer = await this.once.run(request, async (tx) => {
      const one = await stepAttestation(tx, this.desk, step, caller);
      return attestationBody(one, await partiesOf(tx, [one]), chinaDate(this.desk.clock.now()));
    });
    return answer.body;
  }
}
