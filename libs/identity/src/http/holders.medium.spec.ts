import { EVERYTHING, reachOf } from '@carbon/http';
import type { Holder } from '../domain/holder';
import { changeHolder } from '../use-cases/change-holder';
import { joinGroup } from '../use-cases/groups';
import { type HoldersFixture, openHoldersFixture } from './identity.spec-support';

let fixture: HoldersFixture;
let registry: Holder;
let firm: Holder;
let other: Holder;
let resident: Holder;
let registryMaker: string;

beforeAll(async () => {
  fixture = await openHoldersFixture();
  registry = await fixture.enter('REGISTRY', { kind: 'registry-operator' });
  firm = await fixture.enter('FIRM', { kind: 'generator', province: '江苏' });
  other = await fixture.enter('OTHER', { kind: 'key-emitter' });
  resident = await fixture.enter('R-1', { kind: 'resident', nameZh: '居民甲', nameEn: 'Resident A' });
  registryMaker = fixture.person(registry, 'maker');
});
afterAll(() => fixture.close());

const codes = (response: Awaited<ReturnType<HoldersFixture['get']>>) =>
  response.json<{ items: { code: string }[] }>().items.map(({ code }) => code);

describe('holders within reach', () => {
  it('one’s own holder is listed and answered; others are not there', async () => {
    const reader = fixture.person(firm, 'reader');
    expect(codes(await fixture.get('/v1/holders', reader))).toEqual(['FIRM']);
    expect((await fixture.get('/v1/holders/FIRM', reader)).statusCode).toBe(200);
    const [outside, nowhere] = [
      await fixture.get('/v1/holders/OTHER', reader),
      await fixture.get('/v1/holders/NOBODY', reader),
    ];
    expect([outside.statusCode, nowhere.statusCode]).toEqual([404, 404]);
    expect(outside.json<{ detail: string }>().detail.replace('OTHER', 'NOBODY')).toBe(
      nowhere.json<{ detail: string }>().detail,
    );
    expect((await fixture.get(`/v1/holders/${other.id}`, reader)).statusCode).toBe(404);
  });

  it('the registry sees all organisations, and residents only who may read persons', async () => {
    expect(codes(await fixture.get('/v1/holders', registryMaker))).toEqual(['FIRM', 'OTHER', 'REGISTRY']);
    expect((await fixture.get('/v1/holders/R-1', registryMaker)).statusCode).toBe(404);
    const administrator = fixture.person(registry, 'administrator');
    expect(codes(await fixture.get('/v1/holders', administrator))).toContain('R-1');
    expect((await fixture.get('/v1/holders/R-1', administrator)).statusCode).toBe(200);
  });

  it('a resident with leave to read holders finds itself and no other resident', async () => {
    const second = await fixture.enter('R-2', { kind: 'resident' });
    const both = reachOf([resident.id, second.id]);
    const word = fixture.person(resident, 'reader', both);
    const caller = fixture.callerOf(word);
    Object.assign(caller, { permissions: new Set(['holders.read']) });
    expect(codes(await fixture.get('/v1/holders', word))).toEqual(['R-1']);
    expect((await fixture.get('/v1/holders/R-1', word)).statusCode).toBe(200);
    expect((await fixture.get('/v1/holders/R-2', word)).statusCode).toBe(404);
  });
});

describe('entering a holder', () => {
  const body = {
    code: 'NEW-1',
    nameZh: '新示例',
    nameEn: 'New example',
    kind: 'generator',
    source: 'business register',
    socialCreditCode: '91350100M000100Y43',
  };

  it('the registry’s maker enters one with its social credit code, and it is audited', async () => {
    const created = await fixture.call('POST', '/v1/holders', registryMaker, body);
    expect(created.statusCode).toBe(201);
    expect(created.json()).toMatchObject({
      socialCreditCode: body.socialCreditCode,
      state: 'active',
      country: 'CN',
    });
    const [entry] = await fixture.audited(created.json<{ id: string }>().id);
    expect(entry).toMatchObject({
      action: 'holder.entered',
      actor: 'user:REGISTRY-maker',
      after: { code: 'NEW-1', nameZh: '新示例', socialCreditCode: body.socialCreditCode },
    });
  });

  it('a second holder with the same social credit code is refused', async () => {
    const again = await fixture.call('POST', '/v1/holders', registryMaker, { ...body, code: 'NEW-2' });
    expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([
      409,
      'HOLDER_SOCIAL_CREDIT_CODE_TAKEN',
    ]);
  });

  it.each([
    ['a wrong check character', { socialCreditCode: '91350100M000100Y44' }, 'character 18, 4,'],
    ['an organisation of CN without one', { socialCreditCode: undefined }, 'must be given'],
  ])('%s is refused, naming what fails', async (_, change, says) => {
    const refused = await fixture.call('POST', '/v1/holders', registryMaker, {
      ...body,
      code: 'NEW-3',
      ...change,
    });
    expect(refused.statusCode).toBe(400);
    const [fault] = refused.json<{ fields: { field: string; message: { en: string } }[] }>().fields;
    expect(fault?.field).toBe('socialCreditCode');
    expect(fault?.message.en).toContain(says);
  });

  it('PII-001 nobody enters a resident, whose name would stand in the list of holders', async () => {
    const refused = await fixture.call('POST', '/v1/holders', registryMaker, { ...body, kind: 'resident' });
    expect(refused.statusCode).toBe(400);
    expect(refused.json<{ fields: { field: string }[] }>().fields.map(({ field }) => field)).toEqual([
      'kind',
    ]);
  });

  it('a body from elsewhere needs none', async () => {
    const foreign = { ...body, code: 'NEW-HK', country: 'HK', socialCreditCode: undefined };
    expect((await fixture.call('POST', '/v1/holders', registryMaker, foreign)).statusCode).toBe(201);
  });

  it('the name of a resident stands nowhere in the audit trail', async () => {
    const [entry] = await fixture.audited(resident.id);
    expect(JSON.stringify(entry)).not.toMatch(/居民甲|Resident A/);
  });

  it('two at once with one social credit code: one is entered', async () => {
    const shared = { ...body, socialCreditCode: '91110000600037341L' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        fixture.call('POST', '/v1/holders', registryMaker, { ...shared, code: `RACE-${at}` }),
      ),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(19);
  });

  it('a regulator says how far its word goes', async () => {
    const plain = { ...body, kind: 'regulator', source: 'synthetic', socialCreditCode: undefined };
    const national = await fixture.call('POST', '/v1/holders', registryMaker, { ...plain, code: 'MEE' });
    const local = await fixture.call('POST', '/v1/holders', registryMaker, {
      ...plain,
      code: 'JS',
      province: '江苏',
    });
    expect([national, local].map((each) => each.json<{ level: string }>().level)).toEqual([
      'national',
      'provincial',
    ]);
  });
});

