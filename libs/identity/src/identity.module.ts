import { Module } from '@nestjs/common';
import { HoldersController } from './http/holders.controller';

/** Holders over HTTP. Needs EdgeModule. */
@Module({ controllers: [HoldersController] })
export class IdentityModule {}
