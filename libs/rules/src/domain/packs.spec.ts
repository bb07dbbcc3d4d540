import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '@carbon/kernel';
import manifest from '../../packs/manifest.json';
import { readAnnouncements } from './announced-calendars';
import { CERTAINTIES } from './certainty';
import { positiveNumber, units } from './readers';
import { PackFaultsError, packHash, RulePacks } from './rule-packs';
import { safetyRules } from './safety-rules';

const folder = join(__dirname, '../../packs');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && name !== 'manifest.json')
  .map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8')) as PackFile] as const);

interface PackFile {
  readonly id: string;
  readonly version: string;
  readonly certainty?: Json;
  readonly values?: readonly { readonly certainty?: Json }[];
}

describe('packs as they stand', () => {
  it.each(files)('INV-10 %s: every value has rules, source, certainty and dates', (_, file) => {
    // an announcement says of all its days what a pack says of each value
    const values = file.values ?? [file];
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) {
      expect(value).toMatchObject({
        rules: expect.arrayContaining([expect.stringMatching(/^[A-Z]{3,4}-\d{2,3}$/)]) as unknown,
        source: expect.stringMatching(/\w{3}/) as unknown,
        effectiveFrom: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as unknown,
      });
      expect(CERTAINTIES).toContain(value.certainty);
    }
  });

  it('INV-10 every file stands under its name and is pinned by its hash, and nothing else is pinned', () => {
    const names = files.map(([, { id, version }]) => `${id}@${version}`);
    expect(names.sort()).toEqual(Object.keys(manifest).sort());
    for (const [name, file] of files) {
      const { id, version } = file;
      expect(name).toBe(`${id}.${version.replace('.', '-')}.json`);
      expect((manifest as Record<string, string>)[`${id}@${version}`]).toBe(packHash(file));
    }
  });

  it('SEC-007 REG-009 the figures are those of the rules', () => {
    const rules = safetyRules(new Date('2026-03-11T00:00:00Z'));
    expect(rules.outsideListLimit).toMatchObject({ value: 2_000_000n, rules: ['SEC-007'], certainty: 'E' });
    expect(rules.reversalWindowDays).toMatchObject({ value: 14, rules: ['REG-009'], certainty: 'F' });
    expect(rules.listAdditionWorkingDays).toMatchObject({ value: 4, rules: ['SEC-005'] });
    expect(rules.hours.cn).toMatchObject({
      value: { zone: 'Asia/Shanghai', opens: 36_000_000, closes: 57_600_000 },
      certainty: 'X',
    });
  });

  it('a day before the first pack is refused rather than judged by later rules', () => {
    expect(() => safetyRules(new Date('2020-12-31T15:59:59Z'))).toThrow('RULES_NO_PACK');
    expect(safetyRules(new Date('2020-12-31T16:00:00Z')).pack.version).toBe('2026.1');
  });
});

const value = {
  key: 'limit',
  value: '5',
  rules: ['SEC-007'],
  source: 'a law',
  certainty: 'F',
  effectiveFrom: '2026-01-01',
};
const pack = {
  id: 'test',
  version: '2026.1',
  title: { zh: '测试', en: 'test' },
  effectiveFrom: '2026-01-01',
  values: [value],
};
const shape = { keys: { limit: units } };
const load = (...packs: unknown[]) =>
  new RulePacks(
    'test',
    shape,
    packs,
    Object.fromEntries(
      packs.map((file) => [`test@${(file as { version: string }).version}`, packHash(file)]),
    ),
  );
const withValue = (changes: object) => ({ ...pack, values: [{ ...value, ...changes }] });
const without = (field: string) => withValue({ [field]: undefined });
const clean = (file: object) => JSON.parse(JSON.stringify(file)) as object;

