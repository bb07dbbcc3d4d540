import {
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  Permit,
  type Sent,
} from '@carbon/http';
import { accountInReach } from '@carbon/ledger';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Desk } from '../use-cases/desk';
import { transferCertificates } from '../use-cases/transfer-certificates';
import { DESK } from './desk-of';
import { choicesOf } from './fields';
import {
  TransferCertificatesBody,
  TransferReceiptBody,
  transferReceiptBody,
  transferTermsOf,
} from './transfer-bodies';

@ApiTags('certificates')
@Controller('v1/certificate-transfers')
export class CertificateTransfersController {
  constructor(
    private readonly once: Once,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Post()
  @Permit('transfers.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Move certificates, all or none. 划转绿证' })
  @ApiCreatedResponse({ type: TransferReceiptBody })
  async transfer(
    @Body() body: TransferCertificatesBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<TransferReceiptBody>> {
    const request = { caller, operation: 'certificates.transfer', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const { from, to, reference } = body;
      await accountInReach(tx, from, caller.reach);
      const command = {
        actor: caller.id,
        from,
        to,
        ...transferTermsOf(body),
        certificates: choicesOf(body.certificates),
        ...(reference !== undefined && { reference }),
      };
      return transferReceiptBody(await transferCertificates(tx, this.desk, command));
    });
    return answer.body;
  }
}
