import { HolderSuccession } from '@carbon/custody';
import { getHolder } from '@carbon/identity';
import type { Answer } from '../../../../tests/support/platform-fixture';
import type { House } from '../emitters/emitters.spec-support';
import { readVerified } from '../verified/read-verified';
import { coalYear, REPORTING, ReportsWorld } from './reports.spec-support';

const CROWD = Array.from({ length: 50 }, (_, at) => `CROWD-${String(at + 1).padStart(2, '0')}`);

let world: ReportsWorld;
let firm: House;
let other: House;
let late: House;
let old: House;

beforeAll(async () => {
  world = await ReportsWorld.open();
  [firm, other, late, old] = (await world.listed('FIRM', 'OTHER', 'LATE', 'OLD')) as [
    House,
    House,
    House,
    House,
  ];
}, 180_000);
afterAll(() => world.close());

const problem = (answer: Answer) => answer.json<{ code: string; rule?: string }>();
const send = (who: House['maker'], method: string, url: string, body?: object) =>
  world.emitters.send(who, method, url, body);
const propose = async (house: House, kind: string, payload: object) =>
  send(house.maker, 'POST', '/v1/tasks', {
    ...{ kind, payload },
    ...(kind === 'verification-assignment' ? { document: await world.document(house.maker) } : {}),
  });

it('a report is not there for other enterprises, provinces and verifiers, whatever they ask', async () => {
  const number = await world.assigned(firm);
  const guangdong = world.emitters.guangdong;
  const content = coalYear(await world.document(other.maker));
  const url = `/v1/emission-reports/${number}`;
  const asked: readonly (readonly [House, string, string, object?])[] = [
    [other, 'GET', url],
    [other, 'GET', `${url}/versions/1`],
    [other, 'GET', `${url}/versions/1/checks`],
    [other, 'GET', `${url}/findings`],
    [other, 'POST', `${url}/versions`, { content }],
    [other, 'POST', `${url}/objections`, { grounds: '无关' }],
    [guangdong, 'GET', `${url}/conclusions`],
    [guangdong, 'POST', `${url}/returns`, { reason: '无关' }],
    [world.writer, 'GET', `${url}/events`],
    [world.writer, 'POST', `${url}/findings/1/decisions`, { decision: 'closed', text: '无关' }],
  ];
  for (const [{ maker }, method, place, body] of asked) {
    const answer = await send(maker, method, place, body);
    expect([method, place, answer.statusCode, problem(answer).code]).toEqual([
      ...[method, place, 404, 'EMISSION_REPORT_UNKNOWN'],
    ]);
  }
  const tasks: readonly (readonly [House, string, object])[] = [
    [other, 'emission-report-submission', { report: number, version: 1 }],
    [guangdong, 'verification-assignment', { report: number, verifier: 'VERIFIER' }],
    [
      guangdong,
      'verification-result',
      { report: number, conclusion: 1, decision: 'confirm', reason: '无关' },
    ],
  ];
  for (const [house, kind, payload] of tasks) {
    const answer = await propose(house, kind, payload);
    expect([kind, answer.statusCode, problem(answer).code]).toEqual([kind, 404, 'EMISSION_REPORT_UNKNOWN']);
  }
  const correction = { market: 'CN', year: 2025, holder: 'FIRM', reason: '无关', totalT: '1' };
  expect(problem(await propose(guangdong, 'verified-figures-correction', correction)).code).toBe(
    'HOLDER_UNKNOWN',
  );
  const seen = await world.emitters.get<{ items: readonly { number: string }[] }>(
    other.maker,
    '/v1/emission-reports',
  );
  expect(seen.items).toEqual([]);
});

it('ETS-004 who is not on the list of the year reports nothing', async () => {
  const content = coalYear(await world.document(firm.maker));
  const answer = await send(firm.maker, 'POST', '/v1/emission-reports', {
    market: 'CN',
    year: 2024,
    content,
  });
  expect(problem(answer)).toMatchObject({ code: 'EMITTERS_NOT_LISTED', rule: 'ETS-004' });
});

