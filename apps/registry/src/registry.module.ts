import { AllowancesModule } from '@carbon/allowances';
import { ApprovalsModule } from '@carbon/approvals';
import { AuditModule } from '@carbon/audit';
import {
  CertificateSheetsModule,
  certificateRoutes,
  CertificatesModule,
  type ProofSource,
} from '@carbon/certificates';
import {
  AccountsDeskModule,
  CalendarDeskModule,
  CustodyExportsModule,
  HolderActsModule,
  MembersDeskModule,
  PeopleActsModule,
  PledgesModule,
  TransfersModule,
  type TransfersOptions,
} from '@carbon/custody';
import { CreditsModule } from '@carbon/credits';
import type { Database } from '@carbon/database';
import { type DocumentParts, DocumentsModule } from '@carbon/documents';
import { type Authenticator, EdgeModule } from '@carbon/http';
import {
  ApprovedInvitations,
  Authenticators,
  IdentityModule,
  type MailDelivery,
  type Mailer,
  type OidcOptions,
  SessionAuthenticator,
  type SessionSettings,
  SignedKeys,
} from '@carbon/identity';
import { EventsModule, type EventsOptions } from '@carbon/events';
import { InclusionModule, inclusionRoutes } from '@carbon/inclusion';
import { IntakeModule } from '@carbon/intake';
import { JobsModule, type JobsOptions } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { type Ledger, LedgerModule, type LedgerWriterOptions } from '@carbon/ledger';
import { MarketExportsModule, MarketModule, marketRoutes } from '@carbon/market';
import { PrivacyModule, type SealedPersonVault } from '@carbon/privacy';
import { type ReceiptProofs, ReceiptsModule } from '@carbon/receipts';
import { Rulebook, RulebookModule } from '@carbon/rulebook';
import { approvalPolicy, RulesModule } from '@carbon/rules';
import { SourcesModule } from '@carbon/sources';
import { type DynamicModule, Module } from '@nestjs/common';
import { AssetSuccession } from './asset-succession';
import { calculators } from './calculators';
import { CreditPoolsModule } from './credit-pools';
import { HolderAccountsController } from './holder-accounts.controller';
import { HousekeepingModule, type HousekeepingOptions } from './housekeeping/housekeeping.module';
import { RewardShelf } from './reward-shelf';
import { broughtStandards, ruleFamilies } from './rule-packs';

export interface RegistryParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly vault: SealedPersonVault;
  readonly mailer: Mailer;
  /** Where mails go; without it they stay in the outbox. */
  readonly delivery?: MailDelivery;
  /** How people sign in. */
  readonly sessions: SessionSettings;
  /** An OpenID provider that people may sign in at. */
  readonly oidc?: OidcOptions;
  /** Knows the operator's machines, and whoever else the process lets in beside people and signed requests. */
  readonly machines: Authenticator;
  readonly writer?: LedgerWriterOptions;
  /** Proofs of journal rows, for tracing; without them every step waits for its anchor. */
  readonly proofs?: ProofSource;
  /** Proofs of whole transactions, for receipts; without them every receipt waits for its proof. */
  readonly receiptProofs?: ReceiptProofs;
  /** Address of the public pages as people see it. */
  readonly site?: string;
  readonly transfers?: Pick<TransfersOptions, 'runner'>;
  readonly housekeeping?: HousekeepingOptions;
  readonly jobs?: JobsOptions;
  readonly events?: EventsOptions;
  /** Where documents are kept and scanned; in the database and not at all when absent. */
  readonly documents?: DocumentParts;
}

/** The registry: holders, people, accounts, instruments, moves; each scheme brings its own module. */
@Module({})
export class RegistryModule {
  static forRoot(parts: RegistryParts): DynamicModule {
    const { database, clock, ledger, vault, mailer, sessions, machines } = parts;
    const rulebook = new Rulebook(ruleFamilies);
    const authenticator = new Authenticators([
      new SignedKeys(database, vault, clock),
      new SessionAuthenticator(database, vault, clock, sessions),
      machines,
    ]);
    return {
      module: RegistryModule,
      imports: [
        EdgeModule.forRoot({ database, clock, authenticator }),
        AuditModule,
        RulesModule.forRoot({ calculators, packs: () => rulebook.packs(database) }),
        DocumentsModule.forRoot(parts.documents),
        PrivacyModule.forRoot({ vault }),
        IdentityModule.forRoot({
          vault,
          mailer,
          settings: sessions,
          ...(parts.delivery === undefined ? {} : { delivery: parts.delivery }),
          ...(parts.oidc === undefined ? {} : { oidc: parts.oidc }),
        }),
        ApprovalsModule.forRoot({
          policy: async (kind, facts, reader) =>
            approvalPolicy(kind, { ...facts, packs: await rulebook.packs(reader) }),
        }),
        LedgerModule.forRoot(ledger, {
          ...parts.writer,
          schemes: { ...certificateRoutes, ...marketRoutes, ...inclusionRoutes },
        }),
        AccountsDeskModule,
        CalendarDeskModule,
        HolderActsModule,
        MembersDeskModule.forRoot(new ApprovedInvitations(vault, mailer)),
        PeopleActsModule,
        TransfersModule.forRoot({ ...parts.transfers, schemes: certificateRoutes }),
        PledgesModule,
        JobsModule.forRoot(parts.jobs),
        CustodyExportsModule,
        EventsModule.forRoot({
          ...(parts.site === undefined ? {} : { source: parts.site }),
          ...parts.events,
        }),
        SourcesModule,
        IntakeModule,
        ReceiptsModule.forRoot(parts),
        CertificatesModule.forRoot(parts),
        CertificateSheetsModule,
        CreditsModule,
        MarketModule,
        MarketExportsModule,
        CreditPoolsModule,
        InclusionModule,
        RulebookModule.forRoot({ rulebook, standards: broughtStandards }),
        AllowancesModule,
        HousekeepingModule.forRoot(parts.housekeeping),
      ],
      controllers: [HolderAccountsController],
      providers: [AssetSuccession, RewardShelf],
    };
  }
}
