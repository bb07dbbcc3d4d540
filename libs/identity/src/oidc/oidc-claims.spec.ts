import { type OidcClaims, showsSecondFactor } from './oidc-claims';

const now = new Date('2026-03-02T02:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const claims = (more: Partial<OidcClaims>): OidcClaims => ({
  issuer: 'https://id.example',
  subject: 's',
  emailVerified: false,
  amr: [],
  authenticatedAt: now,
  ...more,
});
const secondFactor = { acr: ['urn:mfa'], amr: ['otp', 'hwk'] };

describe('REG-002 a login elsewhere as second factor', () => {
  it('counts when the settings name what it was', () => {
    expect(showsSecondFactor(claims({ acr: 'urn:mfa' }), { secondFactor }, now)).toBe(true);
    expect(showsSecondFactor(claims({ amr: ['pwd', 'otp'] }), { secondFactor }, now)).toBe(true);
  });

  it('does not when they name another, or nothing', () => {
    expect(showsSecondFactor(claims({ acr: 'urn:pwd', amr: ['pwd'] }), { secondFactor }, now)).toBe(false);
    expect(showsSecondFactor(claims({ acr: 'urn:mfa', amr: ['otp'] }), {}, now)).toBe(false);
    expect(showsSecondFactor(claims({ acr: 'urn:mfa' }), { secondFactor: { amr: ['urn:mfa'] } }, now)).toBe(
      false,
    );
  });

  it('does not when it was shown long ago, or nobody says when', () => {
    const mfa = { acr: 'urn:mfa' };
    expect(showsSecondFactor(claims({ ...mfa, authenticatedAt: minutesAgo(5) }), { secondFactor }, now)).toBe(
      true,
    );
    expect(showsSecondFactor(claims({ ...mfa, authenticatedAt: minutesAgo(6) }), { secondFactor }, now)).toBe(
      false,
    );
    const { authenticatedAt, ...unsaid } = claims(mfa);
    expect(showsSecondFactor(unsaid, { secondFactor }, authenticatedAt ?? now)).toBe(false);
  });
});