it('ETS-007 a body that wrote in a province reviews none there, and one that reviews there writes none', async () => {
  const content = coalYear(await world.document(other.maker));
  const { report } = await world.emitters.post<{ report: string }>(other.maker, '/v1/emission-reports', {
    ...{ market: 'CN', year: 2025, content, preparedBy: 'WRITER' },
  });
  await world.decided(other, 'emission-report-submission', { report, version: 1 });
  const refused = await propose(world.zhejiang, 'verification-assignment', { report, verifier: 'WRITER' });
  expect(problem(refused)).toMatchObject({ code: 'EMISSION_BODY_WRITES_AND_REVIEWS', rule: 'ETS-007' });
  // VERIFIER reviews FIRM's report in the same province
  const draft = await send(late.maker, 'POST', '/v1/emission-reports', {
    ...{ market: 'CN', year: 2025, preparedBy: 'VERIFIER' },
    content: coalYear(await world.document(late.maker)),
  });
  expect(problem(draft)).toMatchObject({ code: 'EMISSION_BODY_WRITES_AND_REVIEWS', rule: 'ETS-007' });
  const nobody = await propose(world.zhejiang, 'verification-assignment', { report, verifier: 'FIRM' });
  expect(problem(nobody).code).toBe('EMISSION_NO_VERIFIER');
});

it('S27 filed units must be reported, and what was deposited stands beside what is reported', async () => {
  const { emitters } = world;
  const [cross] = (await world.listed('CROSS')) as [House];
  const evidence = await world.document(cross.maker);
  const { unit } = await emitters.unit(cross, {}, '1');
  await emitters.unit(cross, {}, 'U2');
  await emitters.post(cross.maker, `/v1/emission-units/${unit}/deposits`, {
    ...{ month: '2025-03', evidence: [evidence] },
    data: [{ parameter: 'fuel-consumed', material: '原煤', value: '9500', unit: 't', source: 'measured' }],
  });
  const { report } = await emitters.post<{ report: string }>(cross.maker, '/v1/emission-reports', {
    ...{ market: 'CN', year: 2025, content: coalYear(evidence) },
  });
  const checks = await emitters.get<{ items: readonly { code: string; field: string }[] }>(
    cross.maker,
    `/v1/emission-reports/${report}/versions/1/checks`,
  );
  expect(checks.items.map(({ code, field }) => `${code} ${field}`)).toEqual([
    'unit-not-reported units',
    'deposit-differs flows[2].amount',
  ]);
});

it('CYC-02 what is open keeps a verifier from agreeing; the province returns it and it comes again', async () => {
  const { items } = await world.emitters.get<{ items: readonly { number: string }[] }>(
    firm.maker,
    '/v1/emission-reports',
  );
  const number = items[0]?.number ?? '';
  const url = `/v1/emission-reports/${number}`;
  const { verifier, zhejiang, emitters } = world;
  await emitters.post(verifier.maker, `${url}/findings`, {
    ...{ kind: 'evidence', severity: 'clarification', field: 'flows[0].evidence' },
    ...{ text: '化验报告缺页', dueOn: '2026-03-16' },
  });
  const body = {
    ...{ opinion: 'positive', text: '符合', deskCase: await world.coveredCase(firm, number) },
    document: await world.document(verifier.maker),
  };
  const early = await send(verifier.maker, 'POST', `${url}/conclusions`, body);
  expect(problem(early)).toMatchObject({ code: 'EMISSION_FINDINGS_OPEN' });
  const negative = await emitters.post(verifier.maker, `${url}/conclusions`, {
    ...body,
    opinion: 'negative',
  });
  expect(negative).toMatchObject({ number: 1, opinion: 'negative' });
  const refused = await propose(zhejiang, 'verification-result', {
    ...{ report: number, conclusion: 1, decision: 'confirm', reason: '确认' },
  });
  expect(problem(refused).code).toBe('EMISSION_OPINION_NEGATIVE');
  const back = await emitters.post(zhejiang.maker, `${url}/returns`, { reason: '请补充化验报告' });
  expect(back).toMatchObject({ state: 'returned', conclusion: null });
  const content = coalYear(await world.document(firm.maker));
  await emitters.post(firm.maker, `${url}/versions`, { content });
  const task = await world.decided(firm, 'emission-report-submission', { report: number, version: 2 });
  expect(task.outcome).toMatchObject({ state: 'under-verification', version: 2 });
});