describe('the public directory', () => {
  it('lists organisations to everybody, and no resident by any search', async () => {
    const first = await fixture.get('/v1/public/holders?limit=2');
    expect(codes(first)).toEqual(['FIRM', 'JS']);
    const { next = '' } = first.json<{ next?: string }>();
    expect(codes(await fixture.get(`/v1/public/holders?limit=500&cursor=${next}`))).not.toContain('JS');
    for (const search of ['R-1', '居民', 'Resident', resident.id]) {
      const found = await fixture.get(`/v1/public/holders?search=${encodeURIComponent(search)}`);
      expect(found.json()).toEqual({ items: [] });
    }
    expect((await fixture.get('/v1/public/holders?kind=resident')).statusCode).toBe(400);
    expect(Object.keys(first.json<{ items: object[] }>().items[0] ?? {}).sort()).toEqual(
      ['code', 'formerNames', 'kind', 'nameEn', 'nameZh', 'province', 'state', 'successor'].sort(),
    );
  });

  it('ETS-015 a new name is published with the former one, and both find it', async () => {
    const rename = { act: 'rename', nameZh: '新风电', nameEn: 'New Wind 100%' } as const;
    await fixture.database.transaction((tx) => changeHolder(tx, firm.id, rename, fixture.review()));
    for (const search of ['firm', 'FIRM 示例', '风电', '100%', 'FI']) {
      const found = await fixture.get(`/v1/public/holders?search=${encodeURIComponent(search)}`);
      expect([search, codes(found)]).toEqual([search, ['FIRM']]);
    }
    const [shown] = (await fixture.get('/v1/public/holders?search=FIRM')).json<{ items: object[] }>().items;
    expect(shown).toMatchObject({
      nameZh: '新风电',
      formerNames: [{ nameZh: 'FIRM 示例', nameEn: 'FIRM example', until: '2026-03-02T10:00:00.000+08:00' }],
    });
    expect(codes(await fixture.get('/v1/public/holders?search=%25'))).toEqual(['FIRM']);
    expect(await fixture.audited(firm.id)).toMatchObject([
      { action: 'holder.entered' },
      {
        action: 'holder.renamed',
        actor: 'user:maker',
        before: { nameZh: 'FIRM 示例' },
        after: { nameZh: '新风电' },
      },
    ]);
  });
});

