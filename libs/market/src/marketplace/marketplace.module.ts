import { Global, Module } from '@nestjs/common';
import { MarketplaceController } from './http/marketplace.controller';
import { MarketplaceShelves } from './shelves';
import { exchangeShelf } from './shelves/exchange-shelf';
import { listingsShelf } from './shelves/listings-shelf';

/** 碳商城. Rooms inject MarketplaceShelves and register what of theirs can be bought. Needs EdgeModule. */
@Global()
@Module({
  controllers: [MarketplaceController],
  providers: [MarketplaceShelves],
  exports: [MarketplaceShelves],
})
export class MarketplaceModule {
  constructor(shelves: MarketplaceShelves) {
    shelves.register(exchangeShelf);
    shelves.register(listingsShelf);
  }
}
