import { Module } from '@nestjs/common';
import { VerifiedModule } from './verified/verified.module';

/** Allowances over HTTP, from the list of emitters to the certificate of compliance. Needs EdgeModule, LedgerModule, ApprovalsModule, RulebookModule. */
@Module({ imports: [VerifiedModule] })
export class AllowancesModule {}
