import type { Calculator } from '@carbon/rules/domain';
import { closePriceCalculator } from './close-price';
import { orderCheckCalculator } from './order-check';
import { priceBandCalculator } from './price-band';

/** The calculators of this room. */
export const marketCalculators: readonly Calculator[] = [
  priceBandCalculator,
  orderCheckCalculator,
  closePriceCalculator,
];
