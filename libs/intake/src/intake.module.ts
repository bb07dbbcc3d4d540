import { Module } from '@nestjs/common';
import { DevicesController } from './http/devices.controller';
import { IntakeBatchesController } from './http/intake-batches.controller';
import { MeterReadingsController } from './http/meter-readings.controller';
import { QualityPlansController } from './http/quality-plans.controller';
import { VerificationCasesController } from './http/verification-cases.controller';

/** Evidence over HTTP: meters and their readings, plans of data quality, the verifier's workspace. Needs EdgeModule, DocumentsModule. */
@Module({
  controllers: [
    DevicesController,
    MeterReadingsController,
    IntakeBatchesController,
    QualityPlansController,
    VerificationCasesController,
  ],
})
export class IntakeModule {}