describe('a pack with a fault is refused when it is loaded', () => {
  it.each([
    ['rules', without('rules'), 'values[0] limit: rules must be a list of rule IDs'],
    ['rule IDs', withValue({ rules: ['section 7'] }), 'rules must be a list of rule IDs'],
    ['source', without('source'), 'values[0] limit: source must say where'],
    ['certainty', without('certainty'), 'values[0] limit: certainty must be one of'],
    ['a known certainty', withValue({ certainty: 'sure' }), 'certainty must be one of'],
    ['dates', without('effectiveFrom'), 'values[0] limit: effectiveFrom must be a day'],
    ['real dates', withValue({ effectiveFrom: '2026-02-30' }), 'effectiveFrom must be a day'],
    ['an end', withValue({ effectiveTo: 'later' }), 'effectiveTo must be a day'],
    [
      'an end after its start',
      withValue({ effectiveTo: '2025-12-31' }),
      'effectiveTo is before effectiveFrom',
    ],
    ['a value that can be read', withValue({ value: 5 }), 'value must be a positive whole quantity'],
    ['a value at all', without('value'), 'value must be a positive whole quantity'],
    ['keys of its own only', withValue({ key: 'limits' }), 'is no key of this pack'],
    ['every key', withValue({ key: 'limits' }), 'limit has no value on the first day'],
    [
      'a value from its first day',
      withValue({ effectiveFrom: '2026-01-02' }),
      'limit has no value on the first day',
    ],
    ['no unknown fields', withValue({ Rules: [] }), 'has no field Rules'],
    ['values', { ...pack, values: [] }, 'values must be a list that is not empty'],
    ['values that are objects', { ...pack, values: [null] }, 'key must name the value'],
    ['a title in both languages', { ...pack, title: { zh: '测试' } }, 'title must be given'],
    ['a title and no more', { ...pack, title: { ...pack.title, fr: 'x' } }, 'title has no field fr'],
    ['texts that can be read', withValue({ source: 'x'.repeat(4_001) }), 'at most 4000 characters'],
    ['its own id', { ...pack, id: 'other' }, 'id must be test'],
    ['a version', { ...pack, version: '1' }, 'version must be like 2026.1'],
    ['values that do not share days', { ...pack, values: [value, value] }, 'shares days with another value'],
  ])('it needs %s', (_, file, fault) => {
    expect(() => load(clean(file))).toThrow(PackFaultsError);
    expect(() => load(clean(file))).toThrow(fault);
  });

  it('all faults are told at once', () => {
    const faulty = clean({ ...pack, title: 1, values: [{ key: 'limit' }] });
    try {
      load(faulty);
    } catch (error) {
      expect((error as PackFaultsError).faults).toHaveLength(7);
      return;
    }
    throw new Error('a faulty pack was loaded');
  });

  it('a released version whose content changed is refused', () => {
    const pinned = { 'test@2026.1': packHash(pack) };
    expect(() => new RulePacks('test', shape, [pack], pinned)).not.toThrow();
    expect(() => new RulePacks('test', shape, [withValue({ value: '6' })], pinned)).toThrow(
      'the manifest says',
    );
    expect(() => new RulePacks('test', shape, [pack], {})).toThrow('the manifest says nothing');
  });

  it('versions may not share days or a name', () => {
    const next = { ...pack, version: '2026.2', effectiveFrom: '2026-07-01' };
    expect(() => load(pack, next)).toThrow('versions 2026.1 and 2026.2 share days');
    expect(() => load({ ...pack, effectiveTo: '2026-06-30' }, next)).not.toThrow();
    expect(() => load(pack, pack)).toThrow('version 2026.1 stands twice');
  });

  it('each day has the version and the value of its day', () => {
    const first = {
      ...pack,
      effectiveTo: '2026-06-30',
      values: [
        { ...value, effectiveTo: '2026-03-31' },
        { ...value, value: '6', effectiveFrom: '2026-04-01' },
      ],
    };
    const second = { ...withValue({ value: '7' }), version: '2026.2', effectiveFrom: '2026-07-01' };
    const packs = load(first, second);
    const limits = (['2026-03-31', '2026-04-01', '2026-06-30', '2026-07-01'] as const).map((day) => {
      const { version } = packs.on(day);
      return [version, packs.on(day).value('limit').value];
    });
    expect(limits).toEqual([
      ['2026.1', 5n],
      ['2026.1', 6n],
      ['2026.1', 6n],
      ['2026.2', 7n],
    ]);
    expect(() => packs.on('2025-12-31')).toThrow('RULES_NO_PACK');
  });

  it('keys beyond the needed ones are read too', () => {
    const open = { keys: {}, others: positiveNumber };
    const file = withValue({ key: 'any', value: 3 });
    const packs = new RulePacks('test', open, [file], { 'test@2026.1': packHash(file) });
    expect(packs.on('2026-01-01').find('any')?.value).toBe(3);
    expect(packs.on('2026-01-01').find('other')).toBeUndefined();
  });
});

