import { type Json, Refusal } from '@carbon/kernel';
import { calculatorBook } from '@carbon/rules/domain';
import fc from 'fast-check';
import { calculators } from './calculators';

const context = { today: '2025-06-01' } as const;
const all = Object.values(calculators);

/** A value against the few words of JSON Schema that ours use. */
function fits(value: unknown, schema: Json | undefined): boolean {
  const { type, properties, required, items, pattern, additionalProperties, ...words } = (schema ?? {}) as {
    type?: string;
    oneOf?: Json[];
    enum?: unknown[];
    properties?: Record<string, Json>;
    required?: string[];
    items?: Json;
    pattern?: string;
    additionalProperties?: false;
  };
  if (words.oneOf) return words.oneOf.filter((one) => fits(value, one)).length === 1;
  if (words.enum) return words.enum.includes(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value) && value.every((item) => fits(item, items));
  if (type === 'object') {
    if (typeof value !== 'object' || value === null) return false;
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
    expect(Object.keys(calculators)).toEqual([
      'gec-issue',
      'gec-validity',
      'gec-code',
      'ccer-eligibility',
      'offshore-wind-reduction',
      'plausibility',
      'landfill-diversion',
      'effective-time',
      'serial',
      'account-check-digits',
      'allocation-power',
      'allocation-industry',
      'pre-allocation',
      'allocation-settle',
      'surrender-check',
      'carry-over',
      'borrow',
      'fine',
      'compliance-dates',
      'park-grade',
      'subsidy',
      'price-band',
      'order-check',
      'close-price',
      'trip-reduction',
    ]);
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
      const names = [...Object.keys(one.inputSchema.properties), '__proto__'];
      const input = fc.oneof(
        fc.anything(),
        fc.dictionary(fc.constantFrom(...names), fc.anything()),
        fc.record({ months: fc.array(fc.record({ month: fc.anything(), energyMwh: fc.anything() })) }),
        fc.record({
          profile: fc.constantFrom('eu-outside-list', 'eu-trusted', 'eu-list-add', 'uk'),
          at: fc.date().map((moment) => (Number.isNaN(moment.getTime()) ? 'never' : moment.toISOString())),
          delayMinutes: fc.integer(),
          holidays: fc.array(fc.constantFrom('2026-01-01', '2026-01-02', 'x')),
        }),
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

  it('one name is brought once', () => {
    expect(() => calculatorBook(all, [all[0]!])).toThrow('two rooms bring the calculator gec-issue');
  });
});
