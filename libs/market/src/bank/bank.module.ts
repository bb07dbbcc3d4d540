import { Module } from '@nestjs/common';

/** The bank: statements come in, money is reconciled. */
@Module({})
export class BankModule {}
