import { Module } from '@nestjs/common';
import { EngagementsController } from './http/engagements.controller';
import { HoldersController } from './http/holders.controller';
import { PublicHoldersController } from './http/public-holders.controller';

/** Holders over HTTP. Needs EdgeModule. */
@Module({ controllers: [HoldersController, PublicHoldersController, EngagementsController] })
export class IdentityModule {}
