import { approvalPolicy } from './approval-policy';

const at = new Date('2026-03-11T00:00:00Z');

describe('how many people approve', () => {
  it.each([
    ['transfer', 1],
    ['certificate-transfer', 1],
    ['certificate-issue', 2],
    ['certificate-claim', 1],
    ['trusted-account-add', 1],
    ['trusted-account-remove', 0],
    ['account-state', 1],
    ['account-unblock', 1],
    ['account-closure', 1],
    ['judicial-freeze', 1],
    ['judicial-release', 1],
    ['holder-rename', 1],
    ['holder-merge', 1],
    ['holder-state', 1],
    ['group-join', 1],
    ['engagement', 1],
    ['calendar-change', 1],
    ['registry-member', 1],
    ['first-administrator', 1],
    ['surrender', 1],
  ])('REG-001 REG-008 %s: %i', (kind, approvals) => {
    expect(approvalPolicy(kind, { at })).toMatchObject({ approvals });
  });

  it('REG-001 what nobody thought of needs one approval', () => {
    for (const kind of ['a-new-kind', '', 'constructor', '__proto__']) {
      expect(approvalPolicy(kind, { at, quantity: 10n ** 18n })).toMatchObject({
        approvals: 1,
        rules: ['REG-001'],
        certainty: 'X',
      });
    }
  });

  it.each(['transfer', 'certificate-transfer'])(
    'SEC-001 a large %s needs two, at the threshold one',
    (kind) => {
      expect(approvalPolicy(kind, { at, quantity: 1_000_000n }).approvals).toBe(1);
      expect(approvalPolicy(kind, { at, quantity: 1_000_001n }).approvals).toBe(2);
    },
  );

  it('every kind has a deadline, rules and a certainty', () => {
    expect(approvalPolicy('certificate-issue', { at })).toEqual({
      approvals: 2,
      deadlineDays: 14,
      rules: ['REG-001', 'REG-007'],
      certainty: 'X',
    });
  });
});
