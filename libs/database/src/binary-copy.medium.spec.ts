import { Client } from 'pg';
import { from } from 'pg-copy-streams';
import { createTestDatabase, type TestDatabase } from '../../../tests/support/test-database';
import { BinaryCopy } from './binary-copy';

let server: TestDatabase;
beforeAll(async () => (server = await createTestDatabase()));
afterAll(() => server.drop());

it('what is written arrives: every type, both ends of its range, nothing, and a buffer that had to grow', async () => {
  const client = new Client({ connectionString: server.superuserUrl });
  await client.connect();
  await client.query(
    `create table t (a int2, b int4, c int8, d text, e bytea, f timestamptz, g bigint[], h text)`,
  );
  const copy = new BinaryCopy(8, 32);
  const moment = new Date('1999-12-31T23:59:59.123Z');
  const long = '碳'.repeat(5000);
  copy
    .row()
    .int2(-32768)
    .int4(2147483647)
    .int8(-9223372036854775808n)
    .text('a\t"b"\\\n')
    .bytes(Uint8Array.of(0, 255));
  copy
    .timestamp(moment)
    .int8Matrix([
      [1n, 2n],
      [3n, -4n],
    ])
    .null();
  copy.row().null().null().null().text('').bytes(new Uint8Array()).null().int8Matrix([]).text(long);
  const stream = client.query(from('copy t from stdin with (format binary)'));
  await new Promise((resolve, reject) => stream.on('finish', resolve).on('error', reject).end(copy.finish()));
  const { rows } = await client.query('select * from t order by a nulls last');
  expect(rows).toEqual([
    {
      a: -32768,
      b: 2147483647,
      c: '-9223372036854775808',
      d: 'a\t"b"\\\n',
      e: Buffer.of(0, 255),
      f: moment,
      g: [
        ['1', '2'],
        ['3', '-4'],
      ],
      h: null,
    },
    { a: null, b: null, c: null, d: '', e: Buffer.of(), f: null, g: [], h: long },
  ]);
  await client.end();
});
