import { type Json, Refusal } from '@carbon/kernel';
import fc from 'fast-check';
import { calculators } from './calculators';

const context = { today: '2025-06-01' } as const;
const all = Object.values(calculators);

/** A value against the few words of JSON Schema that ours use. */
function fits(value: unknown, schema: Json | undefined): boolean {
  const { type, properties, required, items, pattern, additionalProperties } = (schema ?? {}) as {
    type?: string;
    properties?: Record<string, Json>;
    required?: string[];
    items?: Json;
    pattern?: string;
    additionalProperties?: false;
  };
  if (type === 'array') return Array.isArray(value) && value.every((item) => fits(item, items));
  if (type === 'object') {
    const fields = value as Record<string, unknown>;
    return (
      (required ?? []).every((name) => name in fields) &&
      Object.entries(fields).every(([name, field]) =>
        properties?.[name] === undefined ? additionalProperties !== false : fits(field, properties[name]),
      )
    );
  }
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'string') return typeof value === 'string' && new RegExp(pattern ?? '').test(value);
  return true;
}

describe('calculators', () => {
  it('are found by their own names and no others', () => {
    expect(Object.keys(calculators).sort()).toEqual(['gec-code', 'gec-issue', 'gec-validity']);
    for (const [name, calculator] of Object.entries(calculators)) expect(calculator.name).toBe(name);
    expect(calculators['constructor']).toBeUndefined();
    expect(calculators['__proto__']).toBeUndefined();
  });

  it.each(
    all.flatMap((one) => one.examples.map((example) => [one.name, example.title.en, one, example] as const)),
  )('%s: the example "%s" comes out as shown and fits the schemas', (_name, _title, calculator, example) => {
    const output = calculator.run(example.input, { today: example.today });
    expect(output).toEqual(example.output);
    expect(fits(example.input, calculator.inputSchema as unknown as Json)).toBe(true);
    expect(fits(output, calculator.outputSchema as unknown as Json)).toBe(true);
  });

  it.each(all.map((one) => [one.name, one] as const))(
    '%s: its schema and its reading know the same fields',
    (_, one) => {
      const input = Object.fromEntries(Object.keys(one.inputSchema.properties).map((name) => [name, null]));
      const faults = (extra: object) => {
        try {
          one.run({ ...input, ...extra }, context);
        } catch (error) {
          if (error instanceof Refusal) return error.fields;
          throw error;
        }
        return [];
      };
      expect(faults({}).filter(({ rule }) => rule === 'unknown')).toEqual([]);
      expect(faults({ surprise: 1 })).toContainEqual(
        expect.objectContaining({ field: 'surprise', rule: 'unknown' }),
      );
    },
  );

  it.each(all.map((one) => [one.name, one] as const))(
    '%s: whatever comes in, it answers or refuses',
    (_, one) => {
      const names = [
        'months',
        'month',
        'energyMwh',
        'carried',
        'asOf',
        'productionMonth',
        'on',
        'code',
        '__proto__',
      ];
      const input = fc.oneof(
        fc.anything(),
        fc.dictionary(fc.constantFrom(...names), fc.anything()),
        fc.record({ months: fc.array(fc.record({ month: fc.anything(), energyMwh: fc.anything() })) }),
      );
      fc.assert(
        fc.property(input, (value) => {
          try {
            one.run(value, context);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(all.map((one) => [one.name, one] as const))('%s: asOf chooses the rule pack', (_, one) => {
    const { input } = one.examples[0]!;
    expect(one.run({ ...input, asOf: '2025-12-31' }, context).pack.version).toBe('2024.1');
    expect(one.run({ ...input, asOf: '2026-01-01' }, context).pack.version).toBe('2026.1');
    expect(() => one.run({ ...input, asOf: '2020-01-01' }, context)).toThrow('GEC_NO_RULE_PACK');
    expect(() => one.run({ ...input, asOf: '2025-02-30' }, context)).toThrow('asOf');
  });
});
