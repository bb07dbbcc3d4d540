import { NO_SLOT, type Slot } from './order-table';

/** All orders of one side at one price, first come first. */
export class PriceLevel {
  first: Slot = NO_SLOT;
  last: Slot = NO_SLOT;
  /** The neighbours on the ladder. */
  lower: PriceLevel | undefined = undefined;
  higher: PriceLevel | undefined = undefined;
  orders = 0;
  quantity = 0;

  constructor(readonly price: number) {}
}
