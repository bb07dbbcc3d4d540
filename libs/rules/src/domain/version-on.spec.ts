import type { ChinaDate } from '@carbon/kernel';
import { positiveNumber } from './readers';
import { type KnownVersion, packHash, packsWith, releasedPacks, RulePacks } from './rule-packs';
import { compareVersions, versionOn } from './version-on';

const file = (version: string, effectiveFrom: string, value: number, effectiveTo?: string) => ({
  id: 'test',
  version,
  title: { zh: '测试', en: 'test' },
  effectiveFrom,
  ...(effectiveTo === undefined ? {} : { effectiveTo }),
  values: [
    { key: 'limit', value, rules: ['INV-10'], source: 'a law', certainty: 'X', effectiveFrom: '2020-01-01' },
  ],
});
const known = (one: ReturnType<typeof file>): KnownVersion => ({
  id: one.id,
  version: one.version,
  hash: packHash(one),
  effectiveFrom: one.effectiveFrom as ChinaDate,
  ...(one.effectiveTo === undefined ? {} : { effectiveTo: one.effectiveTo as ChinaDate }),
  file: one,
});
const first = file('2020.1', '2020-01-01', 1);
const packs = new RulePacks('test', { keys: { limit: positiveNumber } }, [first], {
  'test@2020.1': packHash(first),
});

describe('INV-10 the version in force on a day', () => {
  const later = [known(file('2026.2', '2026-07-01', 2)), known(file('2026.10', '2026-09-01', 3))];
  const source = packsWith(later);
  const limitOn = (day: ChinaDate) => source.on(packs, day).value('limit').value;

  it('supersedes all earlier ones from its first day on', () => {
    expect(
      (['2020-01-01', '2026-06-30', '2026-07-01', '2026-08-31', '2026-09-01'] as const).map(limitOn),
    ).toEqual([1, 1, 2, 2, 3]);
    expect(() => limitOn('2019-12-31')).toThrow('RULES_NO_PACK');
  });

  it('names its version and hash, and leaves the released packs as they are', () => {
    const found = source.on(packs, '2026-09-01');
    expect([found.version, found.hash]).toEqual(['2026.10', later[1]?.hash]);
    expect(releasedPacks.on(packs, '2026-09-01').version).toBe('2020.1');
  });

  it('that has ended does not give way to what it superseded', () => {
    const ending = packsWith([known(file('2026.2', '2026-07-01', 2, '2026-07-31'))]);
    expect(ending.on(packs, '2026-07-31').version).toBe('2026.2');
    expect(() => ending.on(packs, '2026-08-01')).toThrow('RULES_NO_PACK');
  });

  it('of two that begin on one day is the higher', () => {
    const both = [known(file('2026.10', '2026-07-01', 3)), known(file('2026.9', '2026-07-01', 2))];
    expect(packsWith(both).on(packs, '2026-07-01').version).toBe('2026.10');
    expect(packsWith(both.reverse()).on(packs, '2026-07-01').version).toBe('2026.10');
  });

  it('is the released one where another process knows it too', () => {
    expect(packsWith([known(first)]).on(packs, '2026-01-01').version).toBe('2020.1');
  });

  it('of another family does not count', () => {
    expect(
      packsWith([{ ...known(file('2026.2', '2026-07-01', 2)), id: 'other' }]).on(packs, '2026-09-01').version,
    ).toBe('2020.1');
  });

  it('whose content is not what its hash says, or is not of the shape, is no rule', () => {
    const broken = { ...known(file('2026.2', '2026-07-01', 2)), file: file('2026.2', '2026-07-01', 9) };
    const strange = known(file('2026.2', '2026-07-01', -1));
    for (const one of [broken, strange]) {
      expect(() => packsWith([one]).on(packs, '2026-07-01')).toThrow('RULES_PACK_UNREADABLE');
      expect(packsWith([one]).on(packs, '2026-06-30').version).toBe('2020.1');
    }
  });
});

it('versions are compared as numbers', () => {
  const sorted = ['2026.10', '2026.9', '2025.11'].sort(compareVersions);
  expect(sorted).toEqual(['2025.11', '2026.9', '2026.10']);
  expect(versionOn<KnownVersion>([], '2026-01-01')).toBeUndefined();
});
