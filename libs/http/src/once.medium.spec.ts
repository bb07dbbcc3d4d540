import { Refusal } from '@carbon/kernel';
import { type LedgerFixture, openLedgerFixture } from '../../../tests/support/ledger-fixture';
import { Once } from './once';

describe('a request that happens once (INV-06)', () => {
  let fixture: LedgerFixture;
  let once: Once;
  const caller = { id: 'one' };

  beforeAll(async () => {
    fixture = await openLedgerFixture(0);
    once = new Once(fixture.database);
  });
  afterAll(() => fixture.close());

  const instruments = async (scheme: string) =>
    (await fixture.database.query(`select from ledger.instrument where scheme = $1`, [scheme])).length;

  /** Work with an effect that can be counted. */
  const define =
    (scheme: string) => async (tx: { query: (sql: string, values: unknown[]) => Promise<unknown> }) => {
      const code = `T-${String(Math.random()).slice(2)}`;
      await tx.query(
        `insert into ledger.instrument (code, kind, unit, scheme, serialised) values ($1, 'points', 'point', $2, false)`,
        [code, scheme],
      );
      return { code };
    };

  it('fifty identical requests at the same time are executed once and all get the same answer', async () => {
    const request = { caller, operation: 'test', key: 'same-key', body: { a: 1 } };
    const answers = await Promise.all(Array.from({ length: 50 }, () => once.run(request, define('S-50'))));
    expect(new Set(answers.map(({ body }) => body.code)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await instruments('S-50')).toBe(1);
  });

  it('the same key with another body is a conflict; of another caller or operation it is another request', async () => {
    const request = { caller, operation: 'test', key: 'conflicting', body: { a: 1, b: 2 } };
    await once.run(request, define('S-C'));
    await expect(once.run({ ...request, body: { a: 2, b: 2 } }, define('S-C'))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      status: 409,
    });
    expect((await once.run({ ...request, body: { b: 2, a: 1 } }, define('S-C'))).replayed).toBe(true);
    await once.run({ ...request, caller: { id: 'two' } }, define('S-C'));
    await once.run({ ...request, operation: 'other' }, define('S-C'));
    expect(await instruments('S-C')).toBe(3);
  });

  it('a refusal is kept, and what was done before it is not', async () => {
    const request = { caller, operation: 'test', key: 'refusing', body: {} };
    const refusal = new Refusal(
      'TEST_NO',
      422,
      { zh: '否', en: 'no' },
      { rule: 'T-1', details: { held: '5' } },
    );
    const refuse = async (tx: Parameters<Parameters<typeof once.run>[1]>[0]): Promise<object> => {
      await define('S-R')(tx);
      throw refusal;
    };
    await expect(once.run(request, refuse)).rejects.toMatchObject({ code: 'TEST_NO' });
    await expect(once.run(request, define('S-R'))).rejects.toMatchObject({
      code: 'TEST_NO',
      status: 422,
      rule: 'T-1',
      details: { held: '5' },
      text: { zh: '否', en: 'no' },
    });
    expect(await instruments('S-R')).toBe(0);
  });

  it.each([
    ['an error', new Error('broken')],
    ['a refusal that asks to come again', new Refusal('TEST_BUSY', 503, { zh: '忙', en: 'busy' })],
  ])('%s is not kept: the repeat is executed', async (name, error) => {
    const request = { caller, operation: 'test', key: `again ${name}`.replaceAll(' ', '-'), body: {} };
    const fail = async (tx: Parameters<Parameters<typeof once.run>[1]>[0]): Promise<object> => {
      await define(`S-E ${name}`)(tx);
      throw error;
    };
    await expect(once.run(request, fail)).rejects.toBe(error);
    expect((await once.run(request, define(`S-E ${name}`))).replayed).toBe(false);
    expect(await instruments(`S-E ${name}`)).toBe(1);
  });

  it('a statement refused by the database breaks only the work that sent it', async () => {
    const request = { caller, operation: 'test', key: 'bad-statement', body: {} };
    const fail = once.run(request, async (tx) => tx.query('select 1 / 0'));
    await expect(fail).rejects.toThrow('division by zero');
    expect((await once.run(request, define('S-D'))).replayed).toBe(false);
  });
});
