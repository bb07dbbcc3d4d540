export { amountFen, capFen } from './amount';
export { deliveredOf } from './delivery';
export { type Interval, intervalAt, isIntervalStart } from './interval';
export { type Contract, matchInterval } from './match';
export type { EnergyDemand, EnergyOffer, Preference, Source } from './orders';
