import { Module } from '@nestjs/common';

/** Which instruments trade where, who may trade, halts. */
@Module({})
export class InstrumentsModule {}
