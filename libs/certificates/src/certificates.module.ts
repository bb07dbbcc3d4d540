import { GEC_SCHEME } from './domain/instrument-code';
import { type DynamicModule, Module } from '@nestjs/common';
import { EarlierPlants } from './earlier-plants';
import { DailyExpiryScheduler, EXPIRY_EVERY, type ExpiryEvery } from './expiry-scheduler';
import { CertificateAccountsController } from './http/certificate-accounts.controller';
import { MeterMonthsViewsController } from './http/meter-months-views.controller';
import { SettlementsController } from './http/settlements.controller';
import { StatisticsController } from './http/statistics.controller';
import { TradesController } from './http/trades.controller';
import { CertificateIssuesController } from './http/certificate-issues.controller';
import { CertificateTransfersController } from './http/certificate-transfers.controller';
import { CertificatesController } from './http/certificates.controller';
import { ClaimsController } from './http/claims.controller';
import { deskProvider } from './http/desk-of';
import { ExpiryRunsController } from './http/expiry-runs.controller';
import { MeterMonthsController } from './http/meter-months.controller';
import { PlantsController } from './http/plants.controller';
import { CertificateRegistrations } from './registrations';
import { noProofs, PROOF_SOURCE, type ProofSource } from './use-cases/proof-source';

export interface CertificatesParts {
  /** Where proofs of journal rows come from; without one every step waits for its anchor. */
  readonly proofs?: ProofSource;
  /** How often to look whether the day's expiry run is due; ten minutes when absent. */
  readonly expiryEvery?: ExpiryEvery;
}

const TEN_MINUTES = 600_000;

/** The route by which certificates change hands; the ledger's own refuses them (GEC-009, GEC-013). */
export const certificateRoutes = { [GEC_SCHEME]: '/v1/certificate-transfers' } as const;

/**
 * Green certificates over HTTP. Needs EdgeModule, LedgerModule, ApprovalsModule, PrivacyModule, and of custody
 * TransfersModule and HolderActsModule.
 */
@Module({})
export class CertificatesModule {
  static forRoot({ proofs = noProofs, expiryEvery = TEN_MINUTES }: CertificatesParts = {}): DynamicModule {
    return {
      module: CertificatesModule,
      controllers: [
        PlantsController,
        MeterMonthsController,
        CertificateIssuesController,
        CertificateTransfersController,
        ClaimsController,
        ExpiryRunsController,
        CertificatesController,
        CertificateAccountsController,
        MeterMonthsViewsController,
        SettlementsController,
        TradesController,
        StatisticsController,
      ],
      providers: [
        deskProvider,
        CertificateRegistrations,
        EarlierPlants,
        DailyExpiryScheduler,
        { provide: PROOF_SOURCE, useValue: proofs },
        { provide: EXPIRY_EVERY, useValue: expiryEvery },
      ],
    };
  }
}
