import { Refusal } from '@carbon/kernel';
import { packHash, packsWith, releasedPacks } from '@carbon/rules/domain';
import shenzhen from '../../../packs/inclusion-shenzhen.2026-1.json';
import { inclusionPackFamilies } from './programme-packs';
import { factorNamed, factorOn, type Method } from './programme-rules';
import { programmeRules } from './programme-rules-on';

const day = '2026-09-15';
const families = inclusionPackFamilies.map(({ id }) => id);
const method = (pack: string, code: string): Method => {
  const found = programmeRules(releasedPacks, pack, day).methodNamed(code);
  if (found === undefined) throw new Error(`${pack} has no ${code}`);
  return found;
};

/** What else than the released file a family would take. */
function faultsOf(change: (values: { key: string; value: never }[]) => void): readonly string[] {
  const file = structuredClone<unknown>(shenzhen) as { values: { key: string; value: never }[] };
  change(file.values);
  const read = inclusionPackFamilies[0]!.read(file);
  return 'faults' in read ? read.faults.map(({ key, what }) => `${key ?? ''} ${what}`) : [];
}

describe('programme rules', () => {
  it.each(families)('PTS-001 %s tells every method with factor, source and certainty', (pack) => {
    const rules = programmeRules(releasedPacks, pack, day);
    expect(rules.pack).toBe(pack);
    expect(rules.reference).toEqual({ id: pack, version: rules.version, certainty: 'X' });
    for (const one of rules.methods) {
      expect(rules.methodOf(one.number)).toBe(one);
      expect(rules.methodNamed(one.code)).toBe(one);
      expect(factorOn(one, day)?.source).toMatch(/./);
    }
    expect(rules.methodOf(9_999)).toBeUndefined();
  });

  it.each(families)('PTS-002 PTS-006 %s says what a point is and how long it is valid', (pack) => {
    const rules = programmeRules(releasedPacks, pack, day);
    expect([rules.ugPerPoint, rules.pointsValidMonths]).toEqual([5_000_000, 24]);
    expect([rules.lateDays, rules.appealDays, rules.smallestGroup]).toEqual([30, 30, 10]);
  });

  it('the acts a city, a park and an employer know of', () => {
    const codes = (pack: string) => programmeRules(releasedPacks, pack, day).methods.map(({ code }) => code);
    const everywhere = ['metro', 'electric-bus', 'shared-bike-metro-city', 'shared-ebike-metro-city'];
    for (const pack of families) expect(codes(pack)).toEqual(expect.arrayContaining(everywhere));
    expect(codes('inclusion-sip')).toEqual(
      expect.arrayContaining(['household-power', 'household-water', 'waste-sorting-weight', 'ev-charging']),
    );
    expect(codes('inclusion-employer')).toEqual(
      expect.arrayContaining(['video-meeting', 'double-sided-print']),
    );
  });

  it('a number names one method in every version of a family, and one kind of act in all of them', () => {
    const named = new Map<number, string>();
    for (const family of inclusionPackFamilies)
      for (const { effectiveFrom } of family.versions())
        for (const { number, code } of programmeRules(releasedPacks, family.id, effectiveFrom).methods)
          expect(named.set(number, named.get(number) ?? code).get(number)).toBe(code);
    expect(new Set(named.values()).size).toBe(named.size);
  });

  it('AC-110 C-2 the metro of Shenzhen keeps two values, one of which counts', () => {
    const metro = method('inclusion-shenzhen', 'metro');
    expect(factorOn(metro, day)).toMatchObject({ id: 'SZ-METRO-2021', reducedUg: 46_700, certainty: 'E' });
    expect(metro.rivals).toEqual([
      expect.objectContaining({
        id: 'SZ-METRO-2022-CASES',
        reducedUg: 46_800,
        conflictsWith: ['SZ-METRO-2021'],
      }),
    ]);
    expect(factorNamed(metro, 'SZ-METRO-2022-CASES')?.reducedUg).toBe(46_800);
    expect(factorNamed(metro, 'SZ-METRO-1')).toBeUndefined();
  });

  it.each([
    ['electric-bus', 26_900, undefined],
    ['shared-bike-metro-city', 48_650, 0],
    ['shared-ebike-metro-city', 54_010, 7_020],
    ['shared-bike-no-metro', 53_940, 0],
    ['shared-ebike-no-metro', 59_300, 7_020],
  ])('ACCOUNTING B 2.1 %s reduces %d µg a metre and emits %s', (code, reducedUg, emittedUg) => {
    expect(factorOn(method('inclusion-shenzhen', code), day)).toMatchObject({ reducedUg, emittedUg });
  });

  it('ELF-003 household power is taken at the grid of its province', () => {
    const power = (pack: string) => factorOn(method(pack, 'household-power'), day);
    expect(power('inclusion-shenzhen')).toMatchObject({
      reducedUg: 441_900,
      emittedUg: 441_900,
      certainty: 'F',
    });
    expect(power('inclusion-sip')?.reducedUg).toBe(582_700);
  });

  it('RULES 4.3 Beijing is demo data: nothing of it is pooled', () => {
    const { methods } = programmeRules(releasedPacks, 'inclusion-beijing', day);
    expect(methods.filter(({ poolable }) => poolable)).toEqual([]);
    expect(factorOn(method('inclusion-beijing', 'metro'), day)).toMatchObject({
      reducedUg: 72_000,
      certainty: 'S',
    });
  });

  it('what rests on our own design alone is never pooled to credits', () => {
    for (const pack of families)
      for (const one of programmeRules(releasedPacks, pack, day).methods)
        if (one.poolable) for (const { certainty } of one.factors) expect(certainty).not.toBe('X');
  });

  it('a method is in force from the day its methodology was', () => {
    const bike = method('inclusion-shenzhen', 'shared-bike-metro-city');
    expect([factorOn(bike, '2022-11-30'), factorOn(bike, '2022-12-01')?.id]).toEqual([
      undefined,
      'SZ-SHARED-BIKE-METRO-CITY-2022',
    ]);
  });

  it('a pack that is not known is refused with those that are', () => {
    const ask = () => programmeRules(releasedPacks, 'inclusion-atlantis', day);
    expect(ask).toThrow(Refusal);
    try {
      ask();
    } catch (error) {
      expect(error).toMatchObject({ code: 'PROGRAMME_PACK_UNKNOWN', status: 422 });
      expect((error as Refusal).details).toMatchObject({ known: families.join(', ') });
    }
  });

  it('asked again on the same day, rules stand ready; an approved version is another', () => {
    const first = programmeRules(releasedPacks, 'inclusion-shenzhen', day);
    expect(programmeRules(releasedPacks, 'inclusion-shenzhen', day)).toBe(first);
    const file = structuredClone(shenzhen);
    file.version = '2026.2';
    file.effectiveFrom = '2026-09-01';
    file.values.find(({ key }) => key === 'points.grams')!.value = '10';
    const approved = {
      ...{ id: 'inclusion-shenzhen', version: '2026.2', hash: packHash(file), file },
      effectiveFrom: '2026-09-01' as const,
    };
    const later = programmeRules(packsWith([approved]), 'inclusion-shenzhen', day);
    expect([later.version, later.ugPerPoint]).toEqual(['2026.2', 10_000_000]);
    expect(programmeRules(releasedPacks, 'inclusion-shenzhen', day)).toBe(first);
  });
});

