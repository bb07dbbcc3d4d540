import type { ChinaDate, Json } from '@carbon/kernel';
import { packChanges } from './pack-changes';
import { certaintyOf, type PackContent, valuesOf, type WrittenValue } from './pack-content';
import { summaryOfVersion } from './words';

const value = (key: string, given: Json, changes: Partial<WrittenValue> = {}): WrittenValue => ({
  key,
  value: given,
  rules: ['INV-10'],
  source: 'a test',
  certainty: 'F',
  effectiveFrom: '2026-01-01',
  ...changes,
});
const content = (...values: WrittenValue[]): PackContent => ({
  id: 'test',
  version: '2026.1',
  title: { zh: '测试', en: 'test' },
  effectiveFrom: '2026-01-01',
  values,
});
const told = (before: PackContent | undefined, after: PackContent) =>
  packChanges(before, after).map(({ kind, text }) => [kind, text.en]);

describe('INV-10 what changes between two versions', () => {
  it('is told by key and first day, old and new', () => {
    const before = content(value('a', '1'), value('b', { x: 1, y: 2 }), value('c', true));
    const after = content(value('a', '2'), value('b', { y: 2, x: 1 }), value('d', [1]));
    expect(told(before, after)).toEqual([
      ['changed', 'a (from 2026-01-01): 1 → 2'],
      ['removed', 'removed c (from 2026-01-01): true'],
      ['added', 'added d (from 2026-01-01): [1]'],
    ]);
  });

  it('spans of one key are told apart', () => {
    const early = value('a', '1', { effectiveTo: '2026-06-30' });
    const late = value('a', '2', { effectiveFrom: '2026-07-01' });
    expect(told(content(early, late), content(early, { ...late, value: '3' }))).toEqual([
      ['changed', 'a (from 2026-07-01): 2 → 3'],
    ]);
  });

  it('a value that stays while what it rests on changes is told as such', () => {
    const after = value('a', '1', { certainty: 'D', effectiveTo: '2026-12-31' });
    expect(told(content(value('a', '1')), content(after))).toEqual([
      [
        'changed',
        'a (from 2026-01-01): the value stays, effectiveTo null → 2026-12-31; certainty F → D changed',
      ],
    ]);
  });

  it('the same content in another order of fields is no change', () => {
    expect(told(content(value('a', { x: 1, y: 2 })), content(value('a', { y: 2, x: 1 })))).toEqual([]);
  });

  it('long values are cut, and a key of every object is a key like any other', () => {
    const [change] = packChanges(undefined, content(value('__proto__', '碳'.repeat(500))));
    expect(Array.from(change?.text.zh ?? '').length).toBeLessThan(220);
    expect(change?.key).toBe('__proto__');
  });
});

it('the summary counts all changes and tells the first', () => {
  const after = content(...Array.from({ length: 20 }, (_, at) => value(`k${10 + at}`, at)));
  const { en, zh } = summaryOfVersion(after, '2025.1', packChanges(undefined, after), 'because');
  expect(en).toContain('takes the place of 2025.1 from 2026-01-01 on: 20 added, 0 removed, 0 changed.');
  expect(en).toContain('added k21 (from 2026-01-01): 11; and 8 more. Reason: because');
  expect(zh).toContain('另有 8 项');
});

it('values of a day are those whose span holds it; the worst founded says how sure all are', () => {
  const all = content(value('a', 1, { effectiveTo: '2026-03-01' }), value('b', 2, { certainty: 'X' }));
  const keysOn = (day: ChinaDate) => valuesOf(all, day).map(({ key }) => key);
  expect([keysOn('2025-12-31'), keysOn('2026-03-01'), keysOn('2026-03-02')]).toEqual([[], ['a', 'b'], ['b']]);
  expect(certaintyOf(all.values)).toBe('X');
});
