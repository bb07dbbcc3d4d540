import { SalesAndCash1700000012100 } from './1700000012100-sales-and-cash';
import { Exchange1700000014000 } from './1700000014000-exchange';
import { WhoTradesWhat1700000014100 } from './1700000014100-who-trades-what';
import { NegotiatedTrades1700000014300 } from './1700000014300-negotiated-trades';
import { Surveillance1700000014700 } from './1700000014700-surveillance';

export const marketMigrations = [
  SalesAndCash1700000012100,
  Exchange1700000014000,
  WhoTradesWhat1700000014100,
  NegotiatedTrades1700000014300,
  Surveillance1700000014700,
];
