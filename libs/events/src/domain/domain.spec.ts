import { createHmac } from 'node:crypto';
import { isEventPattern, likePattern } from './event-families';
import { nextAttempt } from './retry-plan';
import { newSecret, signatureHeaders } from './signature';

it.each([
  ['*', true],
  ['certificates.*', true],
  ['certificates.issued', true],
  ['session.opened', false],
  ['person.*', false],
  ['certificates', false],
  ['*.issued', false],
  ['certificates.%', false],
  ['', false],
])('%s may be subscribed to: %p', (pattern, may) => expect(isEventPattern(pattern)).toBe(may));

it('a pattern is a LIKE pattern without wild cards of its own', () => {
  expect(likePattern('certificates.*')).toBe('certificates.%');
  expect(likePattern('a_b.c%')).toBe('a\\_b.c\\%');
});

it('signs as Standard Webhooks says, with every secret that counts', () => {
  const secrets = [newSecret(), newSecret()];
  const at = new Date('2026-03-02T02:00:00.900Z');
  const headers = signatureHeaders(secrets, { id: 'm1', at, body: '{"a":1}' });
  expect(headers['webhook-timestamp']).toBe('1772416800');
  const expected = secrets.map((secret) => {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    expect(key).toHaveLength(32);
    return `v1,${createHmac('sha256', key).update('m1.1772416800.{"a":1}').digest('base64')}`;
  });
  expect(headers['webhook-signature']).toBe(expected.join(' '));
});

it('pauses grow, and end', () => {
  const now = new Date(0);
  const pauses = Array.from({ length: 9 }, (_, at) => nextAttempt(at + 1, now)?.getTime() ?? 0);
  expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
  expect(nextAttempt(10, now)).toBeUndefined();
});
