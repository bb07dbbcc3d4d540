import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@carbon/kernel';
import { Client } from 'pg';
import {
  InclusionWorld,
  type TestPartner,
  type TestProgramme,
} from '../../../../tests/support/inclusion-world';
import {
  type Answer,
  openPlatformFixture,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { InclusionLoop } from '../evaluation/inclusion-loop';
import { FeedClock } from './feed/feed-clock';
import { HttpFeed } from './feed/http-feed';
import { pullFeeds } from './feed/pull-feeds';
import { INTAKE_DESK, type IntakeDesk } from './parts';
import { setFeed } from './persistence/feeds';

const NOW = new Date('2026-10-01T02:00:00.000Z');

let world: InclusionWorld;
let platform: PlatformFixture;
let programme: TestProgramme;
let partner: TestPartner;

beforeAll(async () => {
  platform = await openPlatformFixture(NOW);
  world = new InclusionWorld(platform);
  programme = await world.programme();
  partner = await world.partner('P1', programme, ['metro', 'electric-bus']);
  // nothing is judged meanwhile: corrections wait
  await platform.app.get(InclusionLoop, { strict: false }).onModuleDestroy();
  const resident = await world.resident(programme);
  await world.link(partner, resident, 'R0001');
});
afterAll(() => platform.close());

const act = (eventId: string, change: object = {}) => ({
  ...{ eventId, resident: 'R0001', method: 'metro', startedAt: '2026-09-15T10:19:00+08:00' },
  ...{ durationS: 2220, amount: 8635, ...change },
});
const as = (path: string, who = partner.maker) => platform.send('GET', path, who.headers);
const post = (path: string, body: unknown, who = partner.maker): Promise<Answer> =>
  platform.send('POST', path, who.headers, body);

it('a partner is proposed by one, approved by another, suspended and resumed', async () => {
  const holderId = await platform.holder('BUS-CO', 'data-partner');
  const own = await platform.person(holderId, 'maker');
  const decide = async (kind: string, payload: object) => {
    const proposed = await post('/v1/tasks', { kind, payload }, programme.maker);
    expect([kind, proposed.statusCode]).toEqual([kind, 201]);
    const { id } = proposed.json<{ id: string }>();
    expect((await post(`/v1/tasks/${id}/approvals`, {}, programme.maker)).statusCode).toBe(403);
    const approved = await post(`/v1/tasks/${id}/approvals`, {}, programme.checker);
    expect([kind, approved.statusCode]).toEqual([kind, 200]);
  };
  const asked = {
    ...{ programme: 'SZ', holder: 'BUS-CO', code: 'BUS', nameZh: '公交（示例）', nameEn: 'Buses (example)' },
    ...{ methods: ['electric-bus'], source: 'synthetic' },
  };
  const refused = async (change: object, code: string) =>
    expect(
      (
        await post(
          '/v1/tasks',
          { kind: 'inclusion-partner', payload: { ...asked, ...change } },
          programme.maker,
        )
      ).json(),
    ).toMatchObject({ code });
  await refused({ methods: ['rocket'] }, 'PARTNER_METHODS_UNKNOWN');
  await refused({ holder: 'OPERATOR-SZ' }, 'PARTNER_HOLDER_KIND');
  await refused({ code: 'P1' }, 'PARTNER_EXISTS');
  await decide('inclusion-partner', asked);
  expect((await as('/v1/partners', own)).json()).toMatchObject({ items: [{ code: 'BUS', state: 'active' }] });
  expect((await as('/v1/partners/P1', own)).statusCode).toBe(404);
  await decide('inclusion-partner-state', { code: 'BUS', act: 'suspend', reason: '核实' });
  expect((await as('/v1/partners/BUS', own)).json()).toMatchObject({ state: 'suspended' });
  await decide('inclusion-partner-state', { code: 'BUS', act: 'resume', reason: '核实完毕' });
  await decide('inclusion-partner-methods', { code: 'BUS', methods: ['metro'], reason: '增加' });
  const listed = await as('/v1/programmes/SZ/partners', programme.maker);
  expect(listed.json()).toMatchObject({
    items: [{ code: 'BUS', state: 'active', methods: ['metro'] }, { code: 'P1' }],
  });
  const inside = await post(
    '/v1/tasks',
    { kind: 'inclusion-partner-feed', payload: { code: 'BUS', url: 'https://10.0.0.1/acts' } },
    programme.maker,
  );
  expect(inside.json()).toMatchObject({ code: 'PARTNER_FEED_ADDRESS' });
});

it('a partner sees its batches, its rejects by place, and its totals; nobody else does', async () => {
  const acts = [act('A1'), act('A2', { amount: 0 }), act('A3', { resident: 'R9999' }), act('A1')];
  const { batch } = (await post('/v1/partners/P1/acts', { acts })).json<{ batch: string }>();
  expect((await as(`/v1/partners/P1/batches/${batch}`)).json()).toMatchObject({
    told: 4,
    accepted: 1,
    judged: false,
  });
  const first = (await as(`/v1/partners/P1/batches/${batch}/rejects?limit=2`)).json<{
    items: object[];
    next: string;
  }>();
  expect(first.items).toMatchObject([
    { line: 2, refusal: { code: 'amount' } },
    { line: 3, refusal: { code: 'no-consent' } },
  ]);
  const rest = await as(`/v1/partners/P1/batches/${batch}/rejects?limit=2&cursor=${first.next}`);
  expect(rest.json()).toEqual({
    items: [{ line: 4, refusal: expect.objectContaining({ code: 'repeated-in-batch' }) as object }],
  });
  expect((await as('/v1/partners/P1/act-totals?from=2026-10-01&to=2026-10-01')).json()).toMatchObject({
    items: [
      { day: '2026-10-01', outcome: 'accepted', acts: 1 },
      { outcome: 'amount', at: 'intake', acts: 1 },
      { outcome: 'no-consent', acts: 1 },
      { outcome: 'repeated-in-batch', acts: 1 },
    ],
  });
  expect((await as('/v1/partners/P1/act-totals?from=2026-09-01&to=2026-10-02')).statusCode).toBe(400);
  const stranger = await platform.person(await platform.holder('OTHER-CO', 'data-partner'), 'maker');
  for (const path of [
    '',
    '/batches',
    `/batches/${batch}`,
    `/batches/${batch}/rejects`,
    '/rejects',
    '/corrections',
  ])
    expect([path, (await as(`/v1/partners/P1${path}`, stranger)).statusCode]).toEqual([path, 404]);
  expect((await as('/v1/partners/P1/rejects')).json()).toEqual({ items: [] });
});

it('CNV-003 a correction and a revocation are new records; what was told stays', async () => {
  await post('/v1/partners/P1/acts', { acts: [act('C1'), act('C2')] });
  const correct = (body: object) =>
    post('/v1/partners/P1/corrections', { resident: 'R0001', revoke: false, reason: '里程表更正', ...body });
  expect((await correct({ eventId: 'C1', amount: 8000 })).statusCode).toBe(201);
  expect((await correct({ eventId: 'C1', amount: 7000 })).json()).toMatchObject({
    code: 'ACT_CORRECTION_WAITS',
  });
  expect((await correct({ eventId: 'C2', revoke: true })).statusCode).toBe(201);
  expect((await correct({ eventId: 'C2', amount: 1 })).json()).toMatchObject({ code: 'ACT_REVOKED' });
  expect((await correct({ eventId: 'nobody', amount: 1 })).json()).toMatchObject({ code: 'ACT_UNKNOWN' });
  expect((await correct({ eventId: 'C1' })).statusCode).toBe(400);
  expect((await correct({ eventId: 'C1', revoke: true, amount: 1 })).statusCode).toBe(400);
  await post('/v1/partners/P1/acts', { acts: [act('C3')] });
  const unfit = async (change: object, why: string) =>
    expect((await correct({ eventId: 'C3', ...change })).json()).toMatchObject({
      status: 422,
      details: { why },
    });
  await unfit({ amount: 8635 }, 'same');
  await unfit({ startedAt: '2026-09-31T08:00:00+08:00' }, 'started-at');
  await unfit({ startedAt: '2026-08-31T08:00:00+08:00' }, 'month');
  await unfit({ durationS: 2_000_000 }, 'future');
  const { database } = platform;
  const stored = await database.query(
    `select a.amount, c.kind, c.amount as corrected from inclusion.act a
       join inclusion.act_correction c using (resident_id, act_no) order by a.act_no`,
  );
  expect(stored).toEqual([
    { amount: '8635', kind: 'corrected', corrected: '8000' },
    { amount: '8635', kind: 'revoked', corrected: null },
  ]);
  const superuser = new Client({ connectionString: platform.superuserUrl });
  await superuser.connect();
  const changed = superuser.query(`update inclusion.act_correction set reason = 'another'`);
  await expect(changed).rejects.toMatchObject({ code: 'CL102' });
  await superuser.end();
  expect((await as('/v1/partners/P1/corrections')).json()).toMatchObject({
    items: [
      { eventId: 'C2', kind: 'revoked', judged: false },
      { eventId: 'C1', kind: 'corrected' },
    ],
  });
});

it('CNV-003 a correction that was wrong is corrected back', async () => {
  await post('/v1/partners/P1/acts', { acts: [act('C4', { startedAt: '2026-09-14T10:19:00+08:00' })] });
  const correct = (amount: number) =>
    post('/v1/partners/P1/corrections', {
      ...{ resident: 'R0001', revoke: false, reason: '里程表更正', eventId: 'C4', amount },
    });
  expect((await correct(86_350)).statusCode).toBe(201);
  await platform.database.query('update inclusion.act_correction set pass_id = 0 where pass_id is null');
  expect((await correct(86_350)).json()).toMatchObject({ details: { why: 'same' } });
  expect((await correct(8_635)).statusCode).toBe(201);
});

it('PII-001 of who consents no more nothing new is told; what was told is taken back', async () => {
  const resident = await world.resident(programme);
  await world.link(partner, resident, 'R0002');
  const told = { acts: [act('W1', { resident: 'R0002' })] };
  expect((await post('/v1/partners/P1/acts', told)).json()).toMatchObject({ accepted: 1 });
  await platform.database.query(`update inclusion.link set ended_at = linked_at where reference = 'R0002'`);
  const correct = (body: object) =>
    post('/v1/partners/P1/corrections', {
      ...{ resident: 'R0002', eventId: 'W1', revoke: false, reason: '里程表更正', ...body },
    });
  expect((await correct({ startedAt: '2026-09-15T10:29:00+08:00' })).json()).toMatchObject({
    ...{ status: 422, code: 'ACT_CORRECTION_UNFIT', details: { why: 'consent' } },
  });
  expect((await correct({ revoke: true })).statusCode).toBe(201);
});

/** What became of a job. */
async function ended(job: string): Promise<{ readonly state: string }> {
  for (let tries = 0; tries < 600; tries++) {
    const found = (await as(`/v1/jobs/${job}`)).json<{ state: string }>();
    if (!['waiting', 'queued', 'running'].includes(found.state)) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job did not end');
}

async function sendFile(text: string): Promise<Answer> {
  const body = new FormData();
  body.append('file', new Blob([text], { type: 'text/csv' }), 'acts.csv');
  const request = new Request('http://x', { method: 'POST', body });
  return platform.app.inject({
    method: 'POST',
    url: '/v1/partners/P1/act-files',
    headers: {
      ...partner.maker.headers,
      'content-type': request.headers.get('content-type') ?? '',
      'idempotency-key': `file-${text.length}-key`,
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}

it('a file in the form of partners’ exports lands as a job, and says which lines were refused', async () => {
  const rows = [
    'partner,event_id,resident,mode,start,duration_min,distance_m',
    'P1,F1,R0001,metro,2026-09-15T10:19:00+08:00,37,8635',
    'P2,F2,R0001,metro,2026-09-15T10:19:00+08:00,37,8635',
    'P1,F3,R0001,metro,2026-09-31T08:00:00+08:00,20,9000',
    'P1,F4,R0001,metro,2026-09-10T08:00:00+08:00,20,-5',
    'P1,F5,R0001,metro,2026-09-10T08:00:00+08:00,many,5',
  ].join('\n');
  const sent = await sendFile(rows);
  expect(sent.statusCode).toBe(201);
  const { job } = sent.json<{ job: string }>();
  const done = await ended(job);
  expect(done).toMatchObject({
    state: 'done',
    result: { accepted: 1, repeated: 0, refused: 3, ofOthers: 1 },
  });
  const file = await as(`/v1/jobs/${job}/file`);
  expect(file.body).toMatch(/4.*F3.*started-at[\s\S]*5.*F4.*amount[\s\S]*6.*F5.*malformed/);
  expect(await platform.database.query('select from inclusion.act_file')).toEqual([]);
  expect((await sendFile('a,b\n1,2')).statusCode).toBe(400);
});

it('PII-003 a file that is refused, or that no job lands any more, is not kept', async () => {
  const { database, clock, app } = platform;
  const kept = () => database.query('select name from inclusion.act_file');
  const close = (at: Date | null) => database.query('update inclusion.programme set closed_at = $1', [at]);
  await close(clock.now());
  const sent = await sendFile(
    'partner,event_id,resident,mode,start,duration_min,distance_m\nP1,F9,R0001,metro,2026-09-15T06:19:00+08:00,37,8635',
  );
  expect(await ended(sent.json<{ job: string }>().job)).toMatchObject({ state: 'failed' });
  await close(null);
  expect(await kept()).toEqual([]);
  await database.query(
    `insert into inclusion.act_file (id, partner_id, name, sha256, bytes, actor, received_at)
     values ($1, $2, 'cancelled.csv', sha256('x'), 'x', 'test', $3)`,
    [newId(), partner.id, new Date(clock.now().getTime() - 8 * 86_400_000)],
  );
  await app.get(FeedClock, { strict: false }).turn();
  expect(await kept()).toEqual([]);
});

describe('a feed', () => {
  let server: Server;
  const asked: string[] = [];
  const pages: Record<string, { acts: object[]; next?: string }> = {
    '': { acts: [act('G1'), act('G2')], next: 'two' },
    two: { acts: [act('G3'), act('G2')] },
  };
  let status = 200;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const cursor = new URL(request.url ?? '', 'http://x').searchParams.get('cursor') ?? '';
      asked.push(cursor);
      const page = pages[cursor];
      response.writeHead(status, {
        'content-type': 'application/x-ndjson',
        ...(page?.next === undefined ? {} : { 'x-next-cursor': page.next }),
      });
      response.end((page?.acts ?? []).map((one) => JSON.stringify(one)).join('\n'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is fetched page by page, and its cursor moves on with the landing; a fault makes it wait', async () => {
    const desk = platform.app.get<IntakeDesk>(INTAKE_DESK, { strict: false });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/acts`;
    await platform.database.transaction((tx) => setFeed(tx, partner.id, url, NOW));
    const state = () =>
      platform.database.query('select cursor, pages, fault, failures from inclusion.partner_feed');
    // a service calls no address of its own network
    expect(await pullFeeds(desk, new HttpFeed())).toBe(0);
    expect(await state()).toEqual([{ cursor: null, pages: '0', fault: 'address-refused', failures: 1 }]);
    platform.clock.set(new Date(NOW.getTime() + 3_600_000));
    expect(await pullFeeds(desk, new HttpFeed(true))).toBe(2);
    expect(asked).toEqual(['', 'two']);
    expect(await state()).toEqual([{ cursor: 'two', pages: '2', fault: null, failures: 0 }]);
    const batches = await platform.database.query(
      `select accepted, repeated from inclusion.intake_batch where channel = 'pull' order by id`,
    );
    expect(batches).toEqual([
      { accepted: 2, repeated: 0 },
      { accepted: 1, repeated: 1 },
    ]);
    status = 500;
    platform.clock.set(new Date(NOW.getTime() + 7_200_000));
    expect(await pullFeeds(desk, new HttpFeed(true))).toBe(0);
    expect(await state()).toMatchObject([{ fault: 'status', failures: 1, cursor: 'two' }]);
  });
});
