import { rewardShelf } from '@carbon/inclusion';
import { MarketplaceShelves } from '@carbon/market';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Rewards stand in the marketplace (S07). Inclusion and market do not know each other, so the process joins them. */
@Injectable()
export class RewardShelf implements OnModuleInit {
  constructor(private readonly shelves: MarketplaceShelves) {}

  onModuleInit(): void {
    this.shelves.register(rewardShelf);
  }
}