describe('an announcement with a fault is refused when it is loaded', () => {
  const day = { date: '2026-01-01', working: false, zh: '元旦', en: "New Year's Day" };
  const file = {
    id: 'calendar-cn',
    version: '2026.1',
    market: 'cn',
    title: { zh: '节假日', en: 'holidays' },
    rules: ['TRD-012'],
    source: 'a notice',
    certainty: 'F',
    effectiveFrom: '2025-11-04',
    days: [day],
  };
  const read = (changed: object) =>
    readAnnouncements([changed], { 'calendar-cn@2026.1': packHash(clean(changed)) });

  it.each([
    ['market', { ...file, market: 'fr' }, 'market must be one of'],
    ['source', { ...file, source: ' ' }, 'source must say'],
    ['certainty', { ...file, certainty: 'Z' }, 'certainty must be one of'],
    ['publication', { ...file, effectiveFrom: 'soon' }, 'effectiveFrom must be a day'],
    ['days', { ...file, days: [] }, 'days must be a list'],
    ['real days', { ...file, days: [{ ...day, date: '2026-02-30' }] }, 'days[0] date must be a day'],
    ['yes or no', { ...file, days: [{ ...day, working: 'no' }] }, 'days[0] working must be'],
    ['names', { ...file, days: [{ ...day, en: '' }] }, 'days[0] must be named'],
    ['each day once', { ...file, days: [day, day] }, 'days[1] 2026-01-01 must follow'],
  ])('it needs %s', (_, changed, fault) => {
    expect(() => read(changed)).toThrow(PackFaultsError);
    expect(() => read(changed)).toThrow(fault);
  });

  it('a good one is read, and pinned', () => {
    expect(read(file)).toHaveLength(1);
    expect(() => readAnnouncements([file], {})).toThrow('the manifest says nothing');
  });
});

describe('a pack file that means harm', () => {
  const read = (file: unknown) =>
    new RulePacks('test', shape, [pack], { 'test@2026.1': packHash(pack) }).read(file);
  const faultsOf = (file: unknown) => {
    const found = read(file);
    return 'faults' in found ? found.faults : [];
  };

  it.each([
    ['nothing', null],
    ['a text', 'pack'],
    ['a list', [pack]],
    ['a key that is an object', { ...pack, values: [{ ...value, key: { toString: 1, valueOf: 1 } }] }],
    ['a version that is an object', { ...pack, version: { toString: 1, valueOf: 1 } }],
    ['values that are an object', { ...pack, values: { length: 1 } }],
    [
      'keys of every object',
      {
        ...pack,
        values: [
          { ...value, key: 'toString' },
          { ...value, key: '__proto__' },
        ],
      },
    ],
    ['fields of every object', { ...pack, constructor: 1, values: [value] }],
  ])('%s is told as faulty', (_, file) => {
    expect(faultsOf(file).length).toBeGreaterThan(0);
  });

  it('too many values are counted and not looked at', () => {
    expect(faultsOf({ ...pack, values: Array.from({ length: 5_001 }, () => 1) })).toEqual([
      { what: 'values must be a list of at most 5000' },
      { what: 'limit has no value on the first day of the pack' },
    ]);
  });

  it('a reader that breaks on a value finds a fault', () => {
    const breaking = (given: unknown) => (given as { length: { x: number } }).length.x.toFixed();
    const packs = new RulePacks('test', { keys: {}, others: breaking }, [], {});
    expect(packs.read(withValue({ value: null }))).toEqual({
      faults: [{ at: 0, key: 'limit', what: 'value cannot be read' }],
    });
  });
});