describe('what a programme pack may not say', () => {
  type Methods = Record<string, unknown>[];
  const methods = (change: (methods: Methods) => void) =>
    faultsOf((values) => {
      change(values.find(({ key }) => key === 'methods')!.value);
    });
  it.each<[string, (methods: Methods) => void, string]>([
    ['a number twice', (all) => (all[1]!['number'] = 1), 'number 1 stands twice'],
    ['a code twice', (all) => (all[1]!['code'] = 'metro'), 'code metro stands twice'],
    [
      'an id of a factor twice',
      (all) => ((all[1]!['factors'] as Methods)[0]!['id'] = 'SZ-METRO-2021'),
      'factor SZ-METRO-2021 stands twice',
    ],
    [
      'two factors on a day',
      (all) => (all[0]!['factors'] as Methods).push({ ...(all[0]!['factors'] as Methods)[0]!, id: 'Z' }),
      'metro: SZ-METRO-2021 and Z share days',
    ],
    [
      'a rival that conflicts with nothing',
      (all) => delete (all[0]!['rivals'] as Methods)[0]!['conflictsWith'],
      'must say what it conflicts with',
    ],
    [
      'a conflict with what is not there',
      (all) => ((all[0]!['rivals'] as Methods)[0]!['conflictsWith'] = ['SZ-BUS-2021']),
      'metro: has no factor SZ-BUS-2021 to conflict with',
    ],
    ['a trip without a speed', (all) => (all[0]!['mostMetresPerHour'] = null), 'have mostMetresPerHour'],
    ['a trip in pieces', (all) => (all[0]!['unit'] = 'piece'), 'told in m'],
    ['a reading with caps', (all) => (all[9]!['monthlyCap'] = 1), 'household-power: a reading has no caps'],
    ['a least above the most', (all) => (all[0]!['least'] = 999_999), 'metro: least is above most'],
    ['a method without factors', (all) => (all[0]!['factors'] = []), 'must not be empty'],
    ['a number that storage cannot take', (all) => (all[0]!['number'] = 40_000), 'must be at most 32767'],
  ])('%s', (_, change, told) => {
    expect(methods((all) => change(all)).join('\n')).toContain(told);
  });

  it.each<[string, string, unknown, string]>([
    ['PTS-002 points valid for more than ten years', 'points.valid-months', 121, 'at most ten years'],
    ['PTS-006 points for nothing', 'points.grams', '0', 'must be grams above 0'],
    [
      'more than all for residents',
      'pooling',
      { settledDays: 1, residentsPermille: 1_001, mostResidents: 1 },
      '1000',
    ],
  ])('%s', (_, key, value, told) => {
    const faults = faultsOf((values) => {
      values.find((one) => one.key === key)!.value = value as never;
    });
    expect(faults.join('\n')).toContain(told);
  });

  it('PTS-002 ten years are allowed', () => {
    const faults = faultsOf((values) => {
      values.find(({ key }) => key === 'points.valid-months')!.value = 120 as never;
    });
    expect(faults).toEqual([]);
  });
});
