import type { InclusionParts } from '../parts';
import type { CreditPools } from './credit-pools';

/** What pooling works with. */
export interface PoolingParts {
  readonly pools: CreditPools;
  readonly inclusion: InclusionParts;
}

export const POOLING_PARTS = Symbol('inclusion pooling parts');
