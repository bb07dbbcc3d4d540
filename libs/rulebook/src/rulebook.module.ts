import { Global, Module } from '@nestjs/common';
import { Rulebook } from './rulebook';

/** Rule packs as immutable versions, and how a new one comes to count. */
@Global()
@Module({ providers: [Rulebook], exports: [Rulebook] })
export class RulebookModule {}
