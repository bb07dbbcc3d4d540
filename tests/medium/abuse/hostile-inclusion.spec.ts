import { codeOf, done, NO_ID, task } from '../../support/abuse/estate';
import {
  FUNDER,
  type InclusionRoom,
  MERCHANT,
  openInclusionRoom,
  prepareInclusion,
  REFERENCE,
} from '../../support/abuse/rooms/inclusion';
import { MORNING, WINTER } from '../../support/abuse/rooms/projects';
import { stateOf } from '../../support/abuse/state';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../support/platform-fixture';

type Who = Pick<Person, 'headers'>;

const AT_ONCE = 20;
const MEBIBYTE = 1_048_576;

let platform: PlatformFixture;
let room: InclusionRoom;

beforeAll(async () => {
  platform = await openPlatformFixture(WINTER);
  const prepared = await prepareInclusion(platform);
  platform.clock.set(MORNING);
  room = await openInclusionRoom(platform, prepared);
});
afterAll(() => platform.close());

const post = (who: Who, url: string, body: unknown = {}): Promise<Answer> =>
  platform.send('POST', url, who.headers, body);
const get = (who: Who, url: string): Promise<Answer> => platform.send('GET', url, who.headers);
const propose = (who: Who, kind: string, payload: object) => post(who, '/v1/tasks', { kind, payload });
const atOnce = <T>(work: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, at) => work(at)));

/** Does what is refused, and looks whether anything changed. */
async function nothing(act: () => Promise<unknown>): Promise<void> {
  const before = await stateOf(platform.database);
  await act();
  expect(await stateOf(platform.database)).toEqual(before);
}

describe('under one’s own name one reaches nothing of another', () => {
  const same = (others: () => Promise<Answer>, missing: () => Promise<Answer>) =>
    nothing(async () => {
      const [one, none] = [await others(), await missing()];
      expect(one.statusCode).toBe(404);
      expect(codeOf(one)).toBe(codeOf(none));
    });

  it.each(['', '/rejects'])('as a partner: no batch of another%s', async (rest) => {
    const { maker } = room.neighbours.partner;
    const at = (batch: string) => () => get(maker, `/v1/partners/P2/batches/${batch}${rest}`);
    await same(at(room.batch), at('999999'));
  });

  it('as a partner: no event, and no user of another', async () => {
    const { maker } = room.neighbours.partner;
    const back = (eventId: string) => () =>
      post(maker, '/v1/partners/P2/corrections', { eventId, resident: REFERENCE, revoke: true, reason: 'x' });
    await same(back('EV-1'), back('EV-NONE'));
    const end = (reference: string) => () =>
      platform.send('DELETE', `/v1/partners/P2/links/${reference}`, maker.headers);
    await same(end(REFERENCE), end('R-NONE'));
  });

  it('as a programme: no appeal, challenge, round, resident or budget of another', async () => {
    const { maker } = room.neighbours.programme;
    const appeal = (id: string) => () => get(maker, `/v1/programmes/NB/appeals/${id}/act`);
    await same(appeal(room.appeal), appeal(NO_ID));
    const cancel = (id: string) => () => post(maker, `/v1/programmes/NB/challenges/${id}/cancellation`);
    await same(cancel(room.publicChallenge), cancel(NO_ID));
    const round = (ordinal: string) => () => get(maker, `/v1/programmes/NB/pooling/rounds/${ordinal}`);
    await same(round('1'), round('99'));
    const give = (resident: string) => () =>
      propose(maker, 'points-correction', {
        ...{ programme: 'NB', resident, points: '+1', ground: 'goodwill', reason: 'goodwill' },
      });
    await same(give(room.resident.id.toString()), give('999999'));
    const reward = (funding: string) => () =>
      propose(maker, 'inclusion-reward', {
        ...{ programme: 'NB', code: 'TEA', kind: 'goods', nameZh: '示例', nameEn: 'x', points: '1' },
        ...{ merchant: MERCHANT, settlementYuan: '1.00', source: 'synthetic', funding },
      });
    await same(reward(room.funding), reward(NO_ID));
  });

  it('as a merchant: no voucher of another, whose code is as wrong as any', async () => {
    const use = (code: string) => () =>
      post(room.neighbours.merchant, '/v1/merchants/vouchers/use', { code });
    await same(use(room.voucherCode), use('ABCD-EFGH-JKMN'));
  });

  it('a partner lands nothing of somebody who never agreed to it', async () => {
    const act = {
      ...{ eventId: 'EV-77', resident: REFERENCE, method: 'metro' },
      ...{ startedAt: '2026-02-28T08:00:00+08:00', durationS: 600, amount: 5_000 },
    };
    const acts = () => platform.database.query('select from inclusion.act');
    const before = (await acts()).length;
    const answer = await post(room.neighbours.partner.maker, '/v1/partners/P2/acts', { acts: [act] });
    expect(done(answer).json()).toMatchObject({ accepted: 0, acts: [{ refusal: { code: 'no-consent' } }] });
    expect(await acts()).toHaveLength(before);
  });
});

