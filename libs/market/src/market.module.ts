import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Logger, Module } from '@nestjs/common';
import { AuctionsModule } from './auctions/auctions.module';
import { BankModule } from './bank/bank.module';
import { BlockTradesModule } from './block-trades/block-trades.module';
import { CashController } from './cash/http/cash.controller';
import { ConsentsModule } from './consents/consents.module';
import { GreenPowerModule } from './green-power/green-power.module';
import { InstrumentsModule } from './instruments/instruments.module';
import { MarketPartsModule } from './market-parts.module';
import { MarketplaceModule } from './marketplace/index';
import { MARKET_PARTS, type MarketParts } from './parts';
import { MarketRegistrations } from './registrations';
import { ListingsController } from './sales/http/listings.controller';
import { OffersController } from './sales/http/offers.controller';
import { SalesController } from './sales/http/sales.controller';
import { OfferSweeper } from './sales/offer-sweeper';
import { StatementsModule } from './statements/statements.module';
import { SurveillanceModule } from './surveillance/surveillance.module';

/** The route by which cash changes hands; the ledger's own refuses it. */
export const marketRoutes = { CNY: '/v1/listings' } as const;

/**
 * Sales at a fixed price, paid in cash on the same ledger. Needs EdgeModule, LedgerModule, ApprovalsModule, and of custody
 * AccountsDeskModule, HolderActsModule and TransfersModule.
 */
@Module({
  imports: [
    AuctionsModule,
    BankModule,
    BlockTradesModule,
    ConsentsModule,
    GreenPowerModule,
    InstrumentsModule,
    MarketPartsModule,
    MarketplaceModule,
    StatementsModule,
    SurveillanceModule,
  ],
  controllers: [CashController, ListingsController, OffersController, SalesController],
  providers: [
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
