import { TaskKinds } from '@carbon/approvals';
import { ClosureChecks, HolderSuccession, TransferRules } from '@carbon/custody';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { cashTransferRules } from './cash/cash-transfer-rules';
import { CASH_SCHEME } from './cash/domain/cny';
import { depositKind } from './cash/tasks/deposit-kind';
import { withdrawalKind } from './cash/tasks/withdrawal-kind';
import { MARKET_PARTS, type MarketParts } from './parts';
import { offersOpen } from './sales/domain/refusals';
import { firstOpenAbout } from './sales/persistence/read-offers';
import { handOverNamed } from './sales/persistence/write-offers';
import { bilateralSaleKind, saleListingKind } from './sales/tasks/offer-kinds';
import { salePurchaseKind } from './sales/tasks/purchase-kind';

/** What this room brings to those below it: acts that need four eyes, that cash is not transferred, who succeeds whom. */
@Injectable()
export class MarketRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly transfers: TransferRules,
    private readonly closures: ClosureChecks,
    private readonly succession: HolderSuccession,
    @Inject(MARKET_PARTS) private readonly parts: MarketParts,
  ) {}

  onModuleInit(): void {
    this.kinds.register(depositKind(this.parts.ledger));
    this.kinds.register(withdrawalKind(this.parts.ledger));
    this.kinds.register(saleListingKind(this.parts));
    this.kinds.register(bilateralSaleKind(this.parts));
    this.kinds.register(salePurchaseKind(this.parts));
    this.transfers.register(CASH_SCHEME, cashTransferRules);
    this.closures.register('sales', async (tx, { number }) => {
      const open = await firstOpenAbout(tx, number);
      return open === undefined ? undefined : offersOpen(number, open);
    });
    this.succession.register('market', (tx, { from, to }) => handOverNamed(tx, from.id, to.id));
  }
}
