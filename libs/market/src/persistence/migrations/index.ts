import { Bank1700000014600 } from '../../bank/persistence/migrations/1700000014600-bank';
import { Statements1700000014650 } from '../../statements/persistence/migrations/1700000014650-statements';
import { SalesAndCash1700000012100 } from './1700000012100-sales-and-cash';
import { Exchange1700000014000 } from './1700000014000-exchange';
import { WhoTradesWhat1700000014100 } from './1700000014100-who-trades-what';
import { ActsOfMarkets1700000014150 } from './1700000014150-acts-of-markets';
import { OrdersByAccount1700000014200 } from './1700000014200-orders-by-account';
import { NegotiatedTrades1700000014300 } from './1700000014300-negotiated-trades';
import { AccountConsents1700000014310 } from './1700000014310-account-consents';
import { Auctions1700000014400 } from './1700000014400-auctions';
import { GreenPower1700000014500 } from './1700000014500-green-power';
import { Surveillance1700000014700 } from './1700000014700-surveillance';

export const marketMigrations = [
  SalesAndCash1700000012100,
  Exchange1700000014000,
  WhoTradesWhat1700000014100,
  ActsOfMarkets1700000014150,
  OrdersByAccount1700000014200,
  NegotiatedTrades1700000014300,
  AccountConsents1700000014310,
  Auctions1700000014400,
  GreenPower1700000014500,
  Bank1700000014600,
  Statements1700000014650,
  Surveillance1700000014700,
];
