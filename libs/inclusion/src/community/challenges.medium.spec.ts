import {
  InclusionWorld,
  type TestPartner,
  type TestProgramme,
  type TestResident,
} from '../../../../tests/support/inclusion-world';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';
import { ChallengeClock } from './challenge-clock';
import { judge, tell } from './community.spec-support';
import { communityData } from './data-of-resident';

let platform: PlatformFixture;
let world: InclusionWorld;
let programme: TestProgramme;
let partner: TestPartner;
let people: TestResident[];
let outsider: TestResident;

beforeAll(async () => {
  platform = await openPlatformFixture(new Date('2026-02-20T02:00:00.000Z'));
  world = new InclusionWorld(platform);
  programme = await world.programme('SZ');
  partner = await world.partner('METRO', programme, ['metro']);
  people = [];
  for (let at = 0; at < 12; at += 1) people.push(await world.resident(programme));
  outsider = await world.resident(await world.programme('ELSEWHERE'));
});

afterAll(() => platform.close());

const who = (at: number): TestResident => people[at] ?? outsider;
const get = (path: string, by: TestResident) => platform.send('GET', path, by.person.headers);
const post = (path: string, by: TestResident, body: object = {}) =>
  platform.send('POST', path, by.person.headers, body);
const join = (by: TestResident, body: object) =>
  post('/v1/me/challenge-memberships', by, { nickname: `n${by.id}`, agrees: true, ...body });

const NEIGHBOURS = { programme: 'SZ', title: '邻里低碳周', begins: '2026-02-28', ends: '2026-03-01' };

describe('a challenge among neighbours, over the end of a China month', () => {
  let id: string;
  let code: string;

  beforeAll(async () => {
    const opened = await post('/v1/me/challenges', who(0), NEIGHBOURS);
    expect(opened.statusCode).toBe(201);
    ({ id, code } = opened.json<{ id: string; code: string }>());
  });

  it('is not there for who has no code, and nobody joins without consent', async () => {
    expect((await get(`/v1/me/challenges/${id}`, who(1))).statusCode).toBe(404);
    expect((await join(who(1), { challenge: id })).statusCode).toBe(404);
    expect((await join(outsider, { code })).statusCode).toBe(404);
    expect((await get(`/v1/me/challenge-invitations/${code}`, outsider)).statusCode).toBe(404);
    const seen = (await get(`/v1/me/challenge-invitations/${code}`, who(1))).json<object>();
    expect(seen).toMatchObject({ title: '邻里低碳周', state: 'upcoming' });
    expect(seen).not.toHaveProperty('participants');
    expect((await join(who(1), { code, agrees: false })).json()).toMatchObject({ rule: 'PII-001' });
    expect((await join(who(1), { code, challenge: id })).statusCode).toBe(400);
  });

  it('is joined once, under a nickname of one’s own that is no number', async () => {
    for (let at = 0; at < 4; at += 1) {
      expect((await join(who(at), { code, nickname: `邻居${at}` })).statusCode).toBe(201);
    }
    expect((await join(who(1), { code, nickname: '又一个' })).json()).toMatchObject({
      code: 'CHALLENGE_JOINED',
    });
    const taken = await join(who(5), { code, nickname: '邻居0' });
    expect(taken.json()).toMatchObject({ code: 'CHALLENGE_NICKNAME_TAKEN' });
    expect((await join(who(5), { code, nickname: '13800138000' })).statusCode).toBe(400);
  });

  it('ranks by the day an act began in China, and equal grams share a place', async () => {
    await tell(platform, partner, programme, [
      // shortly before it, its first and its last moment, the first after it
      { resident: who(0), at: '2026-02-27T15:50:00.000Z', amount: 5_000, seconds: 540 },
      { resident: who(0), at: '2026-02-27T16:00:00.000Z', amount: 10_000, seconds: 1_800 },
      { resident: who(1), at: '2026-03-01T15:59:59.000Z', amount: 20_000 },
      { resident: who(2), at: '2026-02-28T15:59:59.000Z', amount: 10_000 },
      { resident: who(2), at: '2026-02-28T20:00:00.000Z', amount: 10_000 },
      { resident: who(3), at: '2026-03-01T16:00:00.000Z', amount: 50_000, seconds: 3_600 },
    ]);
    platform.clock.set(new Date('2026-03-02T02:00:00.000Z'));
    await judge(platform);
    await platform.app.get(ChallengeClock, { strict: false }).sweep();
    const me = await platform.again(who(0).person);
    const path = `/v1/me/challenges/${id}/ranking`;
    const first = (await platform.send('GET', `${path}?limit=2`, me.headers)).json<{
      items: object[];
      next: string;
    }>();
    const rest = (await platform.send('GET', `${path}?cursor=${first.next}`, me.headers)).json<
      typeof first
    >();
    const lines = [...first.items, ...rest.items];
    expect(lines).toEqual([
      { place: 1, nickname: '邻居1', acts: 1, reducedGrams: '934', own: false },
      { place: 1, nickname: '邻居2', acts: 2, reducedGrams: '934', own: false },
      { place: 3, nickname: '邻居0', acts: 1, reducedGrams: '467', own: true },
      { place: 4, nickname: '邻居3', acts: 0, reducedGrams: '0', own: false },
    ]);
    for (const { id: number, holderId } of people.slice(0, 4)) {
      expect(JSON.stringify(lines)).not.toContain(holderId);
      expect(JSON.stringify(lines)).not.toContain(`"${number}"`);
    }
  });

  it('shows its ranking to who takes part, and to nobody else', async () => {
    const stranger = await platform.again(who(6).person);
    for (const path of [`challenges/${id}`, `challenges/${id}/ranking`]) {
      expect((await platform.send('GET', `/v1/me/${path}`, stranger.headers)).statusCode).toBe(404);
    }
    const shown = await platform.send('GET', '/v1/public/programmes/SZ/challenges', {});
    expect(shown.json()).toEqual({ items: [] });
  });

  it('forgets who leaves, and who is forgotten', async () => {
    const gone = await platform.again(who(1).person);
    const left = await platform.send('POST', `/v1/me/challenges/${id}/departure`, gone.headers, {});
    expect(left.statusCode).toBe(200);
    expect((await platform.send('GET', `/v1/me/challenges/${id}/ranking`, gone.headers)).statusCode).toBe(
      404,
    );
    await platform.database.transaction((tx) =>
      communityData.erase(tx, { ...who(0), personId: '', state: 'active' }, platform.clock.now()),
    );
    const kept = await platform.database.query(
      `select c.title, c.opener_id, c.members, array_agg(m.nickname order by m.nickname) as nicknames
         from inclusion.challenge c join inclusion.challenge_member m on m.challenge_id = c.id
        where c.id = $1 group by c.id`,
      [id],
    );
    expect(kept).toEqual([
      {
        title: '邻里挑战 Challenge among neighbours',
        opener_id: null,
        members: 2,
        nicknames: ['邻居2', '邻居3'],
      },
    ]);
  });
});

