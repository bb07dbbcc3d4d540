import { matchDeposit, type MatchFacts } from './match-deposit';
import type { BankMovement } from './statement';

const movement: BankMovement = {
  ...{ reference: 'B-0001', direction: 'in', amountFen: 1n, bookedOn: '2026-03-02', text: '' },
  counterparty: { name: '示例 (深圳) 电力有限公司', account: '6222 0000-1111' },
};
const facts: MatchFacts = {
  codes: ['F1'],
  holderOf: (account) => (account === 'F1' ? 'H1' : undefined),
  registered: (number) =>
    number === '622200001111' ? { holderId: 'H1', name: '示例（深圳）电力有限公司', number } : undefined,
};
const because = (over: Partial<MatchFacts>, of = movement) => {
  const match = matchDeposit(of, { ...facts, ...over });
  return match.kind === 'book' ? match.account : match.because;
};

describe('TRD-016 money that came in', () => {
  it('is somebody’s where code, account and name of one holder agree, however banks print them', () => {
    expect(because({})).toBe('F1');
  });

  it('waits where anything is missing or another’s', () => {
    expect(because({ codes: [] })).toBe('no-code');
    expect(because({ codes: ['F1', 'F2'] })).toBe('several-codes');
    expect(because({ holderOf: () => undefined })).toBe('account-unknown');
    expect(because({ holderOf: () => 'H2' })).toBe('remitter-unverified');
    expect(because({ registered: () => undefined })).toBe('remitter-unverified');
    expect(because({}, { ...movement, counterparty: {} })).toBe('remitter-unverified');
    const { account } = movement.counterparty;
    expect(because({}, { ...movement, counterparty: { account, name: '示例电力有限公司' } })).toBe(
      'remitter-unverified',
    );
  });
});
