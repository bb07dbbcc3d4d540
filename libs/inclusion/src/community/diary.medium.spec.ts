import {
  InclusionWorld,
  type TestPartner,
  type TestProgramme,
  type TestResident,
} from '../../../../tests/support/inclusion-world';
import {
  type Answer,
  openPlatformFixture,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { holdJudging, judge, tell } from './community.spec-support';

let platform: PlatformFixture;
let world: InclusionWorld;
let programme: TestProgramme;
let partner: TestPartner;
let resident: TestResident;
let other: TestResident;
let metro: bigint;
let overlapping: bigint;
let waiting: bigint;
let letJudge: () => Promise<void>;

beforeAll(async () => {
  platform = await openPlatformFixture(new Date('2026-03-02T02:00:00.000Z'));
  world = new InclusionWorld(platform);
  programme = await world.programme('SZ');
  partner = await world.partner('METRO', programme, ['metro', 'electric-bus']);
  resident = await world.resident(programme);
  other = await world.resident(programme);
  const acts = await tell(platform, partner, programme, [
    { resident, at: '2026-02-28T15:59:00.000Z', amount: 12_000, method: 2, seconds: 50 * 60 },
    { resident, at: '2026-02-28T16:59:00.000Z', amount: 20_000 },
    { resident, at: '2026-02-28T17:10:00.000Z', amount: 10_000 },
    { resident: other, at: '2026-02-28T03:00:00.000Z', amount: 20_000 },
  ]);
  [, metro, overlapping] = acts as [bigint, bigint, bigint];
  await judge(platform);
  letJudge = await holdJudging(platform);
  [waiting] = (await tell(platform, partner, programme, [
    { resident, at: '2026-03-01T01:00:00.000Z', amount: 5_000 },
  ])) as [bigint];
});

afterAll(() => platform.close());

const get = (path: string, who = resident) => platform.send('GET', path, who.person.headers);
const act = async (number: bigint, who = resident) =>
  (await get(`/v1/me/acts/${number}`, who)).json<Answer>();

describe('a resident’s figures (S17)', () => {
  it('AC-110 bus 12 km and metro 20 km are 1,256.8 g, and what they emit is said to be unknown', async () => {
    const answer = (await get('/v1/me/inclusion')).json<Record<string, unknown>>();
    expect(answer).toMatchObject({
      reducedGrams: '1256.8',
      emittedGrams: '0',
      emissionsComplete: false,
      programmes: [
        {
          programme: 'SZ',
          acts: 2,
          pointsEarned: '250',
          pointsAvailable: '250',
          emissionsUnknown: [
            { method: 'electric-bus', acts: 1 },
            { method: 'metro', acts: 1 },
          ],
          pack: { id: 'inclusion-shenzhen' },
        },
      ],
    });
  });

  it('months are China months: a minute before midnight is of February, the hour after of March', async () => {
    const { items } = (await get('/v1/me/inclusion/months')).json<{ items: object[] }>();
    expect(items).toMatchObject([
      { month: '2026-03', reducedGrams: '934', acts: 1 },
      { month: '2026-02', reducedGrams: '322.8', acts: 1 },
    ]);
    const first = (await get('/v1/me/inclusion/months?limit=1')).json<{ next: string; items: object[] }>();
    const rest = (await get(`/v1/me/inclusion/months?limit=1&cursor=${first.next}`)).json<typeof first>();
    expect([...first.items, ...rest.items]).toEqual(items);
    expect(rest.next).toBeUndefined();
  });

  it('a month tells methods, what does not count, and what waits', async () => {
    expect((await get('/v1/me/inclusion/months/2026-03')).json()).toMatchObject({
      ...{ month: '2026-03', reducedGrams: '934', points: '186', pending: 1 },
      methods: [
        { method: 'metro', acts: 1, reason: null, amountZh: '20 公里', reducedGrams: '934' },
        { method: 'metro', acts: 1, reason: 'overlap', reducedGrams: '0' },
      ],
    });
  });

  it('somebody without an account of acts has no figures', async () => {
    const answer = await platform.send('GET', '/v1/me/inclusion', programme.maker.headers);
    expect(answer.statusCode).toBe(403);
  });
});

describe('the diary', () => {
  it('tells every act, latest first, page after page, in plain words', async () => {
    const numbers: string[] = [];
    let cursor = '';
    do {
      const page = (await get(`/v1/me/acts?limit=1${cursor}`)).json<{
        items: { number: string }[];
        next?: string;
      }>();
      numbers.push(...page.items.map(({ number }) => number));
      cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    expect(numbers).toEqual([waiting, overlapping, metro, metro - 1n].map(String));
    const { items } = (await get('/v1/me/acts?month=2026-03')).json<{ items: object[] }>();
    expect(items).toMatchObject([
      { state: 'pending', textZh: '地铁 5 公里，等待核算', points: null, reducedGrams: null },
      { state: 'refused', refusal: { code: 'overlap', rule: 'CNV-003' }, appealUntil: '2026-04-01' },
      {
        state: 'counted',
        textZh: '地铁 20 公里，减排 934 克，得 186 分',
        factor: 'SZ-METRO-2021',
        emittedGrams: null,
      },
    ]);
  });

  it('one act shows its formula, factor, source, certainty, partner and receipt', async () => {
    expect(await act(metro)).toMatchObject({
      formulaZh: '20000 m × 0.0467 g/m = 934 g；934 g ÷ 5 g = 186 分（向下取整）',
      factorSource: { certainty: 'E' },
      partner: 'METRO',
      receipt: { place: 1, leaf: 'ab'.repeat(32) },
      pack: { id: 'inclusion-shenzhen', version: '2026.1' },
    });
  });

  it('acts of somebody else are not there', async () => {
    for (const number of [metro, overlapping, waiting]) {
      expect((await get(`/v1/me/acts/${number}`, other)).statusCode).toBe(404);
    }
    expect((await get('/v1/me/acts', other)).json<{ items: object[] }>().items).toHaveLength(1);
  });

  it('a month comes as CSV', async () => {
    const answer = await get('/v1/me/inclusion/months/2026-03/diary');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = answer.body.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toContain('SZ-METRO-2021,0.0467,934,,186');
  });
});

describe('badges', () => {
  it('tell the month that reached the tier, and what the next one takes', async () => {
    expect((await get('/v1/me/badges')).json()).toMatchObject({
      programmes: [
        {
          programme: 'SZ',
          earned: [{ code: 'seed', grams: '1000', month: '2026-03' }],
          next: { code: 'seedling', missingGrams: '8743.2' },
        },
      ],
    });
  });
});

describe('appeals', () => {
  const appeal = (number: bigint, who = resident) =>
    platform.send('POST', `/v1/me/acts/${number}/appeals`, who.person.headers, { grounds: '确实乘坐了两次' });
  const answer = (payload: object, who = programme.maker) =>
    platform.send('POST', '/v1/tasks', who.headers, { kind: 'inclusion-appeal', payload });
  let id: string;

  it('are of one’s own judged acts, once against a verdict', async () => {
    expect((await appeal(overlapping, other)).statusCode).toBe(404);
    expect((await appeal(waiting)).json()).toMatchObject({ code: 'ACT_NOT_JUDGED' });
    const many = await Promise.all(Array.from({ length: 8 }, () => appeal(overlapping)));
    expect(many.map(({ statusCode }) => statusCode).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
    ({ id } = many.find(({ statusCode }) => statusCode === 201)?.json<{ id: string }>() ?? { id: '' });
    expect((await get(`/v1/me/appeals/${id}`, other)).statusCode).toBe(404);
    expect(await act(overlapping)).toMatchObject({ appeal: 'open', appealUntil: null });
  });

  it('are seen by their programme’s people only, without who it is', async () => {
    const stranger = await world.programme('STRANGE');
    const list = (who: object) => platform.send('GET', '/v1/programmes/SZ/appeals', who);
    expect((await list(stranger.maker.headers)).statusCode).toBe(404);
    const { items } = (await list(programme.maker.headers)).json<{ items: { id: string }[] }>();
    expect(items).toMatchObject([{ id, state: 'open', grounds: '确实乘坐了两次' }]);
    expect(JSON.stringify(items)).not.toContain(resident.holderId);
    const seen = await platform.send('GET', `/v1/programmes/SZ/appeals/${id}/act`, programme.maker.headers);
    expect(seen.json()).toMatchObject({ method: 'metro', state: 'refused' });
    expect((await answer({ appeal: id, decision: 'upheld', reason: 'x' }, stranger.maker)).statusCode).toBe(
      404,
    );
  });

  it('are upheld by two people with the figures that count; no task keeps figures or reasons', async () => {
    const payload = { appeal: id, decision: 'upheld', reason: '乘车记录属实', amount: '8000' };
    const tooMuch = await answer({ ...payload, amount: '999999999' });
    expect(tooMuch.json()).toMatchObject({ code: 'APPEAL_FIGURES_IMPOSSIBLE' });
    const task = await answer(payload);
    expect(task.statusCode).toBe(201);
    expect(task.json<{ payload: object }>().payload).toEqual({ appeal: id, decision: 'upheld' });
    expect((await answer(payload)).json()).toMatchObject({ code: 'APPEAL_NOT_OPEN' });
    expect((await get(`/v1/me/appeals/${id}`)).json()).toMatchObject({ state: 'open', reason: null });
    const path = `/v1/tasks/${task.json<{ id: string }>().id}/approvals`;
    const done = await platform.send('POST', path, programme.checker.headers, {});
    expect(done.json()).toMatchObject({ state: 'executed' });
    await letJudge();
    await judge(platform);
    expect(await act(overlapping)).toMatchObject({
      ...{ state: 'counted', countedAmount: '8000', reducedGrams: '373.6', corrected: true },
      textZh: '地铁 10 公里（计入 8 公里），减排 373.6 克，得 74 分',
    });
    expect((await get(`/v1/me/appeals/${id}`)).json()).toMatchObject({
      state: 'upheld',
      reason: '乘车记录属实',
    });
    expect((await get('/v1/me/inclusion')).json()).toMatchObject({ reducedGrams: '1863.9' });
    const kept = await platform.database.query(`select row_to_json(t)::text as t from approvals.task t`);
    expect(JSON.stringify(kept)).not.toContain('乘车记录属实');
  });

  it('withdrawn answers open the appeal again; dismissed ones say why', async () => {
    const filed = (await appeal(metro)).json<{ id: string }>();
    const payload = { appeal: filed.id, decision: 'dismissed', reason: '记录无误' };
    expect((await answer({ ...payload, amount: '1' })).json()).toMatchObject({
      code: 'APPEAL_FIGURES_UNWANTED',
    });
    const first = (await answer(payload)).json<{ id: string }>();
    await platform.send('POST', `/v1/tasks/${first.id}/withdrawals`, programme.maker.headers, {});
    expect((await get(`/v1/me/appeals/${filed.id}`)).json()).toMatchObject({ state: 'open' });
    const second = (await answer(payload)).json<{ id: string }>();
    const approval = await platform.send(
      'POST',
      `/v1/tasks/${second.id}/approvals`,
      programme.checker.headers,
      {},
    );
    expect(approval.json()).toMatchObject({ state: 'executed' });
    expect((await get(`/v1/me/appeals/${filed.id}`)).json()).toMatchObject({
      state: 'dismissed',
      reason: '记录无误',
    });
    expect((await appeal(metro)).json()).toMatchObject({ code: 'APPEAL_EXISTS' });
  });

  it('come too late after the days of the rules', async () => {
    platform.clock.set(new Date('2026-04-01T16:00:00.000Z'));
    // a session of before has gone by now
    const again = await platform.again(resident.person);
    const late = await platform.send('POST', `/v1/me/acts/${metro - 1n}/appeals`, again.headers, {
      grounds: '迟了',
    });
    expect(late.json()).toMatchObject({ code: 'APPEAL_TOO_LATE' });
  });
});