describe('a challenge of a programme', () => {
  const open = async (body: object) => {
    const days = { begins: '2026-03-02', ends: '2026-03-31', title: '全市挑战', kind: 'programme' };
    const maker = await platform.again(programme.maker);
    return platform.send('POST', '/v1/programmes/SZ/challenges', maker.headers, { ...days, ...body });
  };

  it('is opened by its operator, for days and methods there are', async () => {
    expect((await open({ begins: '2026-03-01' })).json()).toMatchObject({
      code: 'CHALLENGE_DAYS_IMPOSSIBLE',
    });
    expect((await open({ methods: ['teleport'] })).json()).toMatchObject({
      code: 'CHALLENGE_METHOD_UNKNOWN',
    });
    const stranger = await platform.again((await world.programme('THIRD')).maker);
    const path = '/v1/programmes/SZ/challenges';
    const days = { begins: '2026-03-02', ends: '2026-03-31', title: 'x', kind: 'programme' };
    expect((await platform.send('POST', path, stranger.headers, days)).statusCode).toBe(404);
  });

  it('gives thirty places to thirty of fifty who join at once', async () => {
    const { challenge } = (await open({ places: 30, methods: ['metro'] })).json<{ challenge: string }>();
    const crowd: TestResident[] = [];
    for (let at = 0; at < 50; at += 1) crowd.push(await world.resident(programme));
    const answers = await Promise.all(crowd.map((each) => join(each, { challenge })));
    const codes = answers.map(({ statusCode }) => statusCode);
    expect(codes.filter((each) => each === 201)).toHaveLength(30);
    expect(codes.filter((each) => each === 409)).toHaveLength(20);
    const [row] = await platform.database.query(
      `select members, (select count(*)::int from inclusion.challenge_member where challenge_id = $1) as there
         from inclusion.challenge where id = $1`,
      [challenge],
    );
    expect(row).toEqual({ members: 30, there: 30 });
  });

  it('PII-001 tells outsiders of no group below the smallest, and sums only when they are final', async () => {
    const { challenge } = (await open({ title: '小组' })).json<{ challenge: string }>();
    const fresh = await Promise.all(people.map(({ person }) => platform.again(person)));
    const enter = (at: number) =>
      platform.send('POST', '/v1/me/challenge-memberships', fresh[at]?.headers ?? {}, {
        ...{ challenge, nickname: `p${at}`, agrees: true },
      });
    const shown = async () => {
      const answer = await platform.send('GET', '/v1/public/programmes/SZ/challenges', {});
      const { items } = answer.json<{ items: { id: string }[] }>();
      return items.find(({ id }) => id === challenge);
    };
    for (let at = 0; at < 9; at += 1) expect((await enter(at)).statusCode).toBe(201);
    expect(await shown()).toMatchObject({ participants: null, reducedGrams: null, state: 'running' });
    expect((await enter(9)).statusCode).toBe(201);
    expect(await shown()).toMatchObject({ participants: 10, reducedGrams: null });
    // the last day on which acts of March can be told is 30 April
    platform.clock.set(new Date('2026-04-30T15:59:59.000Z'));
    await platform.app.get(ChallengeClock, { strict: false }).sweep();
    expect(await shown()).toMatchObject({ state: 'counting', reducedGrams: null });
    platform.clock.set(new Date('2026-04-30T16:10:00.000Z'));
    await platform.app.get(ChallengeClock, { strict: false }).sweep();
    expect(await shown()).toMatchObject({ state: 'finished', participants: 10, reducedGrams: '2335' });
    const late = await platform.again(who(11).person);
    const body = { challenge, nickname: 'zu spät', agrees: true };
    const answer = await platform.send('POST', '/v1/me/challenge-memberships', late.headers, body);
    expect(answer.json()).toMatchObject({ code: 'CHALLENGE_OVER' });
    const gone = await platform.again(who(3).person);
    await platform.send('POST', `/v1/me/challenges/${challenge}/departure`, gone.headers, {});
    expect(await shown()).toMatchObject({ participants: 10, reducedGrams: '2335' });
  });
});
