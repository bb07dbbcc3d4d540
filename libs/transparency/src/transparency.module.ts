import { Database } from '@carbon/database';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { EvidenceService } from './evidence';
import { AuditEvidenceController } from './http/audit-evidence.controller';
import { EvidenceController } from './http/evidence.controller';
import { LogController } from './http/log.controller';
import { ReconciliationController } from './http/reconciliation.controller';
import { NotaryService, type NotaryServiceOptions } from './notary-service';
import { PublicLog } from './public-log';
import { ReconciliationService } from './reconcile';

/** The log, its notary, evidence and reconciliation for everybody in the process, and their routes. Needs EdgeModule. */
@Global()
@Module({})
export class TransparencyModule {
  static forRoot(options: NotaryServiceOptions): DynamicModule {
    const { signer } = options;
    const onFault = options.notary?.onFault;
    return {
      module: TransparencyModule,
      controllers: [LogController, AuditEvidenceController, EvidenceController, ReconciliationController],
      providers: [
        {
          provide: NotaryService,
          inject: [Database],
          useFactory: (database: Database) => NotaryService.create(database, options),
        },
        {
          provide: EvidenceService,
          inject: [Database],
          useFactory: (database: Database) => new EvidenceService(database, signer),
        },
        {
          provide: PublicLog,
          inject: [Database],
          useFactory: (database: Database) => new PublicLog(database, signer),
        },
        {
          provide: ReconciliationService,
          inject: [Database, NotaryService],
          useFactory: (database: Database, notary: NotaryService) =>
            new ReconciliationService(database, signer, {
              contract: () => notary.contract(),
              ...(onFault === undefined ? {} : { onFault }),
            }),
        },
      ],
      exports: [NotaryService, EvidenceService, PublicLog, ReconciliationService],
    };
  }
}
