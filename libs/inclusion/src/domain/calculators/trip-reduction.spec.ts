import { Refusal } from '@carbon/kernel';
import { tripReduction } from './trip-reduction';

const context = { today: '2026-11-21' } as const;
const grams = (scheme: string, ...trips: readonly (readonly [string, number | string, string?])[]) =>
  tripReduction(
    {
      scheme,
      trips: trips.map(([mode, distanceM, factor]) => ({ mode, distanceM, ...(factor && { factor }) })),
    },
    context,
  ).totalGrams;

function faultsOf(input: unknown): readonly string[] {
  try {
    tripReduction(input, context);
  } catch (error) {
    if (error instanceof Refusal)
      return [error.code, ...error.fields.map(({ field, rule }) => `${field} ${rule}`)];
    throw error;
  }
  return [];
}

describe('calculator trip-reduction', () => {
  it('AC-110 C-2 bus 12 km and metro 20 km of Shenzhen: 1256.8 g, at the other value 1258.8 g', () => {
    expect(grams('SZ', ['electric-bus', '12000'], ['metro', '20000'])).toBe('1256.8');
    expect(grams('SZ', ['electric-bus', 12_000], ['metro', 20_000, 'SZ-METRO-2022-CASES'])).toBe('1258.8');
  });

  it('ACCOUNTING B 2.1 the tests of the source', () => {
    expect(grams('SZ', ['metro', 10_000, 'SZ-METRO-2022-CASES'])).toBe('468');
    expect(grams('SZ', ['electric-bus', 10_000])).toBe('269');
    expect(grams('SZ', ['electric-bus', 1_370])).toBe('36.853');
    expect(grams('SZ', ['metro', 20_000 * 250, 'SZ-METRO-2022-CASES'])).toBe('234000');
    expect(grams('SZ', ['shared-ebike-metro-city', 5_200])).toBe('280.852');
    expect(grams('SZ', ['shared-bike-no-metro', 3_700])).toBe('199.578');
    expect(grams('SZ', ['shared-bike-metro-city', 1])).toBe('0.04865');
  });

  it('437,000 t are counted exactly, beyond what a number holds', () => {
    const trips = Array.from({ length: 1_000 }, () => ({ mode: 'metro', distanceM: 999_999_999 }));
    expect(tripReduction({ scheme: 'SZ', trips }, context).totalMicrogramsCo2).toBe('46699999953300000');
  });

  it('a way of moving stands for its method where there is only one', () => {
    expect(grams('SZ', ['bus', 12_000])).toBe('322.8');
    expect(faultsOf({ scheme: 'SZ', trips: [{ mode: 'bike', distanceM: 1 }] })).toEqual([
      ...['INPUT_MALFORMED', 'trips[0].mode mode'],
    ]);
  });

  it('schemes differ, by short code or by the family of their packs', () => {
    expect(grams('BJ', ['metro', 10_000])).toBe('720');
    expect(grams('inclusion-beijing', ['metro', 10_000])).toBe('720');
    const { pack, factorIds } = tripReduction(
      { scheme: 'SIP', trips: [{ mode: 'metro', distanceM: 1 }] },
      context,
    );
    expect([pack, factorIds]).toEqual([
      { id: 'inclusion-sip', version: '2026.1', certainty: 'X' },
      ['SIP-METRO-2026'],
    ]);
  });

  it('PTS-001 a method not in force on the day is refused by its rule', () => {
    const trips = [{ mode: 'shared-bike-metro-city', distanceM: 1 }];
    expect(faultsOf({ scheme: 'SZ', trips, asOf: '2022-11-30' })).toEqual(['METHOD_NOT_IN_FORCE']);
    expect(faultsOf({ scheme: 'SZ', trips, asOf: '2022-12-01' })).toEqual([]);
    expect(faultsOf({ scheme: 'SZ', trips, asOf: '2021-11-30' })).toEqual(['RULES_NO_PACK']);
  });

  it('every fault is told', () => {
    expect(
      faultsOf({
        scheme: 'SZ',
        trips: [
          { mode: 'rocket', distanceM: 0 },
          { mode: 'metro', distanceM: 10, factor: 'SZ-BUS-2021' },
          { mode: 'own-cup', distanceM: -5, speed: 3 },
        ],
      }),
    ).toEqual([
      'INPUT_MALFORMED',
      'trips[0].mode mode',
      'trips[0].distanceM whole-number',
      'trips[1].factor factor',
      'trips[2].speed unknown',
      'trips[2].mode mode',
      'trips[2].distanceM whole-number',
    ]);
    expect(faultsOf({ scheme: 'XX', trips: [], asOf: 'today' })).toEqual([
      ...['INPUT_MALFORMED', 'scheme scheme', 'asOf date'],
    ]);
    expect(faultsOf({ scheme: 'SZ', trips: [] })).toEqual(['INPUT_MALFORMED', 'trips list']);
    expect(faultsOf({ scheme: 'toString', trips: [] })).toEqual(['INPUT_MALFORMED', 'scheme scheme']);
  });
});
