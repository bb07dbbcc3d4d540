import { positiveNumber, RulePacks } from '@carbon/rules/domain';
import { faultsOfForm, faultsOfPack, MAX_PACK_BYTES } from './proposal-faults';

const packs = new RulePacks('test', { keys: { limit: positiveNumber } }, [], {});
const value = {
  key: 'limit',
  value: 1,
  rules: ['INV-10'],
  source: 'a test',
  certainty: 'X',
  effectiveFrom: '2026-01-01',
};
const pack = {
  id: 'test',
  version: '2026.1',
  title: { zh: '测试', en: 'test' },
  effectiveFrom: '2026-01-01',
  values: [value],
};

function toldOf(file: object): (readonly [string, string])[] {
  const read = packs.read(file);
  const faults = 'faults' in read ? read.faults : [];
  return faultsOfPack(faults, 'pack').map(({ field, message }) => [field, message.zh] as const);
}

describe('faults of a proposed pack are told by field, in Chinese too', () => {
  it.each<[object, string, string]>([
    [{ ...pack, id: 'other' }, 'pack.id', 'id 应为 test'],
    [{ ...pack, version: '1' }, 'pack.version', '版本号应形如 2026.1'],
    [{ ...pack, title: {} }, 'pack.title', '名称须有中文（zh）和英文（en）'],
    [{ ...pack, effectiveFrom: 'soon' }, 'pack.effectiveFrom', 'effectiveFrom 应为存在的日期 YYYY-MM-DD'],
    [{ ...pack, effectiveTo: '2025-01-01' }, 'pack.effectiveTo', 'effectiveTo 早于 effectiveFrom'],
    [{ ...pack, values: [] }, 'pack.values', 'values 须为非空列表'],
    [{ ...pack, more: 1 }, 'pack', '没有字段 more'],
    [
      { ...pack, values: [{ ...value, value: 0 }] },
      'pack.values[0].value',
      'limit：数值不合要求：must be a whole number from 1',
    ],
    [
      { ...pack, values: [{ ...value, rules: 1 }] },
      'pack.values[0].rules',
      'limit：rules 须为规则编号列表，如 SEC-007',
    ],
    [{ ...pack, values: [{ ...value, source: '' }] }, 'pack.values[0].source', 'limit：source 须写明来源'],
    [{ ...pack, values: [value, value] }, 'pack.values[1]', 'limit：与同一 key 的另一数值日期重叠'],
    [{ ...pack, values: [{ ...value, key: 'x' }] }, 'pack.values[0]', 'x：此规则包没有这个 key'],
    [{ ...pack, values: [{ ...value, effectiveFrom: '2026-02-01' }] }, 'pack', 'limit 在规则包首日没有数值'],
  ])('%j', (file, field, zh) => {
    expect(toldOf(file)).toContainEqual([field, zh]);
  });

  it('no more than a hundred at once', () => {
    expect(toldOf({ ...pack, values: Array.from({ length: 500 }, () => ({})) })).toHaveLength(100);
  });
});

describe('what cannot be kept is no pack', () => {
  it.each<[string, unknown, string, string]>([
    ['a control character', { a: [{ b: 'x\u0000' }] }, 'pack.a[0].b', 'printable'],
    ['half a character in a name', { 'x\ud800': 1 }, 'pack', 'printable'],
    ['a number beyond JSON', { a: Number.POSITIVE_INFINITY }, 'pack.a', 'number'],
    ['too many bytes', { a: '碳'.repeat(MAX_PACK_BYTES / 3) }, 'pack', 'size'],
  ])('%s', (_, file, field, rule) => {
    expect(faultsOfForm(file, 'pack')).toMatchObject([{ field, rule }]);
  });

  it('the largest that is allowed is', () => {
    expect(faultsOfForm({ a: 'x'.repeat(MAX_PACK_BYTES - 8) }, 'pack')).toEqual([]);
    expect(faultsOfForm({ a: 'x'.repeat(MAX_PACK_BYTES - 7) }, 'pack')).toHaveLength(1);
  });

  it('what has no end in depth is left before the stack is full', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(faultsOfForm(deep, 'pack')).toMatchObject([{ rule: 'depth' }]);
  });
});