it('CYC-01 late reports are taken and marked; regulators see what is missing, late, open and far off', async () => {
  const { emitters } = world;
  emitters.platform.clock.set(new Date('2026-04-02T02:00:00.000Z'));
  await emitters.verified(late.id, { 2024: 100_000n });
  late = await emitters.again(late);
  await world.submitted(late);
  world.zhejiang = await emitters.again(world.zhejiang);
  const list = (query = '') =>
    emitters.get<{
      items: readonly { holder: string; kinds: readonly string[]; changePercent: string | null }[];
    }>(world.zhejiang.maker, `/v1/abnormal-emission-reports?market=CN&year=2025${query}`);
  expect((await list()).items.map(({ holder, kinds }) => [holder, kinds])).toEqual([
    ['CROSS', ['missing']],
    ['FIRM', ['open-findings']],
    ['LATE', ['late', 'year-deviation']],
    ['OLD', ['missing']],
  ]);
  expect((await list('&kind=year-deviation')).items).toMatchObject([
    { holder: 'LATE', changePercent: '127.4' },
  ]);
  expect((await list('&limit=1')).items).toHaveLength(1);
  const elsewhere = await emitters.get<{ items: readonly object[] }>(
    (await emitters.again(emitters.guangdong)).maker,
    '/v1/abnormal-emission-reports?market=CN&year=2025',
  );
  expect(elsewhere.items).toEqual([]);
  const { maker } = await emitters.again(firm);
  const firms = await send(maker, 'GET', '/v1/abnormal-emission-reports?market=CN&year=2025');
  expect(firms.statusCode).toBe(403);
  const job = await emitters.jobs.run(world.zhejiang.maker, 'export-abnormal-reports', {
    ...{ market: 'CN', year: 2025, format: 'csv' },
  });
  expect((await emitters.jobs.file(world.zhejiang.maker, job)).toString('utf8')).toContain('year-deviation');
  emitters.platform.clock.set(REPORTING);
});

it('fifty results confirmed at once are fifty verified years', async () => {
  const houses = await world.listed(...CROWD);
  const waiting: string[] = [];
  for (const house of houses) {
    const report = await world.assigned(house);
    await world.concluded(house, report);
    const payload = { report, conclusion: 1, decision: 'confirm', reason: '一致' };
    waiting.push((await propose(world.zhejiang, 'verification-result', payload)).json<{ id: string }>().id);
  }
  const answers = await Promise.all(
    waiting.map((id) => send(world.zhejiang.checker, 'POST', `/v1/tasks/${id}/approvals`, {})),
  );
  const outcomes = answers.map((answer) =>
    answer.json<{ state: string; outcome: { version: number } | null }>(),
  );
  expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(['executed']));
  expect(new Set(outcomes.map(({ outcome }) => outcome?.version))).toEqual(new Set([1]));
  const holderIds = houses.map(({ id }) => id);
  const { database } = world.emitters.platform;
  const verified = await readVerified(database, { market: 'CN', year: 2025, holderIds });
  expect(verified.map(({ verifiedT }) => verifiedT)).toEqual(CROWD.map(() => 227_383n));
}, 240_000);

it('ETS-015 a merger waits for what is being verified, then reports go over', async () => {
  const { emitters } = world;
  const { database, app, clock } = emitters.platform;
  const run = (from: string, to: string) =>
    database.transaction(async (tx) => {
      const merger = { from: await getHolder(tx.manager, from), to: await getHolder(tx.manager, to) };
      const review = {
        by: 'test',
        approver: null,
        taskId: null,
        reason: '合并（示例）',
        documentHash: null,
        now: clock.now(),
      };
      await app.get(HolderSuccession).run(tx, { ...merger, review });
    });
  await expect(run('FIRM', 'OLD')).rejects.toThrow('EMISSION_REPORTS_UNDER_WAY');
  await run('CROWD-01', 'OLD');
  const { items } = await emitters.get<{ items: readonly object[] }>(old.maker, '/v1/emission-reports');
  expect(items).toMatchObject([{ holder: 'OLD', predecessor: 'CROWD-01', state: 'confirmed' }]);
});
