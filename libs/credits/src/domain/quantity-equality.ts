import type { UnmetRule } from './unmet-rule';

/** CCR-004: what is applied for must be what was verified, to the tonne; what is not known is not equal. */
export function judgeQuantityEquality(
  verifiedT: bigint | undefined,
  appliedT: bigint | undefined,
): readonly UnmetRule[] {
  const rule = { rule: 'CCR-004', certainty: 'F', field: 'appliedT' } as const;
  if (verifiedT === undefined || appliedT === undefined) {
    return [
      {
        ...rule,
        field: verifiedT === undefined ? 'verifiedT' : 'appliedT',
        unknown: true,
        message: {
          zh: '核证量与申请量须均已知',
          en: 'Both the verified and the applied quantity must be known',
        },
      },
    ];
  }
  if (verifiedT === appliedT) return [];
  const [verified, applied] = [verifiedT.toString(), appliedT.toString()];
  return [
    {
      ...rule,
      message: {
        zh: `申请量 ${applied} 吨须与核证量 ${verified} 吨相等`,
        en: `The quantity applied for, ${applied} t, must equal the verified quantity, ${verified} t`,
      },
    },
  ];
}
