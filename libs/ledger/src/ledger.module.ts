import { Database } from '@carbon/database';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccountsController } from './http/accounts.controller';
import { InstrumentsController } from './http/instruments.controller';
import { MovesController } from './http/moves.controller';
import { SchemeGuard, type SchemeRoutes } from './http/scheme-routes';
import { TransactionsController } from './http/transactions.controller';
import { Ledger } from './ledger';
import { LedgerWriter, type LedgerWriterOptions } from './ledger-writer';

export interface LedgerModuleOptions extends LedgerWriterOptions {
  readonly schemes?: SchemeRoutes;
}

/** The ledger for everybody in the process, and its routes. Needs EdgeModule. */
@Global()
@Module({})
export class LedgerModule {
  static forRoot(ledger: Ledger, options: LedgerModuleOptions = {}): DynamicModule {
    return {
      module: LedgerModule,
      controllers: [AccountsController, InstrumentsController, MovesController, TransactionsController],
      providers: [
        { provide: Ledger, useValue: ledger },
        {
          provide: LedgerWriter,
          inject: [Database],
          useFactory: (database: Database) => new LedgerWriter(database, ledger, options),
        },
        {
          provide: SchemeGuard,
          inject: [Database],
          useFactory: (database: Database) => new SchemeGuard(database, options.schemes ?? {}),
        },
      ],
      exports: [Ledger, LedgerWriter],
    };
  }
}
