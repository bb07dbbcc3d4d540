import { needsSocialCreditCode, regulatorLevel } from './holder';

describe('a holder', () => {
  it('a regulator of no province is national', () => {
    expect(regulatorLevel({ kind: 'regulator', province: null })).toBe('national');
    expect(regulatorLevel({ kind: 'regulator', province: '江苏' })).toBe('provincial');
    expect(regulatorLevel({ kind: 'generator', province: '江苏' })).toBeNull();
  });

  it.each([
    ['an organisation entered from its registration', 'generator', 'CN', 'business register 2026-03', true],
    ['a made-up organisation', 'generator', 'CN', 'synthetic', false],
    ['an organisation quoted from a document line', 'generator', 'CN', '003 L1813,1877', false],
    ['a body from elsewhere', 'bank', 'HK', 'companies register', false],
    ['a resident', 'resident', 'CN', 'sign-up', false],
  ] as const)('%s', (_, kind, country, source, needs) => {
    expect(needsSocialCreditCode({ kind, country, source })).toBe(needs);
  });
});
