import { Database } from '@carbon/database';
import { Injectable, Logger } from '@nestjs/common';
import { Exchange } from '../../exchange/exchange';
import { readLastSequence, readMarketState, readTradesBetween } from '../persistence/read-market-state';
import { MarketFeed } from './market-feed';

/** The feeds of this process, one a market, which look only while somebody reads. */
@Injectable()
export class MarketFeeds {
  private readonly feeds = new Map<string, MarketFeed>();
  private readonly log = new Logger(MarketFeeds.name);

  constructor(
    private readonly database: Database,
    private readonly exchange: Exchange,
  ) {}

  of(market: string): MarketFeed {
    let feed = this.feeds.get(market);
    if (feed === undefined) this.feeds.set(market, (feed = this.feedOf(market)));
    return feed;
  }

  private feedOf(market: string): MarketFeed {
    return new MarketFeed(market, {
      readState: () => readMarketState(this.database, market),
      readLastSequence: () => readLastSequence(this.database, market),
      readTrades: (span, limit) => readTradesBetween(this.database, market, span, limit),
      listen: (wake) => this.exchange.listen(market, wake),
      onFault: (error) => {
        this.log.error(error);
      },
    });
  }
}
