import { Module } from '@nestjs/common';

@Module({})
export class IntakeModule {}

export const intakeMigrations: [] = [];
