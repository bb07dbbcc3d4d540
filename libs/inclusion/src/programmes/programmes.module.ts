import { Module } from '@nestjs/common';
import { InclusionPartsModule } from '../inclusion-parts.module';
import { ProgrammesController } from './http/programmes.controller';
import { ProgrammeRegistrations } from './registrations';

/** Programmes and their figures. Needs ApprovalsModule, and of custody AccountsDeskModule, HolderActsModule, TransfersModule. */
@Module({
  imports: [InclusionPartsModule],
  controllers: [ProgrammesController],
  providers: [ProgrammeRegistrations],
})
export class ProgrammesModule {}
