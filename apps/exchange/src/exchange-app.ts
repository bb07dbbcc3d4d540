import type { Database } from '@carbon/database';
import { type Authenticator, createHttpApp, EdgeModule, type HttpAppOptions } from '@carbon/http';
import { Authenticators, SessionAuthenticator, type SessionSettings, SignedKeys } from '@carbon/identity';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { ExchangeModule, type ExchangeOptions } from '@carbon/market';
import type { SealedPersonVault } from '@carbon/privacy';
import { Rulebook } from '@carbon/rulebook';
import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ruleFamilies } from '../../registry/src/rule-packs';

export interface ExchangeAppParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly vault: SealedPersonVault;
  /** How people signed in at the registry. */
  readonly sessions: SessionSettings;
  /** Knows the operator's machines. */
  readonly machines: Authenticator;
  readonly exchange?: ExchangeOptions;
}

/** What the exchange works with and has no routes for: they are the registry's. */
@Module({})
class ExchangeStandsOnModule {
  static forRoot(ledger: Ledger): DynamicModule {
    return {
      module: ExchangeStandsOnModule,
      global: true,
      providers: [
        { provide: Ledger, useValue: ledger },
        { provide: Rulebook, useValue: new Rulebook(ruleFamilies) },
      ],
      exports: [Ledger, Rulebook],
    };
  }
}

/** The exchange alone: orders, market data, streams. People sign in at the registry, on the same database. */
@Module({})
class ExchangeAppModule {
  static forRoot(parts: ExchangeAppParts): DynamicModule {
    const { database, clock, ledger, vault, sessions, machines } = parts;
    const authenticator = new Authenticators([
      new SignedKeys(database, vault, clock),
      new SessionAuthenticator(database, vault, clock, sessions),
      machines,
    ]);
    return {
      module: ExchangeAppModule,
      imports: [
        EdgeModule.forRoot({ database, clock, authenticator }),
        ExchangeStandsOnModule.forRoot(ledger),
        ExchangeModule.forRoot(parts.exchange),
      ],
    };
  }
}

/** The exchange over HTTP, ready for `listen` or `inject`. Whoever opened the database closes it afterwards. */
export function createExchangeApp(
  parts: ExchangeAppParts,
  options: Omit<HttpAppOptions, 'openApi'> = {},
): Promise<NestFastifyApplication> {
  return createHttpApp(ExchangeAppModule.forRoot(parts), {
    ...options,
    openApi: {
      title: '碳账本 Carbon Ledger: exchange',
      description:
        'Orders, trades and what everybody may know of a market. Prices are yuan as decimal strings, quantities whole ' +
        'units. 委托、成交与公开行情；价格为元的十进制字符串，数量为整数单位。',
      version: '1',
    },
  });
}
