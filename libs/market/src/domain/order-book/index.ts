export type { DepthLevel } from './book-side';
export { MAX_TICK, opposite, type Order, type Side } from './order';
export { type Depth, type Entry, OrderBook } from './order-book';
export type {
  Fill,
  MoreThanRests,
  NotResting,
  NotSelectable,
  Picked,
  PickOutcome,
  Placed,
  PlaceOutcome,
  ReplaceOutcome,
  SelfTrade,
} from './outcome';
export type { Mark } from './undo-journal';
