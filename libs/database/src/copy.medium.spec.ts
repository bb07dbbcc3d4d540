import { createTestDatabase, type TestDatabase } from '../../../tests/support/test-database';
import { BinaryCopy } from './binary-copy';
import { connect } from './connect';
import { type Database, sqlState } from './database';

const COPY = 'copy t from stdin with (format binary)';
const ROWS = 20_000;

describe('a COPY that is made while it is sent', () => {
  let server: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    server = await createTestDatabase();
    database = await connect({ url: server.superuserUrl, poolSize: 1 });
    await database.query('create table t (a int4 check (a >= 0), b text)');
  });
  beforeEach(() => database.query('truncate t'));
  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  /** Parts of a hundred rows, more than a socket takes at once. */
  function* rows(row: (at: number) => number): Generator<Buffer, void> {
    const copy = new BinaryCopy(2, 64);
    for (let at = 0; at < ROWS; at++) {
      if (at > 0 && at % 100 === 0) yield copy.take();
      copy.row().int4(row(at)).text('x'.repeat(200));
    }
    yield copy.finish();
  }
  const copied = (row: (at: number) => number) => database.transaction((tx) => tx.copy(COPY, rows(row)));
  const count = async () => (await database.query<{ n: string }>('select count(*) as n from t'))[0]?.n;

  it('arrives whole', async () => {
    await copied((at) => at);
    expect(await count()).toBe(String(ROWS));
  });

  it.each([0, 150, ROWS - 1])(
    'that the server refuses at row %i leaves a connection that works',
    async (bad) => {
      const failure: unknown = await copied((at) => (at === bad ? -1 : at)).catch((error: unknown) => error);
      expect(sqlState(failure)).toBe('23514');
      expect(await count()).toBe('0');
    },
  );

  it.each([0, 150])('whose making fails at row %i is taken back, and the connection works', async (bad) => {
    const fault = new Error('cannot make this row');
    const made = copied((at) => {
      if (at === bad) throw fault;
      return at;
    });
    await expect(made).rejects.toBe(fault);
    expect(await count()).toBe('0');
  });
});
