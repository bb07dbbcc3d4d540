import { Module } from '@nestjs/common';
import { creditDeskProvider } from '../http-desk';
import { AttestationStepsController } from './http/attestation-steps.controller';
import { AttestationsController } from './http/attestations.controller';
import { PublicAttestationsController } from './http/public-attestations.controller';

/** Certificates of other kinds than units. Needs EdgeModule, LedgerModule and IdentityModule. */
@Module({
  controllers: [AttestationsController, AttestationStepsController, PublicAttestationsController],
  providers: [creditDeskProvider],
})
export class AttestationsModule {}
