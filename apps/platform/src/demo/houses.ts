import type { NewHolder } from '@carbon/identity';
import type { Who } from './stage';

const invented = { source: 'synthetic' } as const;

/** The registry of the demonstration. */
export const REGISTRY: NewHolder = {
  ...{ code: 'REGISTRY', nameZh: '示范登记机构（示例）', nameEn: 'Demo registry (example)' },
  ...{ kind: 'registry-operator', ...invented },
};

/** Who validates projects, and who verifies what they reduced: never the same (CCR-005). */
export const VALIDATOR: NewHolder = {
  ...{ code: 'VALIDATOR', nameZh: '示范审定机构（示例）', nameEn: 'Demo validator (example)' },
  ...{ kind: 'verifier', ...invented },
};
export const VERIFIER: NewHolder = {
  ...{ code: 'VERIFIER', nameZh: '示范核查机构（示例）', nameEn: 'Demo verifier (example)' },
  ...{ kind: 'verifier', ...invented },
};

export const OFFICES = [REGISTRY, VALIDATOR, VERIFIER];

/** Who acts: one proposes, and of the others as many approve as the act needs. */
export interface Hands {
  readonly maker: Who;
  readonly checkers: readonly Who[];
}

/** The registry's people: what makes units needs two of its checkers. */
export const BY_REGISTRY: Hands = {
  maker: 'REGISTRY/maker',
  checkers: ['REGISTRY/checker', 'REGISTRY/checker2'],
};

/** A house's own two people. */
export const byHouse = (code: string): Hands => ({
  maker: `${code}/maker`,
  checkers: [`${code}/checker`],
});
