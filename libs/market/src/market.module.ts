import { TransferRules } from '@carbon/custody';
import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Logger, Module } from '@nestjs/common';
import { CashController } from './cash/http/cash.controller';
import { MARKET_PARTS, type MarketParts } from './parts';
import { MarketRegistrations } from './registrations';
import { marketPackAt } from './sales/domain/rules/market-rules';
import { ListingsController } from './sales/http/listings.controller';
import { OffersController } from './sales/http/offers.controller';
import { SalesController } from './sales/http/sales.controller';
import { OfferSweeper } from './sales/offer-sweeper';

/** The route by which cash changes hands; the ledger's own refuses it. */
export const marketRoutes = { CNY: '/v1/listings' } as const;

/**
 * Sales at a fixed price, paid in cash on the same ledger. Needs EdgeModule, LedgerModule, ApprovalsModule, and of custody
 * AccountsDeskModule, HolderActsModule and TransfersModule.
 */
@Module({
  controllers: [CashController, ListingsController, OffersController, SalesController],
  providers: [
    {
      provide: MARKET_PARTS,
      inject: [Ledger, TransferRules],
      useFactory: (ledger: Ledger, rules: TransferRules): MarketParts => ({
        ...{ ledger, rules, packAt: marketPackAt },
      }),
    },
    {
      provide: OfferSweeper,
      inject: [Database, MARKET_PARTS, CLOCK],
      useFactory: (database: Database, parts: MarketParts, clock: Clock) => {
        const log = new Logger(OfferSweeper.name);
        return new OfferSweeper(database, parts, clock, { onFault: (error) => log.error(error) });
      },
    },
    MarketRegistrations,
  ],
  exports: [OfferSweeper],
})
export class MarketModule {}
