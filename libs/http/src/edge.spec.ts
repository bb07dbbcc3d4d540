import { PassThrough } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Problem } from '@carbon/kernel';
import { edge, ForgottenController, ThingsController } from './edge.spec-support';
import { createHttpApp } from './http-app';
import { JsonLogger } from './json-logger';

import { RouteUndeclaredError } from './route-declarations';

describe('the edge', () => {
  let app: NestFastifyApplication;
  const lines: string[] = [];
  const openApi = { title: 'test', description: 'test', version: '1' };

  beforeAll(async () => {
    const stream = new PassThrough();
    stream.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trim().split('\n')));
    app = await createHttpApp(edge([ThingsController]), {
      openApi,
      logger: new JsonLogger('info', stream),
      bodyLimit: 10_000,
      csvBodyLimit: 50_000,
    });
  });
  afterAll(() => app.close());

  const post = (payload: unknown, url = '/v1/things', headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'GET', url, headers });
  const problem = (response: { json: () => unknown }) => response.json() as Problem;

  it('a good request is answered', async () => {
    const response = await post({ name: 'a', quantity: '9223372036854775807' });
    expect([response.statusCode, response.json()]).toEqual([
      201,
      { name: 'a', quantity: '9223372036854775807' },
    ]);
  });

  it('a problem has the form of RFC 9457, in Chinese unless English is asked for', async () => {
    const zh = await get('/v1/things/refused');
    expect(zh.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(problem(zh)).toEqual({
      type: 'urn:carbon-ledger:problem:GEC_SOLD',
      title: 'Unprocessable Content',
      status: 422,
      code: 'GEC_SOLD',
      detail: '已售出',
      messages: { zh: '已售出', en: 'sold' },
      rule: 'GEC-009',
      details: { held: '5' },
      correlationId: zh.headers['x-correlation-id'],
    });
    expect(problem(await get('/v1/things/refused', { 'accept-language': 'en-GB,zh;q=0.5' })).detail).toBe(
      'sold',
    );
  });

  it('a fault of ours tells nothing and is logged with its correlation id', async () => {
    const response = await get('/v1/things/fault', { 'x-correlation-id': 'trace-0001' });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('hunter2');
    expect(problem(response)).toMatchObject({ code: 'INTERNAL', correlationId: 'trace-0001' });
    const logged = lines.map(
      (line) => JSON.parse(line) as { correlationId?: string; error?: { stack?: string } },
    );
    expect(logged.find((line) => line.error && line.correlationId === 'trace-0001')?.error?.stack).toContain(
      'hunter2',
    );
  });

  it.each([
    ['/v1/things/full', 'DATABASE_FULL', '60'],
    ['/v1/things/down', 'DATABASE_UNAVAILABLE', '5'],
    ['/ready', 'NOT_READY', '5'],
  ])('%s is 503 %s with Retry-After', async (url, code, seconds) => {
    const response = await get(url);
    expect([response.statusCode, problem(response).code, response.headers['retry-after']]).toEqual([
      503,
      code,
      seconds,
    ]);
  });

  it('liveness needs no database', async () => {
    expect((await get('/health')).json()).toEqual({ status: 'alive' });
  });

  it('unknown fields are refused by name', async () => {
    const response = await post({ name: 'a', nmae: 'b' });
    expect(response.statusCode).toBe(400);
    expect(problem(response).fields).toEqual([
      {
        field: 'nmae',
        rule: 'whitelistValidation',
        message: { zh: '不是此请求的字段', en: 'is not a field of this request' },
      },
    ]);
  });

  it('all faults are told at once, nested ones by path', async () => {
    const response = await post({
      quantity: '0',
      lines: [{ energyWh: '1' }, { energyWh: 1 }, { energyWh: '1', x: 1 }],
    });
    const found = (problem(response).fields ?? []).map(({ field, rule }) => `${field} ${rule}`);
    expect(found.sort()).toEqual(
      [
        'lines[1].energyWh integer',
        'lines[2].x whitelistValidation',
        'name string',
        'quantity positive',
      ].sort(),
    );
  });

  it.each([
    ['as a number', 1],
    ['negative', '-1'],
    ['10^30', `1${'0'.repeat(30)}`],
    ['one above the largest', '9223372036854775808'],
    ['a fraction', '1.5'],
    ['an exponent', '1e3'],
    ['with a leading zero', '01'],
    ['empty', ''],
    ['null', null],
    ['an object', {}],
    ['a list', ['1']],
    ['hexadecimal', '0x10'],
    ['other digits', '１２'],
    ['with a line end', '1\n'],
  ])('a quantity %s is refused', async (_, quantity) => {
    const response = await post({ name: 'a', quantity });
    expect([response.statusCode, problem(response).fields?.[0]?.field]).toEqual([400, 'quantity']);
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['half a character', 'a\ud800'],
    ['blank', '   '],
    ['too long', 'x'.repeat(21)],
    ['empty', ''],
  ])('a text that is or holds %s is refused', async (_, name) => {
    expect((await post({ name })).statusCode).toBe(400);
  });

  it('21 code points of two units each are too long, 20 are not', async () => {
    expect((await post({ name: '𠀀'.repeat(20) })).statusCode).toBe(201);
    expect((await post({ name: '𠀀'.repeat(21) })).statusCode).toBe(400);
  });

  it.each([
    ['broken', '{"name":'],
    ['empty', ''],
    ['__proto__', '{"name":"a","__proto__":{"admin":true}}'],
    ['constructor.prototype', '{"name":"a","constructor":{"prototype":{"admin":true}}}'],
    ['a list', '[{"name":"a"}]'],
    ['a text', '"name"'],
    ['a number', '5'],
    ['null', 'null'],
    ['true', 'true'],
    ['an empty list', '[]'],
  ])('a JSON body that is %s is refused with 400', async (_, payload) => {
    const response = await post(payload);
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('a body over the limit is 413, another type 415, another method 405, another path 404', async () => {
    const large = await post({ name: 'x'.repeat(10_001) });
    const form = await post('name=a', '/v1/things', { 'content-type': 'application/x-www-form-urlencoded' });
    const text = await post('name', '/v1/things', { 'content-type': 'text/plain' });
    const method = await app.inject({ method: 'DELETE', url: '/v1/things?x=1' });
    const path = await get('/v1/nothing');
    expect([large, form, text, method, path].map((each) => [each.statusCode, problem(each).code])).toEqual([
      [413, 'REQUEST_TOO_LARGE'],
      [415, 'MEDIA_TYPE_UNSUPPORTED'],
      [415, 'MEDIA_TYPE_UNSUPPORTED'],
      [405, 'METHOD_NOT_ALLOWED'],
      [404, 'ROUTE_UNKNOWN'],
    ]);
    expect(method.headers['allow']).toContain('POST');
  });

  it('an address that cannot be decoded is 400, in the same form', async () => {
    const response = await get('/v1/things/%E0%A4%A');
    expect([response.statusCode, problem(response).code]).toEqual([400, 'REQUEST_MALFORMED']);
    expect(problem(response).correlationId).toBe(response.headers['x-correlation-id']);
  });

  it('text/csv has a limit of its own', async () => {
    const csv = { 'content-type': 'text/csv; charset=utf-8' };
    expect((await post('a,b\n'.repeat(5_000), '/v1/things/csv', csv)).json()).toEqual({ bytes: 20_000 });
    expect(
      (await post('a,b\n'.repeat(20_000), '/v1/things/csv', { ...csv, authorization: 'Bearer right' }))
        .statusCode,
    ).toBe(413);
  });

  it('no credentials and wrong ones are 401, a missing permission 403', async () => {
    const none = await get('/v1/things/forbidden');
    const wrong = await get('/v1/things/forbidden', { authorization: 'Bearer wrong' });
    const lacking = await get('/v1/things/forbidden', { authorization: 'Bearer right' });
    expect([none, wrong, lacking].map((each) => [each.statusCode, problem(each).code])).toEqual([
      [401, 'CREDENTIALS_MISSING'],
      [401, 'CREDENTIALS_WRONG'],
      [403, 'PERMISSION_MISSING'],
    ]);
    expect(none.headers['www-authenticate']).toContain('Bearer');
    expect(problem(lacking).details).toEqual({ permission: 'plants.write' });
  });

  it('an idempotency key is required where one is taken, and the correlation id reaches the handler', async () => {
    const authorization = 'Bearer right';
    const missing = await post({}, '/v1/things/keyed', { authorization });
    expect([missing.statusCode, problem(missing).fields?.[0]?.field]).toEqual([400, 'Idempotency-Key']);
    const given = await post({}, '/v1/things/keyed', {
      authorization,
      'idempotency-key': 'key-00001',
      'request-id': 'trace-0002',
    });
    expect(given.json()).toEqual({ key: 'key-00001', caller: 'one', correlationId: 'trace-0002' });
  });

  it('an ill-formed correlation id is replaced', async () => {
    const response = await get('/health', { 'x-correlation-id': '<script>' });
    expect(response.headers['x-correlation-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it.each(['0', '501', 'ten', '1.5', '', '-1', '9'.repeat(400)])(
    'a limit of %p is refused',
    async (limit) => {
      const response = await get(`/v1/things?limit=${limit}`);
      expect([response.statusCode, problem(response).fields?.[0]?.field]).toEqual([400, 'limit']);
    },
  );

  it('the limit is 50 when not given; a limit given twice is refused', async () => {
    expect((await get('/v1/things')).json()).toEqual({ limit: 50 });
    expect((await get('/v1/things?limit=1&limit=2')).statusCode).toBe(400);
    expect((await get('/v1/things?__proto__[x]=1')).statusCode).toBe(400);
  });

  it('security headers are set and no other origin is let in', async () => {
    const { headers } = await get('/health', { origin: 'https://elsewhere.example' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each(['/health', '/nothing', '/docs', '/%zz'])('security headers are set on %s too', async (address) => {
    const { headers } = await get(address);
    expect(headers['content-security-policy']).toMatch(
      /object-src 'none'.*frame-ancestors 'none'.*base-uri 'none'/,
    );
    expect(headers['strict-transport-security']).toMatch(/^max-age=31536000; includeSubDomains/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers['content-type']).toContain('charset=utf-8');
  });

  it('what is not offered is not answered: TRACE shows no headers', async () => {
    const answer = await app.inject({
      method: 'TRACE' as 'GET',
      url: '/health',
      headers: { 'x-secret': 'shown' },
    });
    expect(answer.statusCode).toBe(405);
    expect(answer.payload).not.toContain('shown');
  });

  it('the OpenAPI document is published with its reader, problems on every operation', async () => {
    const document = (await get('/docs/json')).json<{
      openapi: string;
      paths: Record<string, { post?: { responses: object; security?: object } }>;
    }>();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths['/v1/things']?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(['400', '404', '409', '422', '500', '503']),
    );
    expect(document.paths['/v1/things/keyed']?.post?.security).toEqual([{ 'api-key': [] }]);
    const page = await get('/docs');
    expect([page.statusCode, page.headers['content-type']]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    expect((await get('/docs/swagger-ui-bundle.js')).statusCode).toBe(200);
  });

  it('answers are logged without headers or bodies', async () => {
    await post({ name: 'private-name' }, '/v1/things', { authorization: 'Bearer right' });
    const text = lines.join('\n');
    expect(text).toContain('"route":"/v1/things"');
    expect(text).not.toMatch(/private-name|Bearer/);
  });

  it('a route that declares no permission keeps the application from starting', async () => {
    const start = createHttpApp(edge([ThingsController, ForgottenController]), {
      openApi,
      logger: new JsonLogger('silent'),
    });
    await expect(start).rejects.toThrow(RouteUndeclaredError);
    await expect(start).rejects.toThrow('ForgottenController.list');
  });
});
