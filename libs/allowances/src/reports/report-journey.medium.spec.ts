import { findVerified } from '../verified/read-verified';
import { VerifiedListeners } from '../verified/verified-listeners';
import type { Answer } from '../../../../tests/support/platform-fixture';
import type { House } from '../emitters/emitters.spec-support';
import { coalYear, REPORTING, ReportsWorld } from './reports.spec-support';

let world: ReportsWorld;
let firm: House;
let told: { readonly before?: string; readonly after: string }[] = [];

beforeAll(async () => {
  world = await ReportsWorld.open();
  [firm] = (await world.listed('FIRM')) as [House];
  world.emitters.platform.app.get(VerifiedListeners).add((_tx, { before, after }) => {
    told.push({
      after: `${after.holderId} ${after.version} ${after.verifiedT}`,
      ...(before === undefined ? {} : { before: before.verifiedT.toString() }),
    });
    return Promise.resolve();
  });
}, 180_000);
afterAll(() => world.close());
beforeEach(() => {
  told = [];
});

const problem = (answer: Answer) => answer.json<{ code: string; rule?: string }>();
const send = (who: House['maker'], method: string, url: string, body?: object) =>
  world.emitters.send(who, method, url, body);

let number: string;
let evidence: string;

describe('a year of one enterprise', () => {
  it('CYC-01 is drafted, with its steps and factors', async () => {
    evidence = await world.document(firm.maker);
    const { units, flows } = coalYear(evidence);
    const draft = { market: 'CN', year: 2025, content: { units, lines: [], flows: flows.slice(0, 10) } };
    const saved = await world.emitters.post<{ report: string; version: number }>(
      firm.maker,
      '/v1/emission-reports',
      draft,
    );
    expect(saved).toMatchObject({ version: 1, state: 'draft', totalT: '189486' });
    number = saved.report;
    const again = await send(firm.maker, 'POST', '/v1/emission-reports', draft);
    expect([again.statusCode, problem(again).code]).toEqual([409, 'EMISSION_REPORT_EXISTS']);
    const version = await world.emitters.get<{ result: { steps: readonly object[]; pack: object } }>(
      firm.maker,
      `/v1/emission-reports/${number}/versions/1`,
    );
    expect(version.result.steps).toHaveLength(10);
    expect(version.result.pack).toMatchObject({ id: 'emission-factors-cn', version: '2026.1' });
    expect(await world.emitters.get(firm.maker, `/v1/emission-reports/${number}`)).toMatchObject({
      ...{ state: 'draft', dueOn: '2026-03-31', late: null, keptUntil: '2031-03-06', holder: 'FIRM' },
    });
  });

  it('CYC-09 what is missing keeps it from being submitted', async () => {
    const checks = await world.emitters.get<{ items: readonly object[] }>(
      firm.maker,
      `/v1/emission-reports/${number}/versions/1/checks`,
    );
    expect(checks.items).toMatchObject([
      { code: 'months-missing', severity: 'error', field: 'flows[0].month' },
    ]);
    const payload = { report: number, version: 1 };
    const refused = await send(firm.maker, 'POST', '/v1/tasks', {
      kind: 'emission-report-submission',
      payload,
    });
    expect([refused.statusCode, problem(refused).code]).toEqual([422, 'EMISSION_REPORT_INCOMPLETE']);
  });

  it('S01 faulty rows of a file are told by row and column and change nothing; then it is taken', async () => {
    const header =
      'record,part,class,generation_mwh,heat_gj,load_factor_percent,stream,material,month,unit,amount,ncv,ncv_unit,carbon,carbon_unit,oxidation_percent,evidence';
    const flow = (month: number, amount: string, carbonUnit = 'tC/TJ') =>
      `flow,1,,,,,fuel,coal,2025-${String(month).padStart(2, '0')},t,${amount},20,GJ/t,26.1,${carbonUnit},99,${evidence}`;
    const file = (rows: readonly string[]) =>
      Buffer.from([header, 'unit,1,I,240000,0,70,,,,,,,,,,,', ...rows].join('\r\n'));
    const months = Array.from({ length: 12 }, (_, at) => at + 1);
    const run = async (rows: readonly string[], name: string) => {
      const document = await world.emitters.jobs.document(firm.maker, name, file(rows));
      return world.emitters.jobs.run(firm.maker, 'emission-report-import', { report: number, document });
    };
    const faulty = await run(
      months.map((month) =>
        month === 3 ? flow(3, '1e4') : flow(month, '10000', month === 5 ? '' : 'tC/TJ'),
      ),
      'faulty.csv',
    );
    expect(faulty).toMatchObject({ state: 'done', result: { version: null, errorCount: 1 } });
    expect(faulty.result['errors']).toMatchObject([{ field: 'rows[5].amount', rule: 'decimal' }]);
    const unitless = await run(
      months.map((month) => flow(month, '10000', month === 5 ? '' : 'tC/TJ')),
      'unitless.csv',
    );
    expect(unitless.result['errors']).toMatchObject([{ field: 'rows[7].carbon_unit', rule: 'unit' }]);
    const taken = await run(
      months.map((month) => flow(month, '10000')),
      'good.csv',
    );
    expect(taken.result).toMatchObject({ version: 2, totalT: '227383', rows: 13, errorCount: 0 });
  });

  it('what is exported can be imported again', async () => {
    const job = await world.emitters.jobs.run(firm.maker, 'emission-report-export', {
      ...{ report: number, format: 'xlsx' },
    });
    expect(job.state).toBe('done');
    const bytes = await world.emitters.jobs.file(firm.maker, job);
    const document = await world.emitters.jobs.document(firm.maker, 'export.xlsx', bytes);
    const again = await world.emitters.jobs.run(firm.maker, 'emission-report-import', {
      report: number,
      document,
    });
    expect(again.result).toMatchObject({ version: 3, totalT: '227383', errorCount: 0 });
    const template = await send(firm.maker, 'GET', '/v1/emission-report-template?sector=steel');
    expect(template.body.split('\r\n')[0]).toContain('机组或工序 part');
  });

  it('REG-001 its maker submits the latest version, another of its people approves', async () => {
    const payload = { report: number, version: 2 };
    const old = await send(firm.maker, 'POST', '/v1/tasks', { kind: 'emission-report-submission', payload });
    expect(problem(old).code).toBe('EMISSION_VERSION_NOT_LATEST');
    const task = await world.decided(firm, 'emission-report-submission', { report: number, version: 3 });
    expect(task).toMatchObject({
      state: 'executed',
      outcome: { report: number, state: 'submitted', version: 3 },
    });
    expect(await world.emitters.get(firm.maker, `/v1/emission-reports/${number}`)).toMatchObject({
      late: false,
    });
  });

  it('CYC-02 the province gives it to a verifier, on a notice, who then reaches the enterprise', async () => {
    const { verifier, zhejiang, emitters } = world;
    expect((await send(verifier.maker, 'GET', `/v1/emission-reports/${number}`)).statusCode).toBe(404);
    const payload = { report: number, verifier: 'VERIFIER' };
    const bare = await send(zhejiang.maker, 'POST', '/v1/tasks', {
      kind: 'verification-assignment',
      payload,
    });
    expect(problem(bare).code).toBe('EMISSION_NOTICE_REQUIRED');
    const notice = await world.document(zhejiang.maker);
    const task = await world.decided(zhejiang, 'verification-assignment', payload, notice);
    expect(task).toMatchObject({ state: 'executed', outcome: { state: 'under-verification' } });
    const body = await emitters.get(verifier.maker, `/v1/emission-reports/${number}`);
    expect(body).toMatchObject({ verifier: 'VERIFIER', state: 'under-verification' });
    const [engaged] = await emitters.platform.database.query<{ from: string; purpose: string }>(
      `select window_from::text as "from", purpose from identity.engagement where auditor_id = $1`,
      [verifier.id],
    );
    expect(engaged?.from).toBe('2025-01-01');
    expect(engaged?.purpose).toContain(number);
  });

  it('a finding is answered by a new version, and closed', async () => {
    const { verifier, emitters } = world;
    const url = `/v1/emission-reports/${number}`;
    const early = await send(firm.maker, 'POST', '/v1/tasks', {
      ...{ kind: 'emission-report-submission', payload: { report: number, version: 3 } },
    });
    expect(problem(early).code).toBe('EMISSION_NOTHING_TO_CORRECT');
    const raised = await emitters.post<{ number: number }>(verifier.maker, `${url}/findings`, {
      ...{ kind: 'wrong-value', severity: 'nonconformity', field: 'flows[2].amount' },
      ...{ text: '3 月消耗量与皮带秤记录不符', dueOn: '2026-03-16' },
    });
    expect(raised).toMatchObject({ number: 1, version: 3, state: 'open' });
    const byFirm = await send(firm.maker, 'POST', `${url}/findings`, { kind: 'other' });
    expect(byFirm.statusCode).toBe(403);
    const { units, flows } = coalYear(evidence);
    const corrected = flows.map((flow, at) => (at === 2 ? { ...flow, amount: '11000' } : flow));
    const content = { units, lines: [], flows: corrected };
    expect(await emitters.post(firm.maker, `${url}/versions`, { content })).toMatchObject({ version: 4 });
    await world.decided(firm, 'emission-report-submission', { report: number, version: 4 });
    await emitters.post(firm.maker, `${url}/findings/1/answers`, { text: '已更正', version: 4 });
    const open = await send(verifier.maker, 'POST', `${url}/conclusions`, await conclusion(verifier));
    expect(problem(open).code).toBe('VERIFICATION_CASE_UNKNOWN');
    const closed = await emitters.post(verifier.maker, `${url}/findings/1/decisions`, {
      ...{ decision: 'closed', text: '更正后一致' },
    });
    expect(closed).toMatchObject({
      state: 'closed',
      thread: [{ act: 'answered', version: 4 }, { act: 'closed' }],
    });
    const versions = await emitters.get<{ items: readonly { totalT: string }[] }>(
      firm.maker,
      `${url}/versions`,
    );
    expect(versions.items.map(({ totalT }) => totalT)).toEqual(['229278', '227383', '227383', '189486']);
  });

  const conclusion = async (house: House, deskCase = '01900000-0000-7000-8000-000000000001') => ({
    ...{ opinion: 'positive', text: '符合要求', deskCase, document: await world.document(house.maker) },
  });

  it('S28 concludes on documents and facilities that were looked at; the difference stands beside', async () => {
    const { verifier, emitters } = world;
    const url = `/v1/emission-reports/${number}`;
    const bare = await emitters.post<{ id: string }>(firm.maker, '/v1/verification-cases', {
      ...{ purpose: 'verification', subjectKind: 'inventory', subjectId: number, project: number },
      ...{ verifier: 'VERIFIER', requiredDocuments: ['fuel-ledger'] },
    });
    const short = await send(
      verifier.maker,
      'POST',
      `${url}/conclusions`,
      await conclusion(verifier, bare.id),
    );
    expect(problem(short)).toMatchObject({ code: 'EMISSION_COVERAGE_SHORT', rule: 'CYC-02' });
    const concluded = await world.concluded(firm, number, [{ id: '1', verifiedT: '229000' }]);
    expect(concluded).toMatchObject({
      ...{ version: 4, reportedT: '229278', recalculatedT: '229278', verifiedT: '229000' },
      parts: [{ id: '1', reportedT: '229278', verifiedT: '229000', differenceT: '-278', percent: '-0.12' }],
      coverage: { documentsPercent: 100, facilitiesPercent: 100 },
    });
  });

  it('SUR-001 the province confirms: the figures count, and whoever listens is told', async () => {
    const task = await world.confirmed(number);
    expect(task).toMatchObject({
      ...{ state: 'executed', outcome: { state: 'confirmed', version: 1, verifiedT: '229000' } },
    });
    const { database } = world.emitters.platform;
    const verified = await findVerified(database, { market: 'CN', year: 2025, holderId: firm.id });
    expect(verified).toMatchObject({
      ...{ version: 1, sector: 'power', province: '浙江', verifiedT: 229_000n },
      units: [{ id: '1', class: 'I', generationMwh: '240000', loadFactorPercent: '70', verifiedT: 229_000n }],
    });
    expect(told).toEqual([{ after: `${firm.id} 1 229000` }]);
    const trail = await database.query<{ action: string }>(
      `select action from audit.record where holder_id = $1 and action like 'emission-report.confirmed'`,
      [firm.id],
    );
    expect(trail).toHaveLength(1);
  });

  it('ETS-013 an objection within seven working days; upheld, it leaves another version', async () => {
    const { emitters, zhejiang } = world;
    const url = `/v1/emission-reports/${number}`;
    // 6 March 2026 is a Friday: seven working days later is Tuesday 17 March
    expect(await emitters.get(firm.maker, url)).toMatchObject({
      state: 'confirmed',
      objectUntil: '2026-03-17',
    });
    emitters.platform.clock.set(new Date('2026-03-17T15:59:00.000Z'));
    firm = await emitters.again(firm);
    const filed = await emitters.post<{ id: string }>(firm.maker, `${url}/objections`, {
      grounds: '3 月重复计量',
    });
    expect(filed).toMatchObject({ report: number, decideBy: '2026-03-31', overdue: false, outcome: null });
    emitters.platform.clock.set(new Date('2026-04-02T02:00:00.000Z'));
    world.zhejiang = await emitters.again(zhejiang);
    const overdue = await emitters.get<{ items: readonly object[] }>(
      world.zhejiang.maker,
      '/v1/verification-objections?only=overdue',
    );
    expect(overdue.items).toMatchObject([{ id: filed.id, overdue: true }]);
    const payload = { objection: filed.id, outcome: 'upheld', reason: '经复核属实（示例）' };
    const empty = await send(world.zhejiang.maker, 'POST', '/v1/tasks', {
      ...{ kind: 'verification-objection-decision', payload },
    });
    expect(problem(empty).code).toBe('EMISSION_NOTHING_CHANGES');
    const task = await world.decided(world.zhejiang, 'verification-objection-decision', {
      ...payload,
      parts: [{ id: '1', verifiedT: '228000' }],
    });
    expect(task).toMatchObject({
      state: 'executed',
      outcome: { outcome: 'upheld', version: 2, verifiedT: '228000' },
    });
    expect(told).toEqual([{ before: '229000', after: `${firm.id} 2 228000` }]);
    const late = await send((await emitters.again(firm)).maker, 'POST', `${url}/objections`, {
      grounds: '再议',
    });
    expect(problem(late)).toMatchObject({ code: 'EMISSION_OBJECTION_TOO_LATE', rule: 'ETS-013' });
  });

  it('ALC-012 verified figures are corrected later under four eyes, and listeners hear of it', async () => {
    const task = await world.decided(world.zhejiang, 'verified-figures-correction', {
      ...{
        market: 'CN',
        year: 2025,
        holder: 'FIRM',
        reason: '复核（示例）',
        parts: [{ id: '1', verifiedT: '227999' }],
      },
    });
    expect(task).toMatchObject({ state: 'executed', outcome: { version: 3, verifiedT: '227999' } });
    expect(told).toEqual([{ before: '228000', after: `${firm.id} 3 227999` }]);
    world.emitters.platform.clock.set(REPORTING);
  });
});
