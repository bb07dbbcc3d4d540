import { TaskKinds } from '@carbon/approvals';
import { HolderSuccession } from '@carbon/custody';
import { Database } from '@carbon/database';
import { PersonalDataSources } from '@carbon/privacy';
import { watchNumbers } from '@carbon/sources';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { POOL_DESK } from './http/desk-of';
import { pooledIssueKind } from './tasks/pooled-issue-kind';
import { poolSettlementKind } from './tasks/pool-settlement-kind';
import type { PoolDesk } from './use-cases/desk';
import { numbersOfPools } from './use-cases/numbers-of-pools';
import { personsOfPools } from './use-cases/persons-of-pools';
import { succeedInPools } from './use-cases/succeed-in-pools';

/** What pools bring to the rooms below: acts under four eyes, whose they are after a merger, data of persons. */
@Injectable()
export class PoolRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly succession: HolderSuccession,
    private readonly persons: PersonalDataSources,
    private readonly database: Database,
    @Inject(POOL_DESK) private readonly desk: PoolDesk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(pooledIssueKind(this.desk));
    this.kinds.register(poolSettlementKind);
    this.succession.register('credits.pools', succeedInPools);
    this.persons.register(personsOfPools);
    watchNumbers(this.database, 'credits.pools', numbersOfPools(this.desk));
  }
}
