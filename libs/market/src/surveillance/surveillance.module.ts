import { Module } from '@nestjs/common';

/** Alerts, explained, for whoever runs a market. */
@Module({})
export class SurveillanceModule {}
