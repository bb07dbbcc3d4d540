/** Registries elsewhere whose units may live here: what they are called in instruments, and what a unit is. */
export const FOREIGN_REGISTRIES = {
  VCS: {
    scheme: 'VCS',
    prefix: 'VCS',
    unit: 't',
    titleZh: '核证碳标准（Verra）',
    titleEn: 'Verified Carbon Standard (Verra)',
  },
  GS: { scheme: 'GS', prefix: 'GS', unit: 't', titleZh: '黄金标准', titleEn: 'Gold Standard' },
  'I-REC': {
    scheme: 'I-REC',
    prefix: 'IREC',
    unit: 'MWh',
    titleZh: '国际可再生能源证书',
    titleEn: 'International REC',
  },
  JCM: {
    scheme: 'JCM',
    prefix: 'JCM',
    unit: 't',
    titleZh: '联合信用机制',
    titleEn: 'Joint Crediting Mechanism',
  },
} as const;
export type ForeignRegistry = keyof typeof FOREIGN_REGISTRIES;
export const FOREIGN_REGISTRY_NAMES = Object.keys(FOREIGN_REGISTRIES) as ForeignRegistry[];

export function isForeignScheme(scheme: string): scheme is ForeignRegistry {
  return Object.hasOwn(FOREIGN_REGISTRIES, scheme);
}
