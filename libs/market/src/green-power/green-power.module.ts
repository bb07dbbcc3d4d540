import { Module } from '@nestjs/common';

/** Local green power by the quarter hour. */
@Module({})
export class GreenPowerModule {}
