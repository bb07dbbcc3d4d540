import { Module } from '@nestjs/common';

@Module({})
export class CreditsModule {}

export const creditMigrations: [] = [];
