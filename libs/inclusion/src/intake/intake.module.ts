import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Module } from '@nestjs/common';
import { InclusionPartsModule } from '../inclusion-parts.module';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { ActProofsModule } from './act-proofs.module';
import { ActHasher } from './domain/act-record';
import { ActEvidenceController } from './http/act-evidence.controller';
import { ActsController } from './http/acts.controller';
import { LandingGate } from './landing-gate';
import { INTAKE_DESK, type IntakeDesk } from './parts';
import { ActProofSource } from './proofs';

/** How residents' acts come in, what is corrected of them, and how each is proved. */
@Module({
  imports: [InclusionPartsModule, ActProofsModule],
  controllers: [ActsController, ActEvidenceController],
  providers: [
    {
      provide: INTAKE_DESK,
      inject: [Database, CLOCK, INCLUSION_PARTS, ActProofSource],
      useFactory: async (
        database: Database,
        clock: Clock,
        { packs }: InclusionParts,
        proofs: ActProofSource,
      ): Promise<IntakeDesk> => ({
        ...{
          database,
          clock,
          packs,
          proofs,
          hasher: await ActHasher.create(),
          gate: new LandingGate(database),
        },
      }),
    },
  ],
  exports: [INTAKE_DESK],
})
export class ActIntakeModule {}
