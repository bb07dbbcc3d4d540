import { TaskKinds } from '@carbon/approvals';
import { ClosureChecks, HolderSuccession } from '@carbon/custody';
import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import { Rulebook } from '@carbon/rulebook';
import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { MarketplaceShelves } from '../marketplace/index';
import { MarketPartsModule } from '../market-parts.module';
import { MARKET_PARTS, type MarketParts } from '../parts';
import { AuctionCloser } from './auction-closer';
import { auctionsShelf } from './auctions-shelf';
import { auctionsOpen } from './domain/refusals';
import { AuctionsController } from './http/auctions.controller';
import { BidsController } from './http/bids.controller';
import { PublicAuctionsController } from './http/public-auctions.controller';
import { AUCTION_PARTS, type AuctionParts } from './parts';
import { firstAuctionAbout, handOverNamedBidders } from './persistence/auctions';
import { auctionCancellationKind, auctionKind } from './tasks/auction-kinds';

/** One-way auctions of a lot: announced, bid for under seal, closed by the clock. */
@Module({
  imports: [MarketPartsModule],
  controllers: [AuctionsController, BidsController, PublicAuctionsController],
  providers: [
    {
      provide: AUCTION_PARTS,
      inject: [MARKET_PARTS, PersonVault, Rulebook],
      useFactory: (market: MarketParts, vault: PersonVault, rulebook: Rulebook): AuctionParts => ({
        ...{ ...market, vault, packs: (reader) => rulebook.packs(reader) },
      }),
    },
    {
      provide: AuctionCloser,
      inject: [Database, AUCTION_PARTS, CLOCK],
      useFactory: (database: Database, parts: AuctionParts, clock: Clock) => {
        const log = new Logger(AuctionCloser.name);
        return new AuctionCloser(database, parts, clock, { onFault: (error) => log.error(error) });
      },
    },
  ],
  exports: [AuctionCloser],
})
export class AuctionsModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly closures: ClosureChecks,
    private readonly succession: HolderSuccession,
    private readonly shelves: MarketplaceShelves,
    @Inject(AUCTION_PARTS) private readonly parts: AuctionParts,
  ) {}

  onModuleInit(): void {
    this.shelves.register(auctionsShelf);
    this.kinds.register(auctionKind(this.parts));
    this.kinds.register(auctionCancellationKind(this.parts));
    this.closures.register('auctions', async (tx, { number }) => {
      const open = await firstAuctionAbout(tx, number);
      return open === undefined ? undefined : auctionsOpen(number, open);
    });
    this.succession.register('auctions', (tx, { from, to }) => handOverNamedBidders(tx, from.id, to.id));
  }
}
