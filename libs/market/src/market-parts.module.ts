import { TransferRules } from '@carbon/custody';
import { Ledger } from '@carbon/ledger';
import { Module } from '@nestjs/common';
import { MARKET_PARTS, type MarketParts } from './parts';
import { marketPackAt } from './sales/domain/rules/market-rules';

/** What every part of this room works with. Needs LedgerModule, and of custody TransfersModule. */
@Module({
  providers: [
    {
      provide: MARKET_PARTS,
      inject: [Ledger, TransferRules],
      useFactory: (ledger: Ledger, rules: TransferRules): MarketParts => ({
        ...{ ledger, rules, packAt: marketPackAt },
      }),
    },
  ],
  exports: [MARKET_PARTS],
})
export class MarketPartsModule {}
