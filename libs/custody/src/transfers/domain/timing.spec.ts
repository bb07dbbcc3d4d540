import { explain, groundFor } from './timing';

describe('why a transfer executes when it does', () => {
  it.each([
    ['eu', 'listed', 'eu-trusted', 'SEC-002'],
    ['eu', 'outside', 'eu-outside-list', 'SEC-003'],
    ['uk', 'listed', 'at-once', 'REG-015'],
    ['uk', 'outside', 'uk', 'REG-015'],
    ['eu', 'own', 'at-once', 'REG-008'],
    ['uk', 'own', 'at-once', 'REG-008'],
    ['eu', 'system', 'at-once', 'REG-008'],
  ] as const)('%s, receiver %s: clock %s by %s', (profile, standing, clock, rule) => {
    expect(groundFor(profile, standing, false)).toMatchObject({ clock, rule });
  });

  it.each(['eu', 'uk'] as const)('REG-008 accounts of the registry are never delayed (%s)', (profile) => {
    expect(groundFor(profile, 'outside', true)).toMatchObject({ clock: 'at-once', rule: 'REG-008' });
  });

  it('the explanation names rule, profile, calendar, zone and pack in both languages', () => {
    const timing = {
      ...groundFor('eu', 'outside', false),
      ...{ market: 'cn', zone: 'Asia/Shanghai', pack: 'registry-safety 2026.1' },
    };
    const { zh, en } = explain(timing);
    for (const word of ['SEC-003', 'eu', 'cn', 'Asia/Shanghai', 'registry-safety 2026.1']) {
      expect(zh).toContain(word);
      expect(en).toContain(word);
    }
    expect(zh).toContain('不在转出账户的信任名单上');
    expect(en).toContain('not on the trusted list');
  });
});
