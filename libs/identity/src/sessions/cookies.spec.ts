import { cookieNames, noCookies, sessionCookies } from './cookies';
import { requireOwnOrigin } from './csrf';
import type { SessionOptions } from './session-settings';

const NOW = new Date('2026-03-02T02:00:00.000Z');
const TOKENS = {
  access: 'cs_a',
  accessExpiresAt: NOW,
  refresh: 'cr_b',
  refreshExpiresAt: new Date(NOW.getTime() + 3_600_000),
  csrf: 'token',
};
const options = (cookies: SessionOptions['cookies']): SessionOptions => ({
  secondFactor: 'required',
  cookies,
});
const secure = options({ secure: true });
const plain = options({ secure: false });

describe('cookies of a session', () => {
  it('over HTTPS names and attributes bind them to this host, and scripts see one only', () => {
    expect(sessionCookies(secure, TOKENS, NOW)).toEqual([
      '__Host-carbon-access=cs_a; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Strict',
      '__Secure-carbon-refresh=cr_b; Max-Age=3600; Path=/v1/sessions; HttpOnly; Secure; SameSite=Strict',
      'carbon-csrf=token; Max-Age=3600; Path=/; Secure; SameSite=Strict',
    ]);
  });

  it('over plain HTTP on one’s own machine there is no prefix, which browsers would refuse', () => {
    expect(cookieNames(plain).access).toBe('carbon-access');
    for (const cookie of sessionCookies(plain, TOKENS, NOW)) expect(cookie).not.toMatch(/Secure|__/);
  });

  it('taken back, each has its name, path and no value', () => {
    const shape = (cookies: string[]) =>
      cookies.map((cookie) => cookie.replace(/=[^;]*; Max-Age=\d+/, '').replace(/; (HttpOnly|Secure)/g, ''));
    expect(shape(noCookies(secure))).toEqual(shape(sessionCookies(secure, TOKENS, NOW)));
    for (const cookie of noCookies(secure)) expect(cookie).toContain('=; Max-Age=0;');
  });
});

describe('where a request of a browser comes from', () => {
  const from = (settings: SessionOptions, headers: Record<string, string>) => () =>
    requireOwnOrigin(settings, (name) => headers[name]);

  it.each([
    ['nothing is said', secure, {}],
    ['our own address', secure, { host: 'a.test', origin: 'https://a.test' }],
    ['our own address over plain HTTP', plain, { host: 'localhost:3000', origin: 'http://localhost:3000' }],
    [
      'an address of the configuration',
      options({ secure: true, origins: ['https://www.a.test'] }),
      { host: 'a.test', origin: 'https://www.a.test' },
    ],
  ])('%s is let through', (_, settings, headers) => {
    expect(from(settings, headers)).not.toThrow();
  });

  it.each([
    ['another site', secure, { host: 'a.test', origin: 'https://b.test' }],
    ['a sister host', secure, { host: 'a.test', origin: 'https://evil.a.test' }],
    ['plain HTTP where HTTPS is spoken', secure, { host: 'a.test', origin: 'http://a.test' }],
    ['a page of no origin', secure, { host: 'a.test', origin: 'null' }],
    ['another site, by the browser’s word', secure, { 'sec-fetch-site': 'cross-site' }],
    [
      'the own address, where others are configured',
      options({ secure: true, origins: ['https://www.a.test'] }),
      { host: 'a.test', origin: 'https://a.test' },
    ],
  ])('%s is refused', (_, settings, headers) => {
    expect(from(settings, headers)).toThrow('ORIGIN_FOREIGN');
  });
});
