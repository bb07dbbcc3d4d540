import { birthDateOf, isUnderAge } from './age';

describe('PII-001 the age at which one needs a guardian', () => {
  it('ends on the birthday, at midnight of China', () => {
    expect(isUnderAge('2012-03-03', 14, new Date('2026-03-02T15:59:59.999Z'))).toBe(true);
    expect(isUnderAge('2012-03-03', 14, new Date('2026-03-02T16:00:00.000Z'))).toBe(false);
  });

  it('of one born on 29 February ends on 1 March of a year without it', () => {
    expect(isUnderAge('2012-02-29', 14, new Date('2026-02-28T04:00:00Z'))).toBe(true);
    expect(isUnderAge('2012-02-29', 14, new Date('2026-03-01T04:00:00Z'))).toBe(false);
  });

  it('is known by the birth date or by the identity number', () => {
    expect(birthDateOf({ birthDate: '2012-03-03' })).toBe('2012-03-03');
    expect(birthDateOf({ identityNumber: '11010519491231002X' })).toBe('1949-12-31');
    expect(birthDateOf({ identityNumber: 'E12345678' })).toBeUndefined();
    expect(birthDateOf({})).toBeUndefined();
  });
});
