import { breaches } from '../../../tests/support/ledger-invariants';
import { enterTraders, openRegistryFixture, type RegistryFixture } from './registry.spec-support';

describe('moves over HTTP', () => {
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

  describe('transfers', () => {
    it('move units, and are seen in balances, blocks, the statement and the transaction', async () => {
      const response = await registry.post(
        '/v1/transfers',
        transfer({ reference: 'C-1', reason: '转让', serials: [{ first: '1', last: '10' }] }),
      );
      expect(response.statusCode).toBe(201);
      const { transaction } = response.json<{ transaction: string }>();
      const told = (await registry.get(`/v1/transactions/${transaction}`)).json<{ transfers: object[] }>();
      expect(told.transfers).toEqual([
        expect.objectContaining({
          kind: 'transfer',
          quantity: '10',
          debitAccount: seller,
          creditAccount: buyer,
          serials: ['1-10'],
          actor: 'root',
          reference: 'C-1',
          reason: '转让',
        }),
      ]);
      expect(JSON.stringify(told)).not.toContain('salt');
      const items = async (path: string) => (await registry.get(path)).json<{ items: object[] }>().items;
      expect(await items(`/v1/accounts/${buyer}/balances`)).toMatchObject([
        { instrument: 'GEC-A', parts: { available: '10', frozen: '0' }, total: '10' },
      ]);
      expect(await items(`/v1/accounts/${buyer}/blocks?instrument=GEC-A`)).toMatchObject([
        { instrument: 'GEC-A', part: 'available', first: '1', last: '10' },
      ]);
      expect(await items(`/v1/accounts/${seller}/statement?limit=1`)).toMatchObject([
        { change: '-10', after: '990', counterparty: buyer, reference: 'C-1' },
      ]);
      const before = encodeURIComponent('2026-03-01T00:00:00+08:00');
      expect(await items(`/v1/accounts/${buyer}/balances?at=${before}`)).toEqual([]);
    });

    it('statements are read page by page', async () => {
      await registry.post('/v1/transfers', transfer());
      const first = await registry.get(`/v1/accounts/${seller}/statement?limit=1`);
      const { next = '', items } = first.json<{ next?: string; items: { journal: string }[] }>();
      const second = await registry.get(`/v1/accounts/${seller}/statement?limit=1&cursor=${next}`);
      const [later] = second.json<{ items: { journal: string }[] }>().items;
      expect(Number(later?.journal)).toBeLessThan(Number(items[0]?.journal));
    });

    it('a rule that refuses is 422 with its number and facts', async () => {
      const response = await registry.post('/v1/transfers', transfer({ quantity: '9223372036854775807' }));
      expect(response.statusCode).toBe(422);
      expect(response.json()).toMatchObject({
        code: 'LEDGER_INSUFFICIENT_BALANCE',
        rule: 'INV-07',
        details: { account: seller, wanted: '9223372036854775807' },
      });
    });

    it('unknown names are 404, the same account 422', async () => {
      const codes = await Promise.all(
        [{ instrument: 'GEC-Z' }, { to: 'CL-100-777777-0-23' }, { to: seller }].map(async (change) => {
          const { statusCode, json } = await registry.post('/v1/transfers', transfer(change));
          return [statusCode, json<{ code: string }>().code];
        }),
      );
      expect(codes[0]).toEqual([404, 'LEDGER_INSTRUMENT_UNKNOWN']);
      expect(codes[2]).toEqual([422, 'LEDGER_SAME_ACCOUNT']);
    });

    it.each([
      ['a number as quantity', { quantity: 1 }, 'quantity'],
      ['10^30', { quantity: `1${'0'.repeat(30)}` }, 'quantity'],
      ['a negative quantity', { quantity: '-5' }, 'quantity'],
      ['an unknown field', { quantitty: '5' }, 'quantitty'],
      ['another caller', { actor: 'somebody' }, 'actor'],
      ['no account', { from: undefined }, 'from'],
      ['serials that are no list', { serials: { first: '1', last: '2' } }, 'serials'],
      ['a serial below one', { serials: [{ first: '0', last: '2' }] }, 'serials[0].first'],
      ['serials that are texts', { serials: ['1-2'] }, 'serials[0]'],
      ['an empty list of serials', { serials: [] }, 'serials'],
      ['a NUL in the reason', { reason: 'a\u0000' }, 'reason'],
    ])('%s is 400 and names the field', async (_, change, field) => {
      const response = await registry.post('/v1/transfers', transfer(change));
      expect(response.statusCode).toBe(400);
      const fields = response.json<{ fields: { field: string }[] }>().fields.map((each) => each.field);
      expect(fields).toContain(field);
    });

    it('fifty identical requests at the same time move once and get the same answer', async () => {
      const key = { 'idempotency-key': 'fifty-transfers' };
      const before = await available(buyer);
      const responses = await Promise.all(
        Array.from({ length: 50 }, () => registry.post('/v1/transfers', transfer({ quantity: '3' }), key)),
      );
      expect(new Set(responses.map(({ body }) => body)).size).toBe(1);
      expect(responses.filter(({ headers }) => headers['idempotent-replay'] === 'true')).toHaveLength(49);
      expect((await available(buyer)) - before).toBe(3);
      const other = await registry.post('/v1/transfers', transfer({ quantity: '4' }), key);
      expect([other.statusCode, other.json<{ code: string }>().code]).toEqual([
        409,
        'IDEMPOTENCY_KEY_REUSED',
      ]);
    });

    it('fifty identical requests at the same time open one account', async () => {
      const key = { 'idempotency-key': 'fifty-accounts' };
      const body = { holder: 'SELLER', kind: 'custody' };
      const responses = await Promise.all(
        Array.from({ length: 50 }, () => registry.post('/v1/accounts', body, key)),
      );
      expect(new Set(responses.map((response) => response.json<{ number: string }>().number)).size).toBe(1);
    });
  });

  const available = async (account: string) => {
    const page = (await registry.get(`/v1/accounts/${account}/balances`)).json<{
      items: { parts: { available: string } }[];
    }>();
    return Number(page.items[0]?.parts.available);
  };

  describe('holds and reversals', () => {
    it('freeze, release, pledge and unpledge set units apart and give them back', async () => {
      const hold = (kind: string, extra: object = {}) =>
        registry.post('/v1/holds', { kind, account: buyer, instrument: 'GEC-A', quantity: '5', ...extra });
      const before = await available(buyer);
      expect((await hold('freeze', { part: 'locked' })).statusCode).toBe(201);
      expect((await hold('freeze', { part: 'judicial' })).statusCode).toBe(400); // that needs a court's order
      expect((await hold('pledge')).statusCode).toBe(201);
      expect(await available(buyer)).toBe(before - 10);
      expect((await hold('release')).statusCode).toBe(422); // nothing is frozen, only locked
      expect((await hold('release', { part: 'locked' })).statusCode).toBe(201);
      expect((await hold('unpledge')).statusCode).toBe(201);
      expect(await available(buyer)).toBe(before);
      expect((await hold('pledge', { part: 'frozen' })).statusCode).toBe(400);
      expect((await hold('seize')).statusCode).toBe(400);
    });

    it('a transaction is reversed inside its window, once', async () => {
      const [issue] = await registry.database.transaction((tx) =>
        registry.ledger.submit(tx, [
          {
            kind: 'issue',
            instrument: 'GEC-B',
            quantity: 5n,
            to: buyer,
            sourceKey: 'plant-b 2026-01',
            cause: { actor: 'test' },
            reversibleUntil: new Date('2026-04-01T00:00:00Z'),
          },
        ]),
      );
      const transaction = issue?.status === 'done' ? issue.transactionId.toString() : '';
      const reversed = await registry.post('/v1/reversals', { transaction, reason: '误签发' });
      expect(reversed.statusCode).toBe(201);
      expect((await registry.get('/v1/instruments/GEC-B')).json()).toMatchObject({
        supply: { issued: '0', held: '0' },
      });
      expect((await registry.post('/v1/reversals', { transaction })).statusCode).toBe(409);
    });

    it('a transaction without a window cannot be reversed, one that is not there not be found', async () => {
      const { transaction } = (await registry.post('/v1/transfers', transfer())).json<{
        transaction: string;
      }>();
      const refused = await registry.post('/v1/reversals', { transaction });
      expect([refused.statusCode, refused.json<{ rule: string }>().rule]).toEqual([409, 'REG-009']);
      expect((await registry.post('/v1/reversals', { transaction: '999999' })).statusCode).toBe(404);
      expect((await registry.get('/v1/transactions/999999')).statusCode).toBe(404);
    });
  });

  describe('instruments', () => {
    it('are listed, and one tells where its units are', async () => {
      const list = (await registry.get('/v1/instruments')).json<{ items: { code: string }[] }>();
      expect(list.items.map(({ code }) => code)).toEqual(['CNY', 'GEC-A', 'GEC-B']);
      expect((await registry.get('/v1/instruments/GEC-A')).json()).toMatchObject({
        code: 'GEC-A',
        sourcePerUnit: '1000000',
        supply: { issued: '1000', held: '1000', retired: '0', expired: '0' },
      });
      expect((await registry.get('/v1/instruments/GEC-Z')).statusCode).toBe(404);
      expect((await registry.get('/v1/instruments/gec%00')).statusCode).toBe(400);
    });
  });
});