describe('REG-001 two people decide about others, whatever the kind', () => {
  const names = { nameZh: '示例', nameEn: 'Invented', source: 'synthetic' };
  const kinds = (): readonly (readonly [string, object])[] => [
    ['inclusion-appeal', { appeal: room.appeal, decision: 'dismissed', reason: '示例' }],
    [
      'inclusion-partner',
      { programme: 'SZ', holder: 'PARTNER-P2', code: 'P3', methods: ['metro'], ...names },
    ],
    ['inclusion-partner-state', { code: 'P1', act: 'suspend', reason: 'x' }],
    ['inclusion-partner-methods', { code: 'P1', methods: ['metro'], reason: 'x' }],
    ['inclusion-partner-feed', { code: 'P1', url: 'https://acts.example.com/v1/acts' }],
    [
      'points-correction',
      {
        ...{ programme: 'SZ', resident: room.resident.id.toString(), points: '+5' },
        ...{ ground: 'goodwill', reason: 'goodwill' },
      },
    ],
    [
      'inclusion-reward',
      {
        ...{ programme: 'SZ', code: 'TEA', kind: 'goods', points: '1', merchant: MERCHANT },
        ...{ settlementYuan: '1.00', ...names },
      },
    ],
    ['inclusion-reward-stock', { programme: 'SZ', code: 'COFFEE', pieces: '5' }],
    ['inclusion-reward-withdrawal', { programme: 'SZ', code: 'BREAD', withdrawalReason: 'x' }],
    ['inclusion-settlement-correction', { line: room.line, changeYuan: '-1.00', correctionReason: 'x' }],
    ['inclusion-programme-closing', { code: 'SZ', reason: 'x' }],
    [
      'inclusion-pooling-terms',
      { programme: 'SZ', pool: room.pool, sharingZh: 'x', sharingEn: 'x', gramsPerBonusPoint: '50' },
    ],
  ];

  it('nobody else may propose: readers, administrators, residents, partners, merchants', async () => {
    const { operatorId } = room.programme;
    const askers = [
      ...[await platform.person(operatorId, 'reader'), await platform.person(operatorId, 'administrator')],
      room.resident.person,
    ];
    const strangers = [room.partner.maker, room.merchant, room.neighbours.programme.maker];
    await nothing(async () => {
      for (const [kind, payload] of kinds()) {
        const codes = await Promise.all(askers.map((who) => propose(who, kind, payload)));
        expect([kind, ...codes.map(codeOf)]).toEqual([kind, ...codes.map(() => '403 PERMISSION_MISSING')]);
        const answers = await Promise.all(strangers.map((who) => propose(who, kind, payload)));
        expect([kind, ...answers.map(({ statusCode }) => statusCode)]).toEqual([kind, 404, 404, 404]);
      }
    });
  });

  it('a proposal alone does nothing, and is approved by nobody but another person of the same house', async () => {
    const { maker, operatorId } = room.programme;
    const number = '11010519491231002X';
    const twin = await platform.person(operatorId, 'maker', { identityNumber: number });
    const twinChecker = await platform.person(operatorId, 'checker', { identityNumber: number });
    const proposals: string[] = [];
    for (const [kind, payload] of kinds()) {
      const before = await stateOf(platform.database);
      proposals.push(await task(platform, { kind, payload }, twin));
      const after = await stateOf(platform.database);
      const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
      const own = changed.filter((table) => table.startsWith('inclusion.') || table.startsWith('ledger.'));
      // an appeal holds what is proposed for it, so that the reasons go with its resident
      expect([kind, own]).toEqual([kind, kind === 'inclusion-appeal' ? ['inclusion.appeal'] : []]);
    }
    await nothing(async () => {
      for (const id of proposals) {
        const approve = async (who: Who) => codeOf(await post(who, `/v1/tasks/${id}/approvals`));
        expect(await approve(twin)).toBe('403 PERMISSION_MISSING');
        expect(await approve(maker)).toBe('403 PERMISSION_MISSING');
        expect(await approve(twinChecker)).toBe('422 TASK_SAME_PERSON');
        expect(await approve(room.neighbours.programme.checker)).toBe('404 TASK_UNKNOWN');
        expect(await approve(room.funder.checker)).toBe('404 TASK_UNKNOWN');
        expect(await approve({ headers: platform.machine })).toBe('403 TASK_APPROVER_NOT_A_PERSON');
      }
    });
    for (const id of proposals) done(await post(twin, `/v1/tasks/${id}/withdrawals`));
  });

  it('a budget is its funder’s to grant and to end: neither programme nor merchant can', async () => {
    const grant = {
      ...{ funder: FUNDER, programme: 'SZ', purposeZh: '示例', purposeEn: 'x', budgetYuan: '1.00' },
      source: 'synthetic',
    };
    await nothing(async () => {
      for (const who of [room.programme.maker, room.neighbours.funder, room.merchant]) {
        expect((await propose(who, 'inclusion-funding', grant)).statusCode).toBe(404);
        const ended = await propose(who, 'inclusion-funding-end', {
          ...{ funding: room.funding, endReason: 'x' },
        });
        expect(codeOf(ended)).toBe('404 FUNDING_UNKNOWN');
      }
    });
  });
});

