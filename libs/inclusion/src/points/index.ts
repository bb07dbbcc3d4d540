export { leftOfLots } from './domain/first-in-first-out';
export { type PointsStanding, readPoints } from './persistence/read-points';
export { type Bonus, earnBonus } from './use-cases/earn-bonus';
export { expirePoints } from './use-cases/expire-points';
export { foldAfter } from './use-cases/fold-points';
export { forfeitPoints } from './use-cases/forfeit-points';
export {
  type PointsOrder,
  releaseReserved,
  reservePoints,
  spendPoints,
  spendReserved,
} from './use-cases/points-of-vouchers';
