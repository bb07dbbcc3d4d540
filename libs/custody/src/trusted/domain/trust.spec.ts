import { type Entry, entryState, limitOf, standingOf } from './trust';

const [APPROVED, EFFECTIVE, LATER] = ['2026-03-12', '2026-03-18', '2026-03-20'].map(
  (day) => new Date(`${day}T10:30:00Z`),
) as [Date, Date, Date];

const ENTRY: Entry = {
  approvedAt: APPROVED,
  effectiveAt: EFFECTIVE,
  removedAt: null,
  holderId: 'sender',
  currentHolderId: 'sender',
  edition: 3,
  currentEdition: 3,
};
const [SENDER, RECEIVER] = [{ holderId: 'sender' }, { holderId: 'receiver' }];

describe('an entry of a trusted list', () => {
  it('SEC-005 counts from its effective time and not a millisecond before', () => {
    const before = new Date(EFFECTIVE.getTime() - 1);
    expect(entryState(ENTRY, before)).toBe('pending');
    expect(entryState(ENTRY, EFFECTIVE)).toBe('active');
    expect(standingOf(SENDER, RECEIVER, ENTRY, before)).toBe('outside');
    expect(standingOf(SENDER, RECEIVER, ENTRY, EFFECTIVE)).toBe('listed');
  });

  it('SEC-005 a proposal counts for nothing, nor does an entry that was removed', () => {
    const proposed = { ...ENTRY, approvedAt: null, effectiveAt: null };
    expect(entryState(proposed, LATER)).toBe('awaiting-approval');
    expect(standingOf(SENDER, RECEIVER, proposed, LATER)).toBe('outside');
    const removed = { ...ENTRY, removedAt: LATER };
    expect(entryState(removed, LATER)).toBe('removed');
    expect(standingOf(SENDER, RECEIVER, removed, LATER)).toBe('outside');
  });

  it.each([
    ['the trusted account was edited', { currentEdition: 4 }],
    ['the account went to another holder', { currentHolderId: 'buyer' }],
  ])('trap 15: it lapses when %s', (_, change) => {
    const edited = { ...ENTRY, ...change };
    expect(entryState(edited, LATER)).toBe('lapsed');
    expect(standingOf(SENDER, RECEIVER, edited, LATER)).toBe('outside');
  });

  it('SEC-006 accounts of the same holder and of the system are on the list by themselves', () => {
    expect(standingOf(SENDER, SENDER, undefined, LATER)).toBe('own');
    expect(standingOf(SENDER, { holderId: null }, undefined, LATER)).toBe('system');
  });
});

describe('the limit of a transfer', () => {
  it('SEC-007 the lowest of the rules and the own wins', () => {
    expect(limitOf('outside', 2_000_000n, null)).toBe(2_000_000n);
    expect(limitOf('outside', 2_000_000n, 500n)).toBe(500n);
    expect(limitOf('outside', 2_000_000n, 9_000_000n)).toBe(2_000_000n);
    expect(limitOf('outside', 2_000_000n, 0n)).toBe(0n);
  });

  it.each(['own', 'system', 'listed'] as const)(
    'AC-140 SEC-007 there is none to an account that is %s: surrender and deletion are unlimited',
    (standing) => expect(limitOf(standing, 2_000_000n, 1n)).toBeUndefined(),
  );
});
