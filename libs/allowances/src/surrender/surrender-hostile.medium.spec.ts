import { newId } from '@carbon/kernel';
import { insertProvincial } from '../allocation/persistence/provincial';
import { complianceOfOne } from './use-cases/compliance-of';
import { judgeStanding } from './use-cases/judge-standing';
import { SURRENDER_DESK, type SurrenderDesk } from './use-cases/desk';
import { done, type SentTask, SurrenderWorld } from './surrender.spec-support';

let world: SurrenderWorld;
beforeAll(async () => {
  world = await SurrenderWorld.open();
});
afterAll(() => world.close());

const of = (account: string, quantity: string, over: object = {}) => ({
  ...{ market: 'CN', year: 2024, account, allowances: [{ instrument: 'CEA24', quantity }] },
  ...over,
});

async function suspended(account: string): Promise<void> {
  const asked = { account, state: 'suspended', reason: '银行冻结（示例）' };
  const document = await world.file('registryMaker');
  await world.approved(
    'registryChecker',
    await world.propose('registryMaker', 'account-state', asked, document),
  );
}

async function merged(from: string, to: string): Promise<void> {
  const asked = { from, to, reason: '合并（示例）' };
  const document = await world.file('registryMaker');
  const task = await world.propose('registryMaker', 'holder-merge', asked, document);
  expect(await world.approved('registryChecker', task)).toMatchObject({ state: 'executed' });
}

