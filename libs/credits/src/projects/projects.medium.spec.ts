import { CreditWorld, done } from '../../../../tests/support/credit-world';

interface Problem {
  readonly code: string;
  readonly rule?: string;
}
interface Project {
  readonly number: string;
  readonly state: string;
  readonly commentUntil: string;
  readonly reviewUntil: string;
  readonly reviewOverdue: boolean;
  readonly unmet: { readonly rule: string }[];
}

let world: CreditWorld;
let plant: string;
beforeAll(async () => {
  world = await CreditWorld.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.on('2026-03-02');
  plant = await world.plant();
});

const refusedBy = (answer: { statusCode: number; json: () => unknown }) => {
  const { code, rule } = answer.json() as Problem;
  return [answer.statusCode, code, rule];
};

describe('the life of a project', () => {
  it('CCR-003 from a draft through public comment, validation and review to its registration', async () => {
    const number = await world.file(plant);
    expect((await world.public(`/v1/public/projects/${number}`)).statusCode).toBe(404);
    const published = done(await world.step('maker', number, 'publication')).json<Project>();
    // 20 working days after Monday 2 March 2026
    expect(published).toMatchObject({ state: 'in-comment', commentUntil: '2026-03-30' });

    expect(await world.step('buyerMaker', number, 'comments', { text: '请说明排放因子来源' })).toMatchObject({
      statusCode: 201,
    });
    const comments = (await world.public(`/v1/public/projects/${number}/comments`)).json<{
      items: object[];
    }>();
    expect(comments.items).toHaveLength(1);
    expect(Object.keys(comments.items[0]!).sort()).toEqual(['at', 'id', 'text']);

    await world.on('2026-03-30');
    const early = await world.step('validator', number, 'validation', await world.statement('validator'));
    expect(refusedBy(early)).toEqual([422, 'CREDITS_WAITING_TIME_RUNS', 'CCR-003']);
    await world.on('2026-03-31');
    const late = await world.step('buyerMaker', number, 'comments', { text: '太晚' });
    expect(refusedBy(late)).toEqual([409, 'CREDITS_NOT_IN_COMMENT', 'CCR-003']);

    expect(refusedBy(await world.step('maker', number, 'application'))).toEqual([
      ...[422, 'CREDITS_STATEMENT_MISSING', 'CCR-003'],
    ]);
    const statement = await world.statement('validator');
    expect(await world.stepped('validator', number, 'validation', statement)).toBe('validated');
    const applied = done(await world.step('maker', number, 'application')).json<Project>();
    // 15 working days after Tuesday 31 March, over Qingming
    expect(applied).toMatchObject({ state: 'applied', reviewUntil: '2026-04-22', reviewOverdue: false });
    expect(await world.stepped('registryMaker', number, 'review')).toBe('under-review');

    await world.on('2026-04-23');
    const overdue = (await world.get('registryMaker', '/v1/projects?overdue=true')).json<{
      items: Project[];
    }>();
    expect(overdue.items.map((each) => each.number)).toEqual([number]);
    expect(overdue.items[0]).toMatchObject({ state: 'under-review', reviewOverdue: true });

    const task = await world.agreed('project-registration', {
      ...{ project: number, decision: 'register', reason: '示例' },
    });
    expect(task).toMatchObject({
      state: 'executed',
      outcome: { state: 'registered', monthsNotCreditable: [] },
    });
    const events = (await world.get('maker', `/v1/projects/${number}/events`)).json<{
      items: { act: string; by: string }[];
    }>();
    expect(events.items.map(({ act }) => act)).toEqual([
      ...['file', 'publish', 'close-comment', 'validate', 'apply', 'take-up', 'register'],
    ]);
    const judgements = (await world.get('maker', `/v1/projects/${number}/judgements`)).json<{
      items: { occasion: string; passed: boolean; methodology: string }[];
    }>();
    expect(judgements.items.map(({ occasion }) => occasion)).toEqual([
      ...['filing', 'filing', 'application', 'registration'],
    ]);
    expect(
      judgements.items.every(
        ({ passed, methodology }) => passed && methodology.startsWith('CCER-01-002-V01 '),
      ),
    ).toBe(true);
    const told = (await world.public(`/v1/public/projects/${number}`)).json<{ statements: object[] }>();
    expect(told).toMatchObject({
      state: 'registered',
      statements: [{ body: 'VALIDATOR', opinion: 'positive' }],
    });
    expect((await world.audited('project.registered')).at(-1)).toMatchObject({
      ...{ subject_id: number, holder_id: world.holders.OWNER },
    });
  });

  it('REG-001 one approval registers nothing, and no maker approves', async () => {
    const number = await world.file(plant);
    await world.underReview(number);
    const payload = { project: number, decision: 'register', reason: '示例' };
    const task = done(await world.propose('registryMaker', 'project-registration', payload)).json<{
      id: string;
    }>();
    expect((await world.post('registryMaker', `/v1/tasks/${task.id}/approvals`)).statusCode).toBe(403);
    done(await world.post('registryChecker', `/v1/tasks/${task.id}/approvals`));
    expect((await world.get('maker', `/v1/projects/${number}`)).json()).toMatchObject({
      state: 'under-review',
    });
    done(await world.post('registryChecker2', `/v1/tasks/${task.id}/approvals`));
    expect((await world.get('maker', `/v1/projects/${number}`)).json()).toMatchObject({
      state: 'registered',
    });
  });

  it('what is given back is applied with again; what is rejected ends', async () => {
    const number = await world.file(plant);
    await world.underReview(number);
    expect(await world.stepped('registryMaker', number, 'return', { reason: '补充示意图' })).toBe('returned');
    expect(await world.stepped('maker', number, 'application')).toBe('applied');
    expect(await world.stepped('registryMaker', number, 'review')).toBe('under-review');
    const task = await world.agreed('project-registration', {
      ...{ project: number, decision: 'reject', reason: '示例' },
    });
    expect(task).toMatchObject({ state: 'executed', outcome: { state: 'rejected' } });
    expect(refusedBy(await world.step('maker', number, 'withdrawal', { reason: '示例' }))).toEqual([
      ...[409, 'CREDITS_STEP_NOT_OPEN', 'CCR-003'],
    ]);
  });

  it('a negative statement ends a project', async () => {
    const number = await world.file(plant);
    await world.stepped('maker', number, 'publication');
    await world.on('2026-04-01');
    const negative = await world.statement('validator', { opinion: 'negative' });
    expect(await world.stepped('validator', number, 'validation', negative)).toBe('not-validated');
    expect((await world.step('maker', number, 'application')).statusCode).toBe(409);
  });

  it('INV-06 a filing is taken once by its key', async () => {
    const body = await world.filing(plant);
    const key = { ...world.person('maker').headers, 'idempotency-key': 'filing-once' };
    const first = await world.platform.send('POST', '/v1/projects', key, body);
    const again = await world.platform.send('POST', '/v1/projects', key, body);
    expect(again.json()).toEqual(done(first).json());
    expect(again.headers['idempotent-replay']).toBe('true');
  });

  it('PHI-005 Guangdong: key facts are public seven working days before, and no comment time runs', async () => {
    const number = await world.file(plant, {
      ...{ scheme: 'PHER-GD', methodology: 'PHER-GENERAL-V01', plantCode: undefined, validator: undefined },
      asset: { kind: 'site', province: '44' },
      ...{ nameZh: '虚构社区节能项目', nameEn: 'Invented community saving' },
      ...{ parameters: [], facts: [{ name: 'outsideEtsBoundary', yes: true }], additionality: '示例论证' },
    });
    expect(refusedBy(await world.step('maker', number, 'publication'))).toEqual([
      ...[422, 'CREDITS_DISCLOSURE_MISSING', 'PHI-005'],
    ]);
    const disclosed = await world.step('maker', number, 'disclosure', { text: '费用 20%（示例）' });
    expect(disclosed.json()).toMatchObject({ state: 'disclosed', disclosureUntil: '2026-03-11' });
    await world.on('2026-03-11');
    expect(refusedBy(await world.step('maker', number, 'publication'))).toEqual([
      ...[422, 'CREDITS_WAITING_TIME_RUNS', 'PHI-005'],
    ]);
    await world.on('2026-03-12');
    const published = await world.step('maker', number, 'publication');
    expect(published.json()).toMatchObject({ state: 'comment-closed' });
    expect(await world.stepped('maker', number, 'application')).toBe('applied');
  });
});
