import { Module } from '@nestjs/common';
import { DevicesController } from './http/devices.controller';
import { IntakeBatchesController } from './http/intake-batches.controller';
import { MeterReadingsController } from './http/meter-readings.controller';
import { QualityPlansController } from './http/quality-plans.controller';

/** Evidence over HTTP: meters and their readings, plans of data quality. Needs EdgeModule, DocumentsModule. */
@Module({
  controllers: [DevicesController, MeterReadingsController, IntakeBatchesController, QualityPlansController],
})
export class IntakeModule {}
