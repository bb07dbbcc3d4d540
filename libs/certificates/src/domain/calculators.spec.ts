import { certificateCalculators } from './calculators';

it.each(certificateCalculators.map((one) => [one.name, one] as const))(
  '%s: asOf chooses the rule pack',
  (_, one) => {
    const context = { today: '2025-06-01' } as const;
    const { input } = one.examples[0]!;
    expect(one.run({ ...input, asOf: '2025-12-31' }, context).pack.version).toBe('2024.1');
    expect(one.run({ ...input, asOf: '2026-01-01' }, context).pack.version).toBe('2026.1');
    expect(() => one.run({ ...input, asOf: '2020-01-01' }, context)).toThrow('GEC_NO_RULE_PACK');
    expect(() => one.run({ ...input, asOf: '2025-02-30' }, context)).toThrow('asOf');
  },
);
