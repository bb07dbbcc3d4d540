import { Module } from '@nestjs/common';

@Module({})
export class EventsModule {}

export const eventMigrations: [] = [];
