import { Database } from '@carbon/database';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { PublicPageController } from './http/public-page.controller';
import { PublicRegisterController } from './http/public-register.controller';
import { ReceiptsController } from './http/receipts.controller';
import { RECEIPT_DESK } from './http/tokens';
import { noReceiptProofs, RECEIPT_PROOFS, type ReceiptProofs } from './proofs';
import { PublicSite } from './public-site';
import { ReceiptSources } from './sources';
import type { ReceiptDesk } from './use-cases/tell-receipt';

export interface ReceiptsParts {
  /** Where proofs of transactions come from; without it every proof is still to come. */
  readonly receiptProofs?: ReceiptProofs;
  /** Address of the public pages as people see it. */
  readonly site?: string;
}

/** Where a service listens that nobody told how it is reached. */
const OWN_MACHINE = 'http://127.0.0.1:3000';

/** Receipts over HTTP, and the register in which schemes say what theirs tell. Needs EdgeModule and IdentityModule. */
@Global()
@Module({})
export class ReceiptsModule {
  static forRoot({ receiptProofs = noReceiptProofs, site = OWN_MACHINE }: ReceiptsParts = {}): DynamicModule {
    const sources = new ReceiptSources();
    return {
      module: ReceiptsModule,
      controllers: [ReceiptsController, PublicRegisterController, PublicPageController],
      providers: [
        { provide: ReceiptSources, useValue: sources },
        { provide: RECEIPT_PROOFS, useValue: receiptProofs },
        { provide: PublicSite, useValue: new PublicSite(site) },
        {
          provide: RECEIPT_DESK,
          inject: [Database],
          useFactory: (database: Database): ReceiptDesk => ({
            database,
            sources,
            proofs: receiptProofs,
            site,
          }),
        },
      ],
      exports: [ReceiptSources, PublicSite],
    };
  }
}
