import { getHolder, joinGroup } from '@carbon/identity';
import { CreditWorld, done } from '../../../../tests/support/credit-world';

interface Problem {
  readonly code: string;
  readonly rule?: string;
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
const filed = async (over: object) => world.post('maker', '/v1/projects', await world.filing(plant, over));

describe('filing', () => {
  it('AC-80 CCR-001 a project built from 1 March 2012 is told to be ineligible, kept as a draft and never public', async () => {
    const project = done(await filed({ constructionStarted: '2012-03-01' })).json<{
      number: string;
      unmet: { rule: string; field: string }[];
    }>();
    expect(project.unmet).toMatchObject([{ rule: 'CCR-001', field: 'startedOn' }]);
    expect(refusedBy(await world.step('maker', project.number, 'publication'))).toEqual([
      ...[422, 'CREDITS_NOT_ELIGIBLE', 'CCR-001'],
    ]);
  });

  it.each([
    ['CCR-001', { etsCovered: true }],
    ['CCR-001', { legallyRequired: true }],
    ['CCR-002', { inOtherMechanism: true }],
    ['CCM-02', { facts: [{ name: 'distanceKm', value: '12', unit: 'km' }] }],
    ['CCM-02', { creditingTo: '2035-01-01' }],
  ])('%s %j stands in the way', async (rule, over) => {
    const { unmet } = done(await filed(over)).json<{ unmet: { rule: string }[] }>();
    expect(unmet.map((each) => each.rule)).toContain(rule);
  });

  it('CCR-001 a methodology that was not published is refused', async () => {
    expect(refusedBy(await filed({ methodology: 'CCER-99-001-V01' }))).toEqual([
      ...[422, 'CREDITS_METHODOLOGY_UNKNOWN', 'CCR-001'],
    ]);
  });

  it('CCR-013 only a body that validates may be named, and it must be named', async () => {
    expect(refusedBy(await filed({ validator: 'BUYER' }))).toEqual([
      422,
      'CREDITS_NOT_A_VERIFIER',
      'CCR-013',
    ]);
    expect((await filed({ validator: undefined })).statusCode).toBe(400);
  });

  it('CCR-013 who wrote the design document does not validate it', async () => {
    expect(refusedBy(await filed({ designAuthor: 'VALIDATOR' }))).toEqual([
      ...[422, 'CREDITS_BODY_WROTE_DESIGN', 'CCR-013'],
    ]);
  });

  it('the design document must be there, and the owner’s own', async () => {
    expect(refusedBy(await filed({ designDocument: 'b'.repeat(64) }))[1]).toBe('CREDITS_DOCUMENT_OF_ANOTHER');
    const others = await world.document('otherMaker');
    expect(refusedBy(await filed({ designDocument: others }))[1]).toBe('CREDITS_DOCUMENT_OF_ANOTHER');
  });

  it('CCR-002 nobody files a project on the plant of another, nor on one that is not filed', async () => {
    const others = await world.plant('OTHER');
    expect(refusedBy(await filed({ plantCode: others }))).toEqual([
      422,
      'CREDITS_ASSET_OF_ANOTHER',
      'CCR-002',
    ]);
    expect(refusedBy(await filed({ plantCode: '12345678901234567' }))[1]).toBe('CREDITS_PLANT_UNKNOWN');
  });

  it('units go to an account of the owner only', async () => {
    expect(refusedBy(await filed({ account: world.accounts.BUYER }))[1]).toBe('CREDITS_ACCOUNT_NOT_OF_OWNER');
  });

  it('names that are given twice, and facts that are both or neither, are named', async () => {
    const twice = { name: 'efOm', value: '1', unit: 'tCO2/MWh' };
    expect((await filed({ parameters: [twice, twice] })).body).toContain('parameters[1].name');
    expect((await filed({ facts: [{ name: 'depthM' }] })).body).toContain('facts[0]');
  });
});

describe('who sees and does what', () => {
  it('others do not see a draft; its validator does until it is decided; the registry sees all', async () => {
    const number = await world.file(plant);
    const statusOf = async (who: Parameters<CreditWorld['get']>[0]) =>
      (await world.get(who, `/v1/projects/${number}`)).statusCode;
    expect(await statusOf('maker')).toBe(200);
    expect(await statusOf('otherMaker')).toBe(404);
    expect(await statusOf('verifier')).toBe(404);
    expect(await statusOf('validator')).toBe(200);
    expect(await statusOf('registryMaker')).toBe(200);
    await world.underReview(number);
    await world.agreed('project-registration', { project: number, decision: 'reject', reason: '示例' });
    expect(await statusOf('validator')).toBe(404);
    expect(await statusOf('maker')).toBe(200);
    const lists = (await world.get('otherMaker', '/v1/projects')).json<{ items: object[] }>();
    expect(lists.items).toEqual([]);
  });

  it('another house takes no step of a project, and only the named body states', async () => {
    const number = await world.file(plant);
    expect((await world.step('otherMaker', number, 'publication')).statusCode).toBe(404);
    await world.stepped('maker', number, 'publication');
    await world.on('2026-04-01');
    expect(
      (await world.step('verifier', number, 'validation', await world.statement('verifier'))).statusCode,
    ).toBe(404);
    expect((await world.step('maker', number, 'review')).statusCode).toBe(403);
    const machine = await world.post('registryMaker', `/v1/projects/${number}/application`);
    expect(machine.statusCode).toBe(403);
  });

  it('CCR-013 a body too small, or a statement that contradicts itself, is refused', async () => {
    const number = await world.file(plant);
    await world.stepped('maker', number, 'publication');
    await world.on('2026-04-01');
    const small = await world.statement('validator', { fullTimeStaff: 9, experiencedStaff: 5 });
    expect(refusedBy(await world.step('validator', number, 'validation', small))).toEqual([
      ...[422, 'CREDITS_BODY_TOO_SMALL', 'CCR-013'],
    ]);
    const checks = [{ check: '计量点', passed: false, note: '不符' }];
    const contradicts = await world.statement('validator', { checks });
    expect(refusedBy(await world.step('validator', number, 'validation', contradicts))[1]).toBe(
      'CREDITS_STATEMENT_CONTRADICTS',
    );
    const foreign = await world.statement('validator', { document: await world.document('maker') });
    expect(refusedBy(await world.step('validator', number, 'validation', foreign))[1]).toBe(
      'CREDITS_DOCUMENT_OF_ANOTHER',
    );
  });

  it('a comment needs somebody who is signed in, and a project that is public', async () => {
    const number = await world.file(plant);
    expect((await world.step('buyerMaker', number, 'comments', { text: '意见' })).statusCode).toBe(404);
    const path = `/v1/projects/${number}/comments`;
    expect((await world.platform.send('POST', path, {}, { text: '意见' })).statusCode).toBe(401);
  });
});

describe('registration', () => {
  const decide = (number: string) => ({ project: number, decision: 'register', reason: '示例' });

  it('CCR-002 PHI-001 an asset is credited by one project at a time, in whichever scheme', async () => {
    await world.registered(plant);
    await world.on('2026-03-02');
    const again = await world.file(plant);
    await world.underReview(again);
    expect(refusedBy(await world.propose('registryMaker', 'project-registration', decide(again)))).toEqual([
      ...[409, 'CREDITS_ASSET_CREDITED', 'CCR-002'],
    ]);
  });

  it('CCR-002 two registrations of one asset at once: one stands', async () => {
    const numbers = [await world.file(plant), await world.file(plant)];
    await world.underReview(numbers[0]!);
    await world.on('2026-03-02');
    await world.underReview(numbers[1]!);
    const tasks = await Promise.all(
      numbers.map(async (number) => {
        const proposed = await world.propose('registryMaker', 'project-registration', decide(number));
        const { id } = done(proposed).json<{ id: string }>();
        done(await world.post('registryChecker', `/v1/tasks/${id}/approvals`));
        return id;
      }),
    );
    const ended = await Promise.all(
      tasks.map(async (id) =>
        done(await world.post('registryChecker2', `/v1/tasks/${id}/approvals`)).json<{ state: string }>(),
      ),
    );
    expect(ended.map(({ state }) => state).sort()).toEqual(['executed', 'failed']);
  });

  it('CCR-002 a project that may be another under a second name waits for two people to say', async () => {
    await world.file(plant, { nameZh: '虚构平潭外海风电场', nameEn: 'Invented Pingtan Outer Sea' });
    const second = await world.plant();
    const suspected = await filed({
      plantCode: second,
      nameZh: '虚构平潭外海风电场项目',
      nameEn: 'Invented Pingtan Outer Sea',
    });
    const { number, suspected: count } = done(suspected).json<{ number: string; suspected: number }>();
    expect(count).toBeGreaterThan(0);
    await world.underReview(number);
    const refused = await world.propose('registryMaker', 'project-registration', decide(number));
    expect(refusedBy(refused)[1]).toBe('SOURCE_ASSET_SUSPECTED');
  });

  it('CCR-008 a cancelled project is never registered again', async () => {
    const number = await world.registered(plant);
    const document = await world.document('registryMaker');
    const reason = { project: number, reason: '业主申请（示例）' };
    const undocumented = await world.propose('registryMaker', 'project-cancellation', reason);
    expect(refusedBy(undocumented)[1]).toBe('CREDITS_DOCUMENT_REQUIRED');
    const task = done(await world.propose('registryMaker', 'project-cancellation', reason, document));
    const ended = await world.approved(task.json<{ id: string }>().id, ['registryChecker']);
    expect(ended).toMatchObject({ state: 'executed', outcome: { state: 'cancelled' } });
    await world.on('2026-03-02');
    const again = await world.file(plant);
    await world.underReview(again);
    expect(refusedBy(await world.propose('registryMaker', 'project-registration', decide(again)))).toEqual([
      ...[409, 'CREDITS_PROJECT_CANCELLED_BEFORE', 'CCR-008'],
    ]);
  });

  it('CCR-013 a body that joined the group of the owner counts no more', async () => {
    const number = await world.file(plant);
    await world.underReview(number);
    const { database, clock } = world.platform;
    await database.transaction(async (tx) => {
      const parent = await getHolder(tx.manager, 'OWNER');
      const member = await getHolder(tx.manager, 'VALIDATOR');
      await joinGroup(tx, parent, member, {
        ...{ by: 'test', approver: null, taskId: null, reason: 'test' },
        ...{ documentHash: 'c'.repeat(64), now: clock.now() },
      });
    });
    expect(refusedBy(await world.propose('registryMaker', 'project-registration', decide(number)))).toEqual([
      ...[422, 'CREDITS_BODY_LINKED_TO_OWNER', 'CCR-013'],
    ]);
  });
});
