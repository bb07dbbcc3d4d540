import { Module } from '@nestjs/common';

@Module({})
export class ReceiptsModule {}

export const receiptMigrations: [] = [];
