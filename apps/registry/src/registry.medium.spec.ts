import { breaches } from '../../../tests/support/ledger-invariants';
import { enterTraders, HOLDER, openRegistryFixture, type RegistryFixture } from './registry.spec-support';

describe('the registry over HTTP', () => {
  let registry: RegistryFixture;
  let seller: string;
  let buyer: string;

  beforeAll(async () => {
    registry = await openRegistryFixture();
    ({ seller, buyer } = await enterTraders(registry));
  });
  afterAll(async () => {
    expect(await breaches(registry.database)).toEqual([]);
    await registry.close();
  });

  const transfer = (extra: object = {}) => ({
    instrument: 'GEC-A',
    quantity: '10',
    from: seller,
    to: buyer,
    ...extra,
  });

  describe('holders', () => {
    it('are entered once, found by code and id, and listed by pages', async () => {
      const created = await registry.post('/v1/holders', { code: 'H-1', ...HOLDER, province: '江苏' });
      expect(created.statusCode).toBe(201);
      const holder = created.json<{ id: string }>();
      expect(holder).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        code: 'H-1',
        ...HOLDER,
        province: '江苏',
        country: 'CN',
        socialCreditCode: null,
        level: null,
        state: 'active',
        successorId: null,
        createdAt: '2026-03-02T10:00:00.000+08:00',
      });
      expect((await registry.get('/v1/holders/H-1')).json()).toEqual(holder);
      expect((await registry.get(`/v1/holders/${holder.id}`)).json()).toEqual(holder);
      const codes = (await registry.list<{ code: string }>('/v1/holders?limit=2&kind=generator')).map(
        ({ code }) => code,
      );
      expect(codes).toEqual(['BUYER', 'H-1', 'SELLER']);
    });

    it('a code that is taken is 409, also for the repeat of the refused request', async () => {
      const key = { 'idempotency-key': 'taken-code' };
      for (const replay of [undefined, 'true']) {
        const response = await registry.post('/v1/holders', { code: 'SELLER', ...HOLDER }, key);
        expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([
          409,
          'HOLDER_CODE_TAKEN',
        ]);
        expect(response.headers['idempotent-replay']).toBe(replay);
      }
    });

    it('one that is not there is 404', async () => {
      expect((await registry.get('/v1/holders/NOBODY')).statusCode).toBe(404);
    });

    it('statements in strings stay strings', async () => {
      const nameEn = `'); drop table identity.holder; --`;
      const created = await registry.post('/v1/holders', { code: 'H-SQL', ...HOLDER, nameEn });
      expect(created.json()).toMatchObject({ nameEn });
      expect((await registry.get('/v1/holders/H-SQL')).json()).toMatchObject({ nameEn });
    });
  });

  describe('accounts', () => {
    it('are opened for a holder by code or id and listed by holder', async () => {
      const { id } = (await registry.get('/v1/holders/BUYER')).json<{ id: string }>();
      const opened = await registry.post('/v1/accounts', { holder: id, kind: 'funds' });
      expect(opened.json()).toMatchObject({ holderId: id, kind: 'funds', state: 'open' });
      const accounts = await registry.list<{ number: string }>('/v1/accounts?holder=BUYER&limit=1');
      const numbers = accounts.map(({ number }) => number);
      expect(numbers).toEqual([buyer, opened.json<{ number: string }>().number]);
      expect((await registry.get(`/v1/accounts/${buyer}`)).json()).toMatchObject({
        number: buyer,
        holderId: id,
      });
    });

    it('a holder or an account that is not there is 404; a wrong check digit is 400', async () => {
      expect((await registry.post('/v1/accounts', { holder: 'NOBODY', kind: 'holding' })).statusCode).toBe(
        404,
      );
      expect((await registry.get('/v1/accounts?holder=NOBODY')).statusCode).toBe(404);
      expect((await registry.get('/v1/accounts/CL-100-999999-0-11')).statusCode).toBe(400);
      expect((await registry.get(`/v1/accounts/${seller.replace(/\d+$/, '98')}`)).statusCode).toBe(400);
      expect((await registry.get('/v1/accounts/SYSTEM-ISSUANCE/statement')).statusCode).toBe(400);
    });
  });

  it.each([
    ['/v1/instruments', 'no base64 json'],
    ['/v1/instruments', '["a","b"]'],
    ['/v1/instruments', '["\\u0000"]'],
    ['/v1/holders', '[1]'],
    ['/v1/accounts/:seller/statement', '["x","1"]'],
    ['/v1/accounts/:seller/statement', '["1","99999999999"]'],
    ['/v1/accounts/:seller/statement', '["99999999999999999999","1"]'],
    ['/v1/accounts/:seller/blocks', '["GEC-A","1; drop"]'],
    ['/v1/accounts?holder=SELLER', '["-1"]'],
  ])('%s refuses the made-up cursor %s', async (path, text) => {
    const cursor = Buffer.from(text).toString('base64url');
    const url = `${path.replace(':seller', seller)}${path.includes('?') ? '&' : '?'}cursor=${cursor}`;
    const response = await registry.get(url);
    expect([response.statusCode, response.json<{ fields: object[] }>().fields]).toMatchObject([
      400,
      [{ field: 'cursor' }],
    ]);
  });

  it('permissions are those of the key: 401, 403', async () => {
    const { reader } = registry;
    expect((await registry.get('/v1/holders', reader)).statusCode).toBe(200);
    expect((await registry.get('/v1/instruments', reader)).statusCode).toBe(403);
    expect((await registry.post('/v1/transfers', transfer(), reader)).statusCode).toBe(403);
    expect((await registry.get('/v1/holders', { authorization: 'Bearer nobody' })).statusCode).toBe(401);
    expect((await registry.app.inject({ url: '/v1/holders' })).statusCode).toBe(401);
  });

  it('a body above one mebibyte is 413 and a missing key of the request 400', async () => {
    expect(
      (await registry.post('/v1/transfers', transfer({ reason: 'x'.repeat(1_100_000) }))).statusCode,
    ).toBe(413);
    const noKey = await registry.post('/v1/transfers', transfer(), { 'idempotency-key': '' });
    expect([noKey.statusCode, noKey.json<{ fields: object[] }>().fields]).toMatchObject([
      400,
      [{ field: 'Idempotency-Key', rule: 'required' }],
    ]);
  });

  it('is ready when the database is', async () => {
    expect((await registry.app.inject({ url: '/ready' })).json()).toEqual({
      status: 'ready',
      checks: ['database'],
    });
  });

  it('every field of the OpenAPI document is described, with an example', async () => {
    const { components } = (await registry.app.inject({ url: '/docs/json' })).json<{
      components: { schemas: Record<string, { properties?: Record<string, Record<string, unknown>> }> };
    }>();
    const lacking = Object.entries(components.schemas).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties).flatMap(([field, schema]) => {
        const composed = ['items', '$ref', 'allOf', 'oneOf', 'anyOf'].some((part) => part in schema);
        return 'description' in schema && ('example' in schema || composed) ? [] : [`${name}.${field}`];
      }),
    );
    expect(lacking).toEqual([]);
  });

  it('closing answers what was taken; afterwards nothing is taken', async () => {
    const closing = await openRegistryFixture();
    const traders = await enterTraders(closing);
    const body = { instrument: 'GEC-A', quantity: '1', from: traders.seller, to: traders.buyer };
    const taken = Array.from({ length: 20 }, () => closing.post('/v1/transfers', body));
    await new Promise((resolve) => setImmediate(resolve));
    await closing.app.close();
    const statuses = (await Promise.all(taken)).map(({ statusCode }) => statusCode);
    expect(statuses.every((status) => status === 201 || status === 503)).toBe(true);
    const [row] = await closing.database.query<{ count: number }>(
      `select count(*)::int as count from ledger.journal where kind = 2`,
    );
    expect(row?.count).toBe(statuses.filter((status) => status === 201).length);
    await closing.close();
  });

  it('a database that is gone is 503 with Retry-After', async () => {
    const lost = await openRegistryFixture();
    await lost.database.source.query(`select 1`);
    await lost.database.close();
    for (const response of [
      await lost.get('/v1/instruments'),
      await lost.get('/v1/holders'),
      await lost.post('/v1/transfers', transfer()),
      await lost.post('/v1/holders', { code: 'H-9', ...HOLDER }),
      await lost.get('/ready'),
    ]) {
      expect(response.statusCode).toBe(503);
      expect(response.headers['retry-after']).toBe('5');
    }
    await lost.close();
  });
});
