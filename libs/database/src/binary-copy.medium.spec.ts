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

it('whole numbers, floating ones, days and moments of milliseconds arrive, at both ends and below nought', async () => {
  const client = new Client({ connectionString: server.superuserUrl });
  await client.connect();
  await client.query('create table u (a int8, b float8, c date, d timestamptz)');
  const copy = new BinaryCopy(4, 32);
  const rows = [
    [Number.MAX_SAFE_INTEGER, 22.5431, '2026-09-01', 1_790_000_000_123],
    [-1, -114.05, '1999-12-31', 0],
    [Number.MIN_SAFE_INTEGER, 0.1, '1970-01-01', -1],
    [-4_294_967_296, 0, '2000-01-01', 946_684_800_000],
    [4_294_967_295, 1e-300, '2400-02-29', 4_102_444_800_001],
  ] as const;
  for (const [a, b, c, d] of rows) copy.row().whole(a).float8(b).date(c).timestampMs(d);
  const stream = client.query(from('copy u from stdin with (format binary)'));
  await new Promise((resolve, reject) => stream.on('finish', resolve).on('error', reject).end(copy.finish()));
  const { rows: found } = await client.query('select a, b, c::text, d from u');
  expect(found).toEqual(rows.map(([a, b, c, d]) => ({ a: String(a), b, c, d: new Date(d) })));
  await client.end();
});

it('a number that is not held exactly is refused', () => {
  for (const value of [2 ** 53, 1.5, NaN, Infinity])
    expect(() => new BinaryCopy(1).row().whole(value)).toThrow(RangeError);
});
