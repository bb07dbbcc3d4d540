import { expireTasks, TaskDesk } from '@carbon/approvals';
import { done, IN_TIME, type SentTask, SurrenderWorld } from './surrender.spec-support';

let world: SurrenderWorld;
beforeAll(async () => {
  world = await SurrenderWorld.open();
});
afterAll(() => world.close());

const lots = (...units: [instrument: string, quantity: string][]) =>
  units.map(([instrument, quantity]) => ({ instrument, quantity }));
const audited = (id: string) =>
  world.platform.database
    .query<{ action: string }>(
      `select action from audit.record where subject_kind = 'surrender' and subject_id = $1 order by id`,
      [id],
    )
    .then((rows) => rows.map(({ action }) => action));

describe('the life of a surrender', () => {
  it('SUR-012 rejected, withdrawn and expired applications give back the very serials', async () => {
    const { id, account, maker } = await world.emitter('BACK');
    await world.verified(id, 100n);
    await world.issue(account, 'CEA23', 100n);
    const serials = [{ first: '31', last: '50' }];
    const of = { market: 'CN', year: 2024, account };
    const named = { ...of, allowances: [{ instrument: 'CEA23', quantity: '20', serials }] };
    const parts = ['1-30:available', '31-50:pending', '51-100:available'];

    const rejected = done(await world.propose(maker, 'allowance-surrender', named)).json<SentTask>();
    expect(await world.blocks(account, 'CEA23')).toEqual(parts);
    // the very same serials cannot be offered twice
    expect((await world.propose(maker, 'allowance-surrender', named)).statusCode).toBe(422);
    done(await world.post('provinceChecker', `/v1/tasks/${rejected.id}/rejections`, { comment: '不符' }));
    expect(await world.blocks(account, 'CEA23')).toEqual(['1-100:available']);
    expect(await audited(rejected.id)).toEqual(['surrender.applied-for', 'surrender.rejected']);

    const withdrawn = done(await world.propose(maker, 'allowance-surrender', named)).json<SentTask>();
    done(await world.post(maker, `/v1/tasks/${withdrawn.id}/withdrawals`));
    expect(await world.blocks(account, 'CEA23')).toEqual(['1-100:available']);

    done(await world.propose(maker, 'allowance-surrender', named));
    const line = await world.line('provinceMaker', 'BACK');
    expect(line).toMatchObject({ pendingAllowances: '20', surrendered: '0', shortfall: '100' });
    expect(await world.blocks(account, 'CEA23')).toEqual(parts);
    await world.on('2025-11-18');
    await swept();
    expect(await world.blocks(account, 'CEA23')).toEqual(['1-100:available']);
    await world.on(IN_TIME);
  });

  it('SUR-003 fifty applications at the same moment never pass the limit of credits or what is due', async () => {
    const { id, account, maker } = await world.emitter('FIFTY');
    await world.verified(id, 2_000n);
    await world.issue(account, 'CEA24', 5_000n);
    const ccer = await world.ccer(account, 5_000n);
    const apply = (at: number) =>
      world.propose(maker, 'allowance-surrender', {
        ...{ market: 'CN', year: 2024, account },
        ...(at % 2 === 0
          ? { credits: lots([ccer, '15']) }
          : { allowances: lots(['CEA24', '90']), credits: lots([ccer, '2']) }),
      });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => apply(at)));
    const taken = answers.filter(({ statusCode }) => statusCode === 201);
    const refused = answers.filter(({ statusCode }) => statusCode !== 201);
    expect(refused.every(({ statusCode }) => statusCode === 422)).toBe(true);
    expect(refused.length).toBeGreaterThan(0);
    const before = await world.line('provinceMaker', 'FIFTY');
    expect(before.creditCap).toBe('100');
    const [credits, allowances] = [BigInt(before.pendingCredits), BigInt(before.pendingAllowances)];
    expect(credits).toBeLessThanOrEqual(100n);
    expect(credits + allowances).toBeLessThanOrEqual(2_000n);
    expect(BigInt(before.creditCapLeft ?? 'x')).toBe(100n - credits);
    // each of them is completed or none of it is lost; nothing pending counts twice
    const tasks = taken.map((answer) => answer.json<SentTask>().id);
    const ended = await Promise.all(tasks.map((task) => world.approved('provinceChecker', task)));
    expect(new Set(ended.map(({ state }) => state))).toEqual(new Set(['executed']));
    const after = await world.line('provinceMaker', 'FIFTY');
    expect(after).toMatchObject({ pendingCredits: '0', pendingAllowances: '0' });
    expect([BigInt(after.credits), BigInt(after.surrendered)]).toEqual([credits, allowances]);
    expect(BigInt(after.due)).toBe(
      BigInt(after.surrendered) + BigInt(after.credits) + BigInt(after.shortfall),
    );
  }, 120_000);

  it('what is due may fall while an application waits: it is judged again, and fails with its units back', async () => {
    const { id, account, maker } = await world.emitter('LESS');
    await world.verified(id, 100n);
    await world.issue(account, 'CEA22', 100n);
    const task = await world.propose(maker, 'allowance-surrender', {
      ...{ market: 'CN', year: 2024, account, allowances: lots(['CEA22', '100']) },
    });
    await world.verified(id, 90n);
    const ended = await world.approved('provinceChecker', task);
    expect(ended).toMatchObject({ state: 'failed', failure: { code: 'SURRENDER_UNITS_REFUSED' } });
    expect(await world.blocks(account, 'CEA22')).toEqual(['1-100:available']);
    // the figure may also fall after it was met: what is too much is told, not lost
    const again = await world.propose(maker, 'allowance-surrender', {
      ...{ market: 'CN', year: 2024, account, allowances: lots(['CEA22', '90']) },
    });
    await world.approved('provinceChecker', again);
    await world.verified(id, 80n);
    expect(await world.line('provinceMaker', 'LESS')).toMatchObject({ status: 'A', surplus: '10' });
  });

  it('ETS-009 a court takes what is free: units of an application go their way', async () => {
    const { id, account, maker } = await world.emitter('COURT');
    await world.verified(id, 100n);
    await world.issue(account, 'CEA', 150n);
    const of = { market: 'CN', year: 2024, account };
    const task = await world.propose(maker, 'allowance-surrender', {
      ...of,
      allowances: lots(['CEA', '60']),
    });
    const document = await world.file('registryMaker');
    const freeze = done(
      await world.propose(
        'registryMaker',
        'judicial-freeze',
        { account, instrument: 'CEA', court: '某某法院', order: '示例1号' },
        document,
      ),
    ).json<SentTask>();
    await world.approved('registryChecker', freeze.id);
    expect(await world.blocks(account, 'CEA')).toEqual(['1-90:judicial', '91-150:pending']);
    expect((await world.approved('provinceChecker', task)).state).toBe('executed');
    const more = await world.propose(maker, 'allowance-surrender', {
      ...of,
      allowances: lots(['CEA', '40']),
    });
    expect(more.json()).toMatchObject({ code: 'LEDGER_INSUFFICIENT_BALANCE' });
    // by order of the court the frozen ones meet the rest; nobody of the enterprise proposes that
    const forced = { ...of, allowances: lots(['CEA', '40']) };
    expect((await world.propose(maker, 'judicial-surrender', forced, document)).statusCode).toBe(404);
    expect((await world.propose(maker, 'judicial-surrender', forced)).json()).toMatchObject({
      code: 'SURRENDER_AUTHORITY_ONLY',
    });
    const bare = await world.propose('registryMaker', 'judicial-surrender', forced);
    expect(bare.json()).toMatchObject({ code: 'SURRENDER_DOCUMENT_REQUIRED' });
    const ordered = await world.propose('registryMaker', 'judicial-surrender', forced, document);
    expect((await world.approved('registryChecker', ordered)).state).toBe('executed');
    expect(await world.line('provinceMaker', 'COURT')).toMatchObject({ status: 'A', surrendered: '100' });
    expect(await world.blocks(account, 'CEA')).toEqual(['41-90:judicial']);
  });

  it('REG-009 is undone until its fourteenth day, once; credits come back and the year is open again', async () => {
    const { id, account, maker } = await world.emitter('UNDO');
    await world.verified(id, 1_000n);
    await world.issue(account, 'CEA21', 2_000n);
    const ccer = await world.ccer(account, 100n);
    const apply = async () =>
      done(
        await world.propose(maker, 'allowance-surrender', {
          ...{ market: 'CN', year: 2024, account },
          ...{ allowances: lots(['CEA21', '450']), credits: lots([ccer, '25']) },
        }),
      ).json<SentTask>().id;
    const [first, second] = [await apply(), await apply()];
    const pending = { surrender: first, reason: '尚未完成' };
    expect((await world.propose(maker, 'surrender-reversal', pending)).json()).toMatchObject({
      ...{ code: 'SURRENDER_NOT_COMPLETED', rule: 'REG-009', status: 409 },
    });
    await world.approved('provinceChecker', first);
    await world.approved('provinceChecker', second);
    const before = await world.blocks(account, 'CEA21');

    await world.on('2025-11-17', '09:59:59');
    const own = await world.propose('registryMaker', 'surrender-reversal', {
      surrender: first,
      reason: '有误',
    });
    const undone = await world.approved('registryChecker', own);
    expect(undone).toMatchObject({ state: 'executed' });
    expect(await world.line('provinceMaker', 'UNDO')).toMatchObject({
      ...{ status: 'B', surrendered: '450', credits: '25', shortfall: '525', creditCapLeft: '25' },
    });
    expect(await world.blocks(account, 'CEA21')).not.toEqual(before);
    expect((await world.blocks(account, 'CEA21')).every((block) => block.endsWith(':available'))).toBe(true);
    expect((await world.blocks(account, ccer)).join()).toContain(':available');
    expect(await audited(first)).toEqual([
      ...['surrender.applied-for', 'surrender.completed', 'surrender.reversed'],
    ]);
    const twice = await world.propose('registryMaker', 'surrender-reversal', {
      surrender: first,
      reason: '再',
    });
    expect(twice.statusCode).toBe(409);

    await world.on('2025-11-17', '10:00:01');
    const late = await world.propose('registryMaker', 'surrender-reversal', {
      surrender: second,
      reason: '晚',
    });
    expect(await world.approved('registryChecker', late)).toMatchObject({
      ...{ state: 'failed', failure: { code: 'LEDGER_NOT_REVERSIBLE', rule: 'REG-009' } },
    });
    expect(await world.line('provinceMaker', 'UNDO')).toMatchObject({ surrendered: '450' });
    await world.on('2025-11-03');
  });
});

/** Lets tasks past their deadline end; the platform's own sweep may be at it, so until none is left. */
async function swept(): Promise<void> {
  const { app, database, clock } = world.platform;
  const desk = app.get(TaskDesk, { strict: false });
  for (;;) {
    await expireTasks(database, desk, clock.now());
    const open = await database.query(
      `select from approvals.task where state = 'proposed' and deadline <= $1`,
      [clock.now()],
    );
    if (open.length === 0) return;
  }
}
