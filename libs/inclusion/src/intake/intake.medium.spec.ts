import { createHash } from 'node:crypto';
import {
  InclusionWorld,
  type TestPartner,
  type TestResident,
} from '../../../../tests/support/inclusion-world';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';

const NOW = new Date('2026-10-01T02:00:00.000Z');
const METHODS = ['metro', 'electric-bus'];

let platform: PlatformFixture;
let world: InclusionWorld;
let partner: TestPartner;
let other: TestPartner;
let residents: TestResident[];

beforeAll(async () => {
  platform = await openPlatformFixture(NOW);
  world = new InclusionWorld(platform);
  const programme = await world.programme();
  partner = await world.partner('P1', programme, METHODS);
  other = await world.partner('P2', programme, METHODS);
  residents = [await world.resident(programme), await world.resident(programme)];
  for (const [at, resident] of residents.entries()) {
    await world.link(partner, resident, `R000${at + 1}`);
    await world.link(other, resident, `R000${at + 1}`);
  }
});
afterAll(() => platform.close());

interface Answer {
  readonly batch: string;
  readonly accepted: number;
  readonly repeated: number;
  readonly refused: number;
  readonly acts: readonly {
    readonly eventId?: string;
    readonly state: string;
    readonly receipt?: string;
    readonly refusal?: { readonly code: string; readonly rule: string; readonly zh: string };
  }[];
}

const act = (eventId: string, change: object = {}) => ({
  ...{ eventId, resident: 'R0001', method: 'metro', startedAt: '2026-09-15T10:19:00+08:00' },
  ...{ durationS: 2220, amount: 8635, ...change },
});
let keys = 0;
const freshKey = () => `intake-test-${++keys}`;
const tell = (body: unknown, key = freshKey(), as = partner, headers: object = {}) =>
  platform.send(
    'POST',
    `/v1/partners/${as.code}/acts`,
    { ...as.maker.headers, ...headers, 'idempotency-key': key },
    body,
  );
const told = async (acts: readonly unknown[], key?: string, as?: TestPartner): Promise<Answer> => {
  const answer = await tell({ acts }, key, as);
  expect(answer.statusCode).toBe(201);
  return answer.json<Answer>();
};
const stored = async (eventId: string, partnerId = partner.id) =>
  platform.database.query<{ act_no: string; amount: string; month: string }>(
    `select act_no, amount, month::text from inclusion.act where event_id = $1 and partner_id = $2`,
    [eventId, partnerId],
  );
const states = ({ acts }: Answer) => acts.map(({ state, refusal }) => refusal?.code ?? state);

it('CNV-003 acts are accepted or refused one by one, with a receipt or a reason each', async () => {
  const answer = await told([
    act('A1'),
    act('A2', { startedAt: '2026-09-31T08:00:00+08:00' }),
    act('A3', { amount: -5 }),
    act('A4', { method: 'walk' }),
    act('A5', { resident: 'R9999' }),
    act('A6', { startedAt: '2026-10-01T10:00:00+08:00' }),
    act('A7', { startedAt: '2026-07-01T10:00:00+08:00' }),
    act('A1', { amount: 1 }),
    'nonsense',
    act('A8', { from: { latitude: 22.5, longitude: 114 }, to: { latitude: 22.6, longitude: 114 } }),
  ]);
  expect(states(answer)).toEqual([
    ...['accepted', 'started-at', 'amount', 'unknown-method', 'no-consent', 'future', 'too-late'],
    ...['repeated-in-batch', 'malformed', 'places-without-consent'],
  ]);
  expect(answer).toMatchObject({ accepted: 1, repeated: 0, refused: 9 });
  expect(answer.acts[4]?.refusal).toEqual({
    ...{ code: 'no-consent', rule: 'PII-001', zh: '没有该用户的有效同意' },
    en: 'is of nobody who consented to this partner',
  });
  expect(await stored('A1')).toEqual([
    { act_no: answer.acts[0]?.receipt, amount: '8635', month: '2026-09-01' },
  ]);
  const [none] = await platform.database.query<{ n: number }>(
    `select count(*)::int as n from inclusion.act where event_id = any($1)`,
    [['A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8']],
  );
  expect(none?.n).toBe(0);
});

