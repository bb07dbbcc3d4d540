import { changedFields } from './changed-fields';

interface Person {
  readonly status: string;
  readonly limits: readonly string[];
  readonly phone?: string;
  readonly name: string;
}

const BEFORE: Person = { status: 'active', limits: ['1'], phone: '13800000000', name: '示例' };

describe('changedFields', () => {
  it('gives what changed and leaves out what did not', () => {
    const change = changedFields(BEFORE, { ...BEFORE, status: 'blocked', limits: ['1'] }, { personal: [] });
    expect(change).toEqual({ before: { status: 'active' }, after: { status: 'blocked' }, personal: false });
  });

  it('PII-004 names personal fields and keeps their values out', () => {
    const after: Person = { ...BEFORE, status: 'blocked', phone: '13911111111', name: '示例二' };
    const change = changedFields(BEFORE, after, { personal: ['phone', 'name'] });
    expect(change).toEqual({
      before: { status: 'active' },
      after: { status: 'blocked', $personal: ['name', 'phone'] },
      personal: true,
    });
    expect(JSON.stringify(change)).not.toMatch(/138|139|示例/);
  });

  it('a personal field that did not change is not named', () => {
    const change = changedFields(BEFORE, { ...BEFORE, limits: ['2'] }, { personal: ['phone', 'name'] });
    expect(change).toEqual({ before: { limits: ['1'] }, after: { limits: ['2'] }, personal: false });
  });

  it('a field that came or went is null on the other side', () => {
    const { phone, ...without } = BEFORE;
    expect(changedFields<Person>(without, BEFORE, { personal: [] })).toEqual({
      before: { phone: null },
      after: { phone },
      personal: false,
    });
  });
});
