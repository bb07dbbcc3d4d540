import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Rulebook } from '@carbon/rulebook';
import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { MarketDataModule } from '../market-data/market-data.module';
import { OrdersModule } from '../orders/orders.module';
import { Exchange, type ExchangeOptions } from './exchange';

/**
 * The exchange's markets run here, with orders and market data over HTTP. Several processes may have it: each market is run
 * by one of them. Needs EdgeModule, LedgerModule and RulebookModule.
 */
@Module({})
export class ExchangeModule {
  static forRoot(options: ExchangeOptions = {}): DynamicModule {
    return {
      module: ExchangeModule,
      global: true,
      imports: [OrdersModule, MarketDataModule],
      providers: [
        {
          provide: Exchange,
          inject: [Database, CLOCK, Ledger, Rulebook],
          useFactory: (database: Database, clock: Clock, ledger: Ledger, rulebook: Rulebook) => {
            const log = new Logger(Exchange.name);
            const onFault = (error: unknown): void => {
              log.error(error);
            };
            return new Exchange({ database, clock, ledger, rulebook }, { onFault, ...options });
          },
        },
      ],
      exports: [Exchange],
    };
  }
}