it('CNV-003 INV-06 fifty identical requests at once are one batch with one answer', async () => {
  const key = freshKey();
  const acts = Array.from({ length: 40 }, (_, at) => act(`B${at}`));
  const answers = await Promise.all(Array.from({ length: 50 }, () => told(acts, key)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ accepted: 40, repeated: 0, refused: 0 });
  expect(await stored('B7')).toHaveLength(1);
  const [batches] = await platform.database.query<{ n: number }>(
    'select count(*)::int as n from inclusion.intake_batch where key = $1',
    [key],
  );
  expect(batches?.n).toBe(1);
});

it('INV-06 the same key with other content is refused, whatever differs', async () => {
  const key = freshKey();
  await told([act('C1')], key);
  const again = await tell({ acts: [act('C1', { amount: 1 })] }, key);
  expect(again.statusCode).toBe(409);
  expect(again.json()).toMatchObject({ code: 'ACT_BATCH_KEY_REUSED' });
});

it('CNV-003 told again under a new key is harmless: the receipt of the first, again and again', async () => {
  const first = await told([act('D1'), act('D2')]);
  const key = freshKey();
  const second = await told([act('D1'), act('D3'), act('D2')], key);
  expect(states(second)).toEqual(['told-before', 'accepted', 'told-before']);
  expect(second.acts.map(({ receipt }) => receipt)).toEqual([
    ...[first.acts[0]?.receipt, second.acts[1]?.receipt, first.acts[1]?.receipt],
  ]);
  expect(await told([act('D1'), act('D3'), act('D2')], key)).toEqual(second);
});

it('CNV-003 the same event with other content is a conflict, and what stands stands', async () => {
  await told([act('E1')]);
  expect(states(await told([act('E1', { amount: 9000 }), act('E2')]))).toEqual([
    'event-conflict',
    'accepted',
  ]);
  expect(await stored('E1')).toMatchObject([{ amount: '8635' }]);
  // of another partner it is another event, to be judged with the first
  expect(states(await told([act('E1')], undefined, other))).toEqual(['accepted']);
});

it('CNV-003 batches that meet store each event once', async () => {
  const acts = Array.from({ length: 200 }, (_, at) => act(`F${at}`));
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) => told([...acts.slice(at), ...acts.slice(0, at)])),
  );
  expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(200);
  expect(answers.reduce((sum, { repeated }) => sum + repeated, 0)).toBe(1400);
  const receipts = (event: string) =>
    new Set(answers.map(({ acts }) => acts.find(({ eventId }) => eventId === event)?.receipt));
  for (const event of ['F0', 'F99', 'F199']) expect(receipts(event).size).toBe(1);
});

it('5,000 acts in lines of JSON, and one line that is none', async () => {
  const lines = Array.from({ length: 4_999 }, (_, at) =>
    JSON.stringify(act(`G${at}`, { resident: at % 2 === 0 ? 'R0001' : 'R0002' })),
  );
  const body = [...lines, '{"eventId": '].join('\n');
  const key = freshKey();
  const answer = await tell(body, key, partner, { 'content-type': 'application/x-ndjson' });
  expect(answer.statusCode).toBe(201);
  expect(answer.json<Answer>()).toMatchObject({ accepted: 4_999, refused: 1 });
  expect(answer.json<Answer>().acts.at(-1)).toMatchObject({
    state: 'refused',
    refusal: { code: 'malformed' },
  });
  const [batch] = await platform.database.query<{ body_hash: Buffer; channel: string; leaves: number }>(
    'select body_hash, channel, length(leaves) as leaves from inclusion.intake_batch where key = $1',
    [key],
  );
  const sha256 = createHash('sha256').update(body).digest();
  expect(batch).toEqual({ body_hash: sha256, channel: 'ndjson', leaves: 4_999 * 32 });
  const more = await tell(`${body}\n{}\n`, freshKey(), partner, { 'content-type': 'application/x-ndjson' });
  expect(more.statusCode).toBe(400);
});

