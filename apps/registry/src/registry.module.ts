import { certificateRoutes, CertificatesModule, type ProofSource } from '@carbon/certificates';
import { EdgeModule, type EdgeParts } from '@carbon/http';
import { IdentityModule } from '@carbon/identity';
import { type Ledger, LedgerModule, type LedgerWriterOptions } from '@carbon/ledger';
import { RulesModule } from '@carbon/rules';
import { type DynamicModule, Module } from '@nestjs/common';
import { calculators } from './calculators';
import { HolderAccountsController } from './holder-accounts.controller';

export interface RegistryParts extends EdgeParts {
  readonly ledger: Ledger;
  readonly writer?: LedgerWriterOptions;
  /** Proofs of journal rows, for tracing; without them every step waits for its anchor. */
  readonly proofs?: ProofSource;
}

/** The registry: holders, accounts, instruments, moves; each scheme brings its own module. */
@Module({})
export class RegistryModule {
  static forRoot(parts: RegistryParts): DynamicModule {
    return {
      module: RegistryModule,
      imports: [
        EdgeModule.forRoot(parts),
        IdentityModule,
        RulesModule.forRoot({ calculators }),
        LedgerModule.forRoot(parts.ledger, { ...parts.writer, schemes: certificateRoutes }),
        CertificatesModule.forRoot(parts),
      ],
      controllers: [HolderAccountsController],
    };
  }
}
