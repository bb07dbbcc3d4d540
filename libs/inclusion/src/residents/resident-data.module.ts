import { Module } from '@nestjs/common';
import { ResidentData } from './resident-data';

/** For parts of this room that hold data of residents: import it, and register with ResidentData. */
@Module({ providers: [ResidentData], exports: [ResidentData] })
export class ResidentDataModule {}