describe('surrender under attack', () => {
  it('SUR-013 a helper whose application fails in the end learns no figures of the obligation either', async () => {
    const blocked = await world.emitter('SHY');
    const helper = await world.emitter('CURIOUS');
    await world.verified(blocked.id, 50n);
    await world.issue(helper.account, 'CEA24', 100n);
    await suspended(blocked.account);
    const asked = of(helper.account, '50', { beneficiary: 'SHY' });
    const task = await world.propose(helper.maker, 'allowance-surrender', asked);
    await world.verified(blocked.id, 17n);
    const failed = await world.approved('registryChecker', task);
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'SURRENDER_UNITS_REFUSED' } });
    const [kept] = await world.platform.database.query<{ details: object }>(
      `select failure -> 'details' as details from approvals.task where id = $1`,
      [done(task).json<SentTask>().id],
    );
    expect(kept?.details).toEqual({ instrument: 'CEA24', offered: '50' });
  });

  it("ALC-010 a province does not meet a stranger's obligation with what it keeps for another", async () => {
    const kept = await world.emitter('KEPT');
    const stranger = await world.emitter('STRANGER');
    await world.verified(stranger.id, 40n);
    await suspended(stranger.account);
    const account = world.accounts.PROVINCE;
    await world.issue(account, 'CEA24', 40n);
    const { database, clock } = world.platform;
    const held = { market: 'CN', year: 2024, account, instrument: 'CEA24', holderId: kept.id };
    await database.transaction((tx) =>
      insertProvincial(
        tx,
        [{ ...held, kind: 'issued', quantity: 40n, reference: 'test' }],
        { actor: 'test' },
        clock.now(),
      ),
    );
    const asked = of(account, '40', { beneficiary: 'STRANGER' });
    const answer = await world.propose('provinceMaker', 'allowance-surrender', asked);
    expect([answer.statusCode, answer.json<{ rule?: string }>().rule]).toEqual([422, 'ALC-010']);
  });

  it('SUR-001 who completes a year by a late application was not in time, whichever is reviewed last', async () => {
    const late = await world.emitter('TARDY');
    await world.verified(late.id, 100n);
    await world.issue(late.account, 'CEA24', 60n);
    await world.on('2025-12-30');
    late.maker = await world.platform.again(late.maker);
    const first = await world.propose(late.maker, 'allowance-surrender', of(late.account, '60'));
    await world.on('2026-01-05');
    late.maker = await world.platform.again(late.maker);
    await world.issue(late.account, 'CEA25', 40n);
    const rest = of(late.account, '40', { allowances: [{ instrument: 'CEA25', quantity: '40' }] });
    const second = await world.propose(late.maker, 'allowance-surrender', rest);
    expect((await world.approved('provinceChecker', second)).state).toBe('executed');
    await world.on('2026-01-06');
    expect((await world.approved('provinceChecker', first)).state).toBe('executed');
    const line = await complianceOfOne(world.platform.database, {
      ...{ market: 'CN', year: 2024, holderId: late.id },
    });
    expect([line.shortfallT, line.appliedAt?.toISOString()]).toEqual([0n, '2026-01-05T02:00:00.000Z']);
  });

  it('REG-011 a merger does not make the missing emissions of the merged go away', async () => {
    const gone = await world.emitter('UNREPORTED');
    const heir = await world.emitter('CLEAN');
    const publication = newId();
    const { database, clock } = world.platform;
    await database.query(PUBLISH, [publication, clock.now()]);
    await database.query(LIST, [publication, [gone.id, heir.id]]);
    await world.verified(heir.id, 0n);
    expect(await world.line('provinceMaker', 'CLEAN')).toMatchObject({ status: 'A' });
    await world.on('2026-01-07');
    await merged('UNREPORTED', 'CLEAN');
    expect(await world.line('provinceMaker', 'CLEAN')).toMatchObject({ status: 'C' });
    // what is verified from then on is of both
    await world.verified(heir.id, 0n);
    expect(await world.line('provinceMaker', 'CLEAN')).toMatchObject({ status: 'A' });
  });

  it('SUR-003 the limit of a merged obligation rests on the allocations of both', async () => {
    const gone = await world.emitter('SZ-GONE');
    const heir = await world.emitter('SZ-HEIR');
    for (const { id } of [gone, heir]) await world.verified(id, 100n, 2024, 'SZ');
    await merged('SZ-GONE', 'SZ-HEIR');
    const allocations = new Map([gone, heir].map(({ id }) => [id, 90n] as const));
    const desk: SurrenderDesk = {
      ...world.platform.app.get<SurrenderDesk>(SURRENDER_DESK),
      allocated: (_, { holderIds }) =>
        Promise.resolve(new Map([...allocations].filter(([id]) => holderIds.includes(id)))),
    };
    const { database, clock } = world.platform;
    const judged = await judgeStanding(
      database,
      desk,
      { market: 'SZ', year: 2024, holderId: heir.id },
      { offered: [], on: '2026-01-06', arrears: false },
      clock.now(),
    );
    // a fifth of what the two lack together: 200 − 180
    expect(judged.capT).toBe(4n);
  });

  it('REG-009 what a reversal brings back is free when its freeze was lifted meanwhile', async () => {
    const debtor = await world.emitter('DEBTOR');
    await world.verified(debtor.id, 30n);
    await world.issue(debtor.account, 'CEA24', 50n);
    const order = {
      account: debtor.account,
      instrument: 'CEA24',
      quantity: '50',
      court: '法院',
      order: '1号',
    };
    const document = await world.file('registryMaker');
    const freeze = await world.propose('registryMaker', 'judicial-freeze', order, document);
    await world.approved('registryChecker', freeze);
    const forced = await world.propose(
      ...(['registryMaker', 'judicial-surrender', of(debtor.account, '30'), document] as const),
    );
    expect((await world.approved('registryChecker', forced)).state).toBe('executed');
    const lifting = { freeze: done(freeze).json<SentTask>().id, order: '2号' };
    const lifted = await world.propose('registryMaker', 'judicial-release', lifting, document);
    expect((await world.approved('registryChecker', lifted)).state).toBe('executed');
    const undone = await world.propose('registryMaker', 'surrender-reversal', {
      ...{ surrender: done(forced).json<SentTask>().id, reason: '示例' },
    });
    expect((await world.approved('registryChecker', undone)).state).toBe('executed');
    const [row] = await world.platform.database.query<{ available: string; judicial: string }>(
      `select b.available, b.judicial from ledger.balance b join ledger.account a on a.id = b.account_id
        where a.number = $1`,
      [debtor.account],
    );
    expect(row).toEqual({ available: '50', judicial: '0' });
  });

  it('an auditor sees no surrender outside the days of its engagement', async () => {
    const audited = await world.emitter('AUDITED');
    await world.verified(audited.id, 10n);
    await world.issue(audited.account, 'CEA24', 10n);
    audited.maker = await world.platform.again(audited.maker);
    const task = await world.propose(audited.maker, 'allowance-surrender', of(audited.account, '10'));
    const { id } = done(task).json<SentTask>();
    const house = await world.platform.holder('AUDITOR', 'auditor');
    const engagement = await world.propose(
      'registryMaker',
      'engagement',
      {
        ...{ auditor: 'AUDITOR', holders: ['AUDITED'], purpose: '示例' },
        ...{ windowFrom: '2024-01-01', windowTo: '2024-12-31' },
        ...{ accessFrom: '2026-01-01T00:00:00+08:00', accessUntil: '2026-12-31T00:00:00+08:00' },
      },
      await world.file('registryMaker'),
    );
    expect((await world.approved('registryChecker', engagement)).state).toBe('executed');
    const auditor = await world.platform.person(house, 'reader');
    const list = done(await world.platform.send('GET', '/v1/surrenders', auditor.headers));
    expect(list.json<{ items: object[] }>().items).toEqual([]);
    const one = await world.platform.send('GET', `/v1/surrenders/${id}`, auditor.headers);
    expect(one.statusCode).toBe(404);
  });
});

const PUBLISH = `
  insert into allowances.emitter_publication (id, market, year, number, cause, published_on, reason, added, removed,
    recorded_at, recorded_by)
  values ($1, 'CN', 2024, 1, 'list', '2025-01-01', 'test', 0, 0, $2, 'test')`;
const LIST = `
  insert into allowances.emitter_listing (publication_id, market, year, holder_id, act, sector, gases, class_text,
    province, included_since, reason, verdict, basis)
  select $1, 'CN', 2024, id, 'add', 'power', '{CO2}', '发电', '浙江', 2024, 'test', 'within-rule', '{}'
    from unnest($2::uuid[]) as id`;
