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

/** The registry's people: two checkers, for acts that make units. */
export const BY_REGISTRY: { readonly maker: Who; readonly checkers: readonly Who[] } = {
  maker: 'REGISTRY/maker',
  checkers: ['REGISTRY/checker'],
};
export const BY_REGISTRY_OF_THREE: typeof BY_REGISTRY = {
  maker: 'REGISTRY/maker',
  checkers: ['REGISTRY/checker', 'REGISTRY/checker2'],
};

/** A house's own two people. */
export const byHouse = (code: string): typeof BY_REGISTRY => ({
  maker: `${code}/maker`,
  checkers: [`${code}/checker`],
});