describe('what is sent many times', () => {
  it('a reward is taken once for one key, and never beyond one’s points', async () => {
    const { person } = room.resident;
    const body = { programme: 'SZ', reward: 'COFFEE' };
    const headers = { ...person.headers, 'idempotency-key': 'one-coffee-0001' };
    const answers = await atOnce(() => platform.send('POST', '/v1/me/vouchers', headers, body));
    const ids = answers.flatMap((answer) =>
      answer.statusCode === 201 ? [answer.json<{ id: string }>().id] : [],
    );
    expect(new Set(ids).size).toBe(1);
    expect(answers.every(({ statusCode }) => statusCode === 201 || statusCode === 409)).toBe(true);
    const other = await platform.send('POST', '/v1/me/vouchers', headers, { ...body, reward: 'BREAD' });
    expect(other.statusCode).toBeGreaterThanOrEqual(400);
    const greedy = await post(person, '/v1/me/vouchers', { ...body, times: 1_000 });
    expect(greedy.statusCode).toBe(422);
  });

  it('a code is used once, by however many tills', async () => {
    const lines = () => platform.database.query('select from inclusion.settlement_line');
    const before = (await lines()).length;
    const answers = await atOnce(() =>
      post(room.merchant, '/v1/merchants/vouchers/use', { code: room.voucherCode }),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(await lines()).toHaveLength(before + 1);
  });

  it('an act told again is the same act, and other words under its event id are refused', async () => {
    const { maker } = room.partner;
    const act = {
      ...{ eventId: 'EV-50', resident: REFERENCE, method: 'metro' },
      ...{ startedAt: '2026-02-28T18:00:00+08:00', durationS: 1_200, amount: 8_000 },
    };
    const answers = await atOnce(() => post(maker, '/v1/partners/P1/acts', { acts: [act] }));
    const states = answers.map((answer) => done(answer).json<{ acts: { state: string }[] }>().acts[0]?.state);
    expect(states.filter((state) => state === 'accepted')).toHaveLength(1);
    expect(new Set(states)).toEqual(new Set(['accepted', 'told-before']));
    const changed = await post(maker, '/v1/partners/P1/acts', { acts: [{ ...act, amount: 9_000 }] });
    expect(changed.json()).toMatchObject({ acts: [{ refusal: { code: 'event-conflict' } }] });
    const headers = { ...maker.headers, 'idempotency-key': 'one-batch-00001' };
    done(await platform.send('POST', '/v1/partners/P1/acts', headers, { acts: [act] }));
    const other = await platform.send('POST', '/v1/partners/P1/acts', headers, {
      acts: [{ ...act, eventId: 'EV-51' }],
    });
    expect(other.statusCode).toBeGreaterThanOrEqual(400);
  });

  it('wrong codes are few: a merchant that tries them waits', async () => {
    const holder = await platform.holder('GUESSER', 'merchant');
    const guesser = await platform.person(holder, 'maker');
    const tries: number[] = [];
    for (let at = 0; at < 100 && tries.at(-1) !== 429; at += 1) {
      tries.push((await post(guesser, '/v1/merchants/vouchers/use', { code: 'ABCD-EFGH-JKMN' })).statusCode);
    }
    expect(tries.at(-1)).toBe(429);
    expect(tries.length).toBeGreaterThan(2);
    // the others are not kept waiting
    expect((await get(room.merchant, '/v1/merchants/vouchers')).statusCode).toBe(200);
    const own = await post(room.merchant, '/v1/merchants/vouchers/use', { code: room.voucherCode });
    expect(codeOf(own)).toBe('409 VOUCHER_USED');
  });
});

describe('numbers that nobody can have meant', () => {
  const QUANTITIES = ['0', '-1', '1.5', '1e3', '９', '9223372036854775808', ' 1', '0x10', ''];

  it.each(QUANTITIES)('points, stock or a budget of %j are refused', async (text) => {
    const { maker } = room.programme;
    const names = { nameZh: '示例', nameEn: 'x', source: 'synthetic' };
    const reward = {
      ...{ programme: 'SZ', code: 'TEA', kind: 'goods', points: '1', merchant: MERCHANT },
      ...{ settlementYuan: '1.00', ...names },
    };
    await nothing(async () => {
      const answers = [
        await propose(maker, 'inclusion-reward', { ...reward, points: text }),
        await propose(maker, 'inclusion-reward-stock', { programme: 'SZ', code: 'COFFEE', pieces: text }),
        await propose(maker, 'points-correction', {
          ...{ programme: 'SZ', resident: room.resident.id.toString(), points: `+${text}` },
          ...{ ground: 'goodwill', reason: 'goodwill' },
        }),
        await propose(maker, 'inclusion-settlement-correction', {
          ...{ line: text, changeYuan: '1.00', correctionReason: 'x' },
        }),
      ];
      expect(answers.map(codeOf)).toEqual(answers.map(() => '400 INPUT_MALFORMED'));
    });
  });

  it.each(['0', '0.00', '-5.00', '1.001', '1e5', '99999999999999999999', '1,000.00', '￥1'])(
    'a budget of %s yuan is refused',
    (budgetYuan) =>
      nothing(async () => {
        const grant = { funder: FUNDER, programme: 'SZ', purposeZh: '示例', purposeEn: 'x', source: 'x' };
        const answer = await propose(room.funder.maker, 'inclusion-funding', { ...grant, budgetYuan });
        expect(codeOf(answer)).toBe('400 INPUT_MALFORMED');
      }),
  );

  it.each([0, -1, 1.5, 1e9, '1', null, [1]])('%j times a reward is refused', (times) =>
    nothing(async () => {
      const body = { programme: 'SZ', reward: 'COFFEE', times };
      const answer = await post(room.resident.person, '/v1/me/vouchers', body);
      expect(codeOf(answer)).toBe('400 INPUT_MALFORMED');
    }),
  );

  it.each([
    [{ amount: 0 }, 'amount'],
    [{ amount: -5 }, 'amount'],
    [{ amount: 1.5 }, 'amount'],
    [{ amount: 9_007_199_254_740_993 }, 'amount'],
    [{ amount: '8000' }, 'malformed'],
    [{ durationS: -1 }, 'malformed'],
    [{ durationS: 1e12 }, 'malformed'],
    [{ durationS: 1.5 }, 'malformed'],
    [{ startedAt: '2026-02-30T08:00:00+08:00' }, 'started-at'],
    [{ startedAt: '9999-12-31T23:59:59+08:00' }, 'future'],
    [{ startedAt: '0001-01-01T00:00:00Z' }, 'started-at'],
    [{ startedAt: '2019-01-01T00:00:00Z' }, 'too-late'],
    [{ from: { latitude: 91, longitude: 0 }, to: { latitude: 0, longitude: 0 } }, 'malformed'],
    [{ points: 1_000_000 }, 'malformed'],
    [{ state: 'accepted' }, 'malformed'],
    [{ eventId: '' }, 'malformed'],
    [{ eventId: 'nul\u0000nul' }, 'malformed'],
    [{ eventId: 'half\ud800half' }, 'malformed'],
    [{ eventId: 'x'.repeat(65) }, 'malformed'],
    [{ resident: `'; drop table inclusion.act; --` }, 'malformed'],
    [{ method: '__proto__' }, 'unknown-method'],
    [{ method: 'constructor' }, 'unknown-method'],
  ])('an act of %j is refused by itself, as %s', async (change, code) => {
    const act = {
      ...{ eventId: 'EV-60', resident: REFERENCE, method: 'metro' },
      ...{ startedAt: '2026-02-28T20:00:00+08:00', durationS: 600, amount: 5_000, ...change },
    };
    const stored = () => platform.database.query('select from inclusion.act');
    const before = (await stored()).length;
    const answer = done(await post(room.partner.maker, '/v1/partners/P1/acts', { acts: [act] }));
    expect(answer.json()).toMatchObject({ accepted: 0, acts: [{ state: 'refused', refusal: { code } }] });
    expect(await stored()).toHaveLength(before);
  });
});

describe('a batch out of all proportion', () => {
  const ACTS = '/v1/partners/P1/acts';

  it.each([
    ['without acts', () => '{"acts":[]}', 400],
    ['of no list', () => '{"acts":{"0":{}}}', 400],
    ['with a field nobody asked for', () => '{"acts":[{}],"approved":true}', 400],
    ['that would change what objects are', () => '{"__proto__":{"admin":true},"acts":[{}]}', 400],
    ['of too many acts', () => JSON.stringify({ acts: Array.from({ length: 5_001 }, () => ({})) }), 400],
    ['of too many bytes', () => `{"acts":["${'x'.repeat(5 * MEBIBYTE)}"]}`, 413],
    ['nested ten thousand deep', () => `${'{"acts":['.repeat(10_000)}1${']}'.repeat(10_000)}`, 400],
    ['cut short', () => '{"acts":[{"eventId":"EV', 400],
  ])('%s is refused and leaves nothing', (_, body, status) =>
    nothing(async () => {
      expect((await post(room.partner.maker, ACTS, body())).statusCode).toBe(status);
    }),
  );

  it('of lines: a line that is no JSON keeps no other from being looked at, or nothing lands', async () => {
    const headers = { ...room.partner.maker.headers, 'content-type': 'application/x-ndjson' };
    const before = await platform.database.query('select from inclusion.act');
    const answer = await platform.send('POST', ACTS, headers, '{"eventId":"E\n{]\n');
    expect(answer.statusCode).toBeLessThan(500);
    expect(await platform.database.query('select from inclusion.act')).toHaveLength(before.length);
  });
});
