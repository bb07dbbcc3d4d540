import { Global, Module } from '@nestjs/common';
import { VerifiedListeners } from './verified-listeners';

/** What was verified, and who wants to know. */
@Global()
@Module({ providers: [VerifiedListeners], exports: [VerifiedListeners] })
export class VerifiedModule {}