describe('a change of a holder', () => {
  const write = (sql: string, ...values: unknown[]) => fixture.database.query(sql, values);

  it('is written by the database alone: the application cannot', async () => {
    await expect(
      write(`update identity.holder set state = 'closed' where id = $1`, other.id),
    ).rejects.toThrow('permission denied');
    await expect(write(`update identity.holder_change set reason = 'other'`)).rejects.toThrow(
      'permission denied',
    );
  });

  it('nothing comes after closed, and the name it had stays', async () => {
    const gone = await fixture.enter('GONE');
    const change = (act: 'suspend' | 'resume' | 'close') =>
      fixture.database.transaction((tx) => changeHolder(tx, gone.id, { act }, fixture.review()));
    await change('suspend');
    await expect(change('suspend')).rejects.toMatchObject({ code: 'HOLDER_STATE_FORBIDS' });
    await change('resume');
    await change('close');
    await expect(change('resume')).rejects.toMatchObject({ code: 'HOLDER_STATE_FORBIDS' });
    const rename = { act: 'rename', nameZh: '新', nameEn: 'New' } as const;
    await expect(
      fixture.database.transaction((tx) => changeHolder(tx, gone.id, rename, fixture.review())),
    ).rejects.toMatchObject({ code: 'HOLDER_STATE_FORBIDS' });
  });

  it('twenty renamings at once happen one after the other, each from the name before', async () => {
    const many = await fixture.enter('MANY');
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        fixture.database.transaction((tx) =>
          changeHolder(
            tx,
            many.id,
            { act: 'rename', nameZh: `名 ${at}`, nameEn: `name ${at}` },
            fixture.review(),
          ),
        ),
      ),
    );
    const rows = await fixture.database.query<{ before: string; after: string }>(
      `select name_en_before as before, name_en as after from identity.holder_change where holder_id = $1`,
      [many.id],
    );
    const next = new Map(rows.map(({ before, after }) => [before, after]));
    let name: string | undefined = 'MANY example';
    for (let step = 0; step < 20; step++) name = next.get(name ?? '');
    expect(next.size).toBe(20);
    expect((await fixture.get('/v1/holders/MANY', registryMaker)).json()).toMatchObject({ nameEn: name });
  });
});

describe('groups of companies', () => {
  const join = (parent: Holder, member: Holder) =>
    fixture.database.transaction((tx) => joinGroup(tx, parent, member, fixture.review()));

  it('a member has one parent, and the group reaches down to the members of members', async () => {
    const [head, middle, low] = [
      await fixture.enter('G-HEAD'),
      await fixture.enter('G-MIDDLE'),
      await fixture.enter('G-LOW'),
    ];
    await join(head, middle);
    await join(middle, low);
    await expect(join(head, low)).rejects.toMatchObject({ code: 'HOLDER_GROUP_MEMBER_TAKEN' });
    await expect(join(low, head)).rejects.toMatchObject({ code: 'HOLDER_GROUP_CYCLE' });
    const word = fixture.person(head, 'reader');
    const first = await fixture.get('/v1/holders/G-HEAD/group?limit=1', word);
    expect(first.json()).toMatchObject({ items: [{ code: 'G-HEAD', parent: null, depth: 0 }] });
    const { next = '' } = first.json<{ next?: string }>();
    expect((await fixture.get(`/v1/holders/G-HEAD/group?cursor=${next}`, word)).json()).toMatchObject({
      items: [
        { code: 'G-LOW', parent: 'G-MIDDLE', depth: 2 },
        { code: 'G-MIDDLE', parent: 'G-HEAD', depth: 1 },
      ],
    });
    // a member does not see its parent's group, nor an auditor of the head alone its members
    expect((await fixture.get('/v1/holders/G-HEAD/group', fixture.person(low, 'reader'))).statusCode).toBe(
      404,
    );
    const auditor = await fixture.enter('G-AUDITOR', { kind: 'auditor' });
    const looking = fixture.person(auditor, 'reader', new Map([[head.id, { to: '2026-01-01' }]]));
    expect((await fixture.get('/v1/holders/G-HEAD', looking)).statusCode).toBe(200);
    expect((await fixture.get('/v1/holders/G-HEAD/group', looking)).statusCode).toBe(404);
    expect((await fixture.get('/v1/holders/G-HEAD/group', registryMaker)).statusCode).toBe(200);
  });

  it('joins that would close a circle together do not both happen, thirty at once', async () => {
    const ring = await Promise.all(Array.from({ length: 30 }, (_, at) => fixture.enter(`RING-${at}`)));
    const answers = await Promise.allSettled(
      ring.map((parent, at) => join(parent, ring[(at + 1) % ring.length] ?? parent)),
    );
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ reason: { code: 'HOLDER_GROUP_CYCLE' } });
  });

  it('two parents at once: one of them has the member', async () => {
    const member = await fixture.enter('WANTED');
    const parents = await Promise.all(Array.from({ length: 20 }, (_, at) => fixture.enter(`SUITOR-${at}`)));
    const answers = await Promise.allSettled(parents.map((parent) => join(parent, member)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') {
        expect(answer.reason).toMatchObject({ code: 'HOLDER_GROUP_MEMBER_TAKEN' });
      }
    }
  });

  it('the database itself refuses a circle', async () => {
    const [a, b] = [await fixture.enter('CIRCLE-A'), await fixture.enter('CIRCLE-B')];
    await join(a, b);
    const insert = `insert into identity.holder_group (id, parent_id, member_id, joined_at, joined_by, consent_hash)
      values (gen_random_uuid(), $1, $2, now(), 'test', sha256('x'))`;
    await expect(fixture.database.query(insert, [b.id, a.id])).rejects.toMatchObject({ code: 'CL066' });
  });
});

it('a caller who reaches everything without persons.read meets no resident', async () => {
  const word = fixture.service(['holders.read']);
  expect(fixture.callerOf(word).reach).toBe(EVERYTHING);
  expect(
    codes(await fixture.get('/v1/holders?limit=500', word)).filter((code) => code.startsWith('R-')),
  ).toEqual([]);
});