it('a batch that breaks in the middle leaves nothing', async () => {
  const { database } = platform;
  const key = freshKey();
  const real = database.transaction.bind(database);
  const broken = jest.spyOn(database, 'transaction').mockImplementation((work) =>
    real(async (tx) => {
      await work(tx);
      throw new Error('the process died before the commit');
    }),
  );
  const died = await tell({ acts: [act('H1'), act('H2')] }, key);
  broken.mockRestore();
  expect(died.statusCode).toBe(500);
  expect(await stored('H1')).toEqual([]);
  expect(await told([act('H1'), act('H2')], key)).toMatchObject({ accepted: 2, repeated: 0 });
});

it('CNV-003 another partner’s code is nobody’s, and whoever is suspended tells nothing', async () => {
  const foreign = await tell({ acts: [act('I1')] }, freshKey(), { ...other, maker: partner.maker });
  expect(foreign.statusCode).toBe(404);
  expect(
    (await platform.send('POST', '/v1/partners/P1/acts', residents[0]?.person.headers ?? {}, { acts: [] }))
      .statusCode,
  ).toBe(403);
  const setState = (state: string) =>
    platform.database.query('update inclusion.partner set state = $2 where id = $1', [other.id, state]);
  await setState('suspended');
  expect((await tell({ acts: [act('I2')] }, freshKey(), other)).json()).toMatchObject({
    ...{ code: 'PARTNER_NOT_ACTIVE', status: 422 },
  });
  await setState('active');
});

it.each([
  ['no list', { acts: 'all' }],
  ['nothing', { acts: [] }],
  ['something besides', { acts: [act('J1')], more: 1 }],
  ['no object', [act('J1')]],
  ['too many', { acts: Array.from({ length: 5_001 }, () => 1) }],
])('a body with %s is refused as a whole', async (_, body) => {
  expect((await tell(body)).statusCode).toBe(400);
});

it('hostile acts are refused one by one and harm nobody', async () => {
  const deep = [[[[[{}]]]]];
  const hostile = [
    ...[null, 7, 'x', [], deep, { ...act('K1'), extra: deep }, act('K2', { amount: 1e308 })],
    ...[act('K3', { amount: Number.MAX_SAFE_INTEGER + 2 }), act('K4', { durationS: 1e12 })],
    ...[
      act('K5\u0000'),
      act('\ud800'),
      act('K6', { resident: 'R1\u0000' }),
      act('K7', { resident: { $ne: 1 } }),
    ],
    ...[act('K8', { startedAt: 'now()' }), act('K9', { startedAt: ['2026-09-15'] }), act('x'.repeat(65))],
  ];
  const answer = await told(hostile);
  expect(answer).toMatchObject({ accepted: 0, refused: hostile.length });
  const strange = [
    "'; drop table inclusion.act; --",
    '碳/2026#1',
    '😀',
    '<script>',
    '../../etc',
    '%00',
    '\\u0000',
  ];
  expect(await told(strange.map((id) => act(id)))).toMatchObject({ accepted: strange.length });
  for (const id of strange) expect(await stored(id)).toHaveLength(1);
});

it('PII-001 an ended link, an old text and a restricted resident are nobody’s consent', async () => {
  const programme = { ...(await world.programme('SZ2')) };
  const third = await world.partner('P3', programme, METHODS);
  const [ended, old, kept] = [
    await world.resident(programme),
    await world.resident(programme),
    await world.resident(programme),
  ];
  for (const [at, resident] of [ended, old, kept].entries()) await world.link(third, resident, `X${at}`);
  const change = async (sql: string, id: bigint) => {
    const superuser = await import('pg').then(
      ({ Client }) => new Client({ connectionString: platform.superuserUrl }),
    );
    await superuser.connect();
    await superuser.query(sql, [id.toString()]);
    await superuser.end();
  };
  await change('update inclusion.link set ended_at = now() where resident_id = $1', ended.id);
  await change(`update inclusion.link set text_version = '2020.1' where resident_id = $1`, old.id);
  await change(`update inclusion.resident set state = 'restricted' where id = $1`, kept.id);
  const answer = await told(
    ['X0', 'X1', 'X2'].map((resident) => act(`L${resident}`, { resident })),
    undefined,
    third,
  );
  expect(states(answer)).toEqual(['no-consent', 'no-consent', 'no-consent']);
});
