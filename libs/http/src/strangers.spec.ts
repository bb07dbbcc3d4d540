import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { edge, ThingsController } from './edge.spec-support';
import { createHttpApp } from './http-app';
import { JsonLogger } from './json-logger';

const openApi = { title: 'test', description: 'test', version: '1' };
const REQUESTS = 20;

describe('strangers and floods', () => {
  let app: NestFastifyApplication;

  beforeEach(async () => {
    app = await createHttpApp(edge([ThingsController]), {
      openApi,
      logger: new JsonLogger('silent'),
      throttle: { requests: REQUESTS, seconds: 60 },
    });
  });
  afterEach(() => app.close());

  const csv = (headers: Record<string, string>, bytes = 100_000) =>
    app.inject({
      method: 'POST',
      url: '/v1/things/csv',
      headers: { 'content-type': 'text/csv', ...headers },
      payload: 'x'.repeat(bytes),
    });
  const codeOf = (answer: { json(): unknown }) => (answer.json() as { code?: string }).code;

  it('a large body of somebody who shows no credentials is not read', async () => {
    const answer = await csv({});
    expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'CREDENTIALS_MISSING']);
    expect((await csv({ authorization: 'Bearer right' })).statusCode).toBe(201);
    expect((await csv({}, 60_000)).statusCode).toBe(201);
  });

  it('a flood from one address is told when to come again', async () => {
    const answers = await Promise.all(
      Array.from({ length: REQUESTS + 5 }, () => app.inject({ method: 'GET', url: '/v1/things' })),
    );
    const refused = answers.filter(({ statusCode }) => statusCode === 429);
    expect(refused).toHaveLength(5);
    expect(codeOf(refused[0] ?? { json: () => ({}) })).toBe('RATE_LIMITED');
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('guesses at credentials count as well', async () => {
    const guess = () =>
      app.inject({ method: 'GET', url: '/v1/things/forbidden', headers: { authorization: 'Bearer guess' } });
    const answers = await Promise.all(Array.from({ length: REQUESTS + 5 }, guess));
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(REQUESTS);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(5);
  });

  it('what a known caller is answered is not for caches', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/things/keyed',
      headers: { authorization: 'Bearer right', 'idempotency-key': 'a-key-of-16-chars' },
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});

describe('behind a proxy', () => {
  const from = async (trustProxy: readonly string[] | undefined, forwarded: string) => {
    const app = await createHttpApp(edge([ThingsController]), {
      openApi,
      logger: new JsonLogger('silent'),
      throttle: { requests: 1, seconds: 60 },
      ...(trustProxy === undefined ? {} : { trustProxy }),
    });
    const ask = (address: string) =>
      app.inject({ method: 'GET', url: '/v1/things', headers: { 'x-forwarded-for': address } });
    await ask('198.51.100.1');
    const second = await ask(forwarded);
    await app.close();
    return second.statusCode;
  };

  it('people are told apart by the word of a proxy that is trusted, and of no other', async () => {
    expect(await from(['127.0.0.1'], '198.51.100.2')).toBe(200);
    expect(await from(['127.0.0.1'], '198.51.100.1')).toBe(429);
    expect(await from(['203.0.113.9'], '198.51.100.2')).toBe(429);
    expect(await from(undefined, '198.51.100.2')).toBe(429);
  });
});
