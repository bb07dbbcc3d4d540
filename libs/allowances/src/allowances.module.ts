import { Module } from '@nestjs/common';
import { CancellationsModule } from './cancellations/cancellations.module';
import { GroupsModule } from './groups/index';
import { InternalMarketsModule } from './internal/index';
import { VerifiedModule } from './verified/verified.module';

/** Allowances over HTTP, from the list of emitters to the certificate of compliance. Needs EdgeModule, LedgerModule, ApprovalsModule, RulebookModule. */
@Module({ imports: [VerifiedModule, CancellationsModule, GroupsModule, InternalMarketsModule] })
export class AllowancesModule {}
