import type { Person } from '../../../../tests/support/platform-fixture';
import { readProvincialHoldings } from '../allocation/index';
import { insertProvincial } from '../allocation/persistence/provincial';
import { done, IN_TIME, type SentTask, SurrenderWorld } from './surrender.spec-support';

let world: SurrenderWorld;
beforeAll(async () => {
  world = await SurrenderWorld.open();
});
afterAll(() => world.close());

const lots = (...units: [instrument: string, quantity: string][]) =>
  units.map(([instrument, quantity]) => ({ instrument, quantity }));
const of = (account: string, quantity: string, over: object = {}) => ({
  ...{ market: 'CN', year: 2024, account, allowances: lots(['CEA24', quantity]) },
  ...over,
});

/** Two people of a holder agree that another surrenders for it. */
async function consent(holderId: string, maker: Person, assistant: string, limit: string): Promise<void> {
  const checker = await world.platform.person(holderId, 'checker');
  const asked = { market: 'CN', year: 2024, assistant, limit };
  const task = done(await world.propose(maker, 'assistance-consent', asked)).json<SentTask>();
  const ended = done(await world.post(checker, `/v1/tasks/${task.id}/approvals`)).json<SentTask>();
  expect(ended).toMatchObject({ state: 'executed' });
}

describe('surrender for others', () => {
  it('SUR-013 nobody surrenders for a holder that neither agreed nor is blocked', async () => {
    const needy = await world.emitter('NEEDY');
    const helper = await world.emitter('WILLING');
    await world.verified(needy.id, 100n);
    await world.issue(helper.account, 'CEA24', 200n);
    const asked = of(helper.account, '60', { beneficiary: 'NEEDY' });
    const refused = await world.propose(helper.maker, 'allowance-surrender', asked);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ code: 'SURRENDER_ASSISTANCE_NOT_OPEN', rule: 'SUR-013' });

    await consent(needy.id, needy.maker, 'WILLING', '70');
    const task = await world.propose(helper.maker, 'allowance-surrender', asked);
    // of what was agreed 10 are left, application under review or not
    const more = await world.propose(
      helper.maker,
      'allowance-surrender',
      of(helper.account, '11', { beneficiary: 'NEEDY' }),
    );
    expect(more.json()).toMatchObject({ code: 'SURRENDER_ASSISTANCE_NOT_OPEN' });
    // the province of the units' holder reviews it
    expect((await world.approved('provinceChecker', task)).state).toBe('executed');
    expect(await world.line('provinceMaker', 'NEEDY')).toMatchObject({ surrendered: '60', shortfall: '40' });
    expect(await world.line('provinceMaker', 'WILLING')).toMatchObject({
      ...{ status: 'not-applicable', surrendered: '0' },
    });
    // both see it, with its ground; strangers do not
    const id = done(task).json<SentTask>().id;
    for (const who of [needy.maker, helper.maker]) {
      const seen = await world.platform.send('GET', `/v1/surrenders/${id}`, who.headers);
      expect(done(seen).json()).toMatchObject({ ground: 'assistance-consented', holderId: needy.id });
    }
    expect((await world.get('otherMaker', `/v1/surrenders/${id}`)).statusCode).toBe(404);
  });

  it('SUR-013 a blocked holder is helped without its consent; of its obligation the helper learns no figures', async () => {
    const blocked = await world.emitter('BLOCKED');
    const helper = await world.emitter('HELPING');
    await world.verified(blocked.id, 50n);
    await world.issue(helper.account, 'CEA24', 100n);
    const suspended = await world.propose(
      'registryMaker',
      'account-state',
      { account: blocked.account, state: 'suspended', reason: '银行冻结（示例）' },
      await world.file('registryMaker'),
    );
    await world.approved('registryChecker', suspended);
    const much = await world.propose(
      helper.maker,
      'allowance-surrender',
      of(helper.account, '51', { beneficiary: 'BLOCKED' }),
    );
    expect(much.statusCode).toBe(422);
    expect(much.json<{ details: object }>().details).toEqual({ instrument: 'CEA24', offered: '51' });
    const task = await world.propose(
      helper.maker,
      'allowance-surrender',
      of(helper.account, '50', { beneficiary: 'BLOCKED' }),
    );
    expect((await world.approved('registryChecker', task)).state).toBe('executed');
    expect(await world.line('provinceMaker', 'BLOCKED')).toMatchObject({ status: 'A' });
    const [line] = done(await world.get('provinceMaker', '/v1/surrenders?holder=BLOCKED')).json<{
      items: { ground: string }[];
    }>().items;
    expect(line?.ground).toBe('assistance-blocked');
  });

  it('nobody helps itself, and nobody applies from an account of others', async () => {
    const one = await world.emitter('ALONE');
    await world.verified(one.id, 10n);
    await world.issue(one.account, 'CEA24', 10n);
    const self = await world.propose(
      one.maker,
      'allowance-surrender',
      of(one.account, '1', { beneficiary: 'ALONE' }),
    );
    expect(self.json()).toMatchObject({ code: 'SURRENDER_ASSISTS_ITSELF' });
    const stranger = await world.apply('otherMaker', one.account, { allowances: lots(['CEA24', '1']) });
    expect(stranger.statusCode).toBe(404);
    // the registry sees the account and does not dispose of it
    const registry = await world.apply('registryMaker', one.account, { allowances: lots(['CEA24', '1']) });
    expect(registry.json()).toMatchObject({ code: 'ALLOWANCES_OWN_PEOPLE_ONLY' });
    // the enterprise's own checker is no reviewer, and a province elsewhere does not see it
    const task = done(
      await world.propose(one.maker, 'allowance-surrender', of(one.account, '1')),
    ).json<SentTask>();
    const own = await world.platform.person(one.id, 'checker');
    expect((await world.post(own, `/v1/tasks/${task.id}/approvals`)).statusCode).toBe(403);
    expect((await world.post('elsewhereChecker', `/v1/tasks/${task.id}/approvals`)).statusCode).toBe(404);
    const reverse = { surrender: task.id, reason: '试' };
    expect((await world.propose('otherMaker', 'surrender-reversal', reverse)).statusCode).toBe(404);
  });

  it("ALC-010 the registry surrenders from the province's account for an entity whose allowances went there", async () => {
    const entity = await world.emitter('ALC-010');
    await world.verified(entity.id, 30n);
    await world.issue(world.accounts.PROVINCE, 'CEA24', 40n);
    const asked = of(world.accounts.PROVINCE, '30', { beneficiary: 'ALC-010' });
    const self = await world.propose(entity.maker, 'provincial-surrender', asked);
    expect(self.json()).toMatchObject({ code: 'SURRENDER_AUTHORITY_ONLY' });
    const own = of(entity.account, '30', { beneficiary: 'ALC-010' });
    expect((await world.propose('registryMaker', 'provincial-surrender', own)).json()).toMatchObject({
      ...{ code: 'SURRENDER_NOT_PROVINCIAL', rule: 'ALC-010' },
    });
    // what stands there for others is not this entity's
    expect((await world.propose('registryMaker', 'provincial-surrender', asked)).json()).toMatchObject({
      ...{ code: 'SURRENDER_PROVINCE_HOLDS_LESS', rule: 'ALC-010', details: { held: '0' } },
    });
    const held = { market: 'CN', year: 2024, account: world.accounts.PROVINCE, instrument: 'CEA24' };
    const { database, clock } = world.platform;
    await database.transaction((tx) =>
      insertProvincial(
        tx,
        [{ ...held, holderId: entity.id, kind: 'issued', quantity: 35n, reference: 'test' }],
        { actor: 'test' },
        clock.now(),
      ),
    );
    const holds = async () =>
      (await readProvincialHoldings(database, { market: 'CN', holderIds: [entity.id] })).map(
        ({ heldT }) => heldT,
      );
    const task = await world.propose('registryMaker', 'provincial-surrender', asked);
    expect(await world.approved('registryChecker', task)).toMatchObject({ state: 'executed', failure: null });
    expect(await world.line('provinceMaker', 'ALC-010')).toMatchObject({ status: 'A', surrendered: '30' });
    expect(await holds()).toEqual([5n]);
    const undone = await world.propose('registryMaker', 'surrender-reversal', {
      ...{ surrender: done(task).json<SentTask>().id, reason: '示例' },
    });
    expect(await world.approved('registryChecker', undone)).toMatchObject({ state: 'executed' });
    expect(await holds()).toEqual([35n]);
  });

  it('ETS-015 REG-010 obligations follow a merger, and keep an account from closing', async () => {
    const gone = await world.emitter('MERGED');
    const heir = await world.emitter('HEIR');
    await world.verified(gone.id, 30n);
    await world.verified(heir.id, 100n);
    await world.issue(gone.account, 'CEA24', 30n);
    await world.issue(heir.account, 'CEA24', 100n);
    const first = await world.propose(gone.maker, 'allowance-surrender', of(gone.account, '20'));
    await world.approved('provinceChecker', first);
    const empty = await world.emitter('CLOSING');
    await world.verified(empty.id, 1n);
    const closing = await world.propose('registryMaker', 'account-closure', {
      ...{ account: empty.account, reason: '示例' },
    });
    expect(closing.json()).toMatchObject({ code: 'SURRENDER_OBLIGATION_OPEN', rule: 'REG-010' });
    const document = await world.file('registryMaker');
    const merger = await world.propose(
      'registryMaker',
      'holder-merge',
      { from: 'MERGED', to: 'HEIR', reason: '合并（示例）' },
      document,
    );
    expect(await world.approved('registryChecker', merger)).toMatchObject({ state: 'executed' });
    expect(await world.line('provinceMaker', 'HEIR')).toMatchObject({
      ...{ due: '130', surrendered: '20', shortfall: '110', status: 'B' },
    });
    const rest = await world.propose(heir.maker, 'allowance-surrender', of(heir.account, '100'));
    expect((await world.approved('provinceChecker', rest)).state).toBe('executed');
    // its units came too
    const last = await world.propose(heir.maker, 'allowance-surrender', of(gone.account, '10'));
    expect((await world.approved('provinceChecker', last)).state).toBe('executed');
    expect(await world.line('provinceMaker', 'HEIR')).toMatchObject({ status: 'A', shortfall: '0' });
    // what the other had surrendered is the successor's to see
    const inherited = done(await world.platform.send('GET', '/v1/surrenders', heir.maker.headers));
    expect(inherited.json<{ items: object[] }>().items).toHaveLength(3);
    const opened = `/v1/surrenders/${done(first).json<SentTask>().id}`;
    expect((await world.platform.send('GET', opened, heir.maker.headers)).statusCode).toBe(200);
    // and what was surrendered before the merger is undone into the same account
    const undone = await world.propose('registryMaker', 'surrender-reversal', {
      ...{ surrender: done(first).json<SentTask>().id, reason: '示例' },
    });
    expect(await world.approved('registryChecker', undone)).toMatchObject({ state: 'executed' });
    expect(await world.line('provinceMaker', 'HEIR')).toMatchObject({ status: 'B', shortfall: '20' });
  });

  it('S02 the rate of a market and the list of its holders, by province and sector, within reach', async () => {
    const path = '/v1/compliance-rate?market=CN&year=2024&by=province';
    const province = done(await world.get('provinceMaker', path)).json<{
      all: { obliged: number; fulfilled: number; inTime: number; ratePercent: string };
    }>();
    const page = done(await world.get('provinceMaker', '/v1/compliance?market=CN&year=2024&limit=500')).json<{
      items: { status: string; holder: string; shortfall: string }[];
    }>();
    expect(province.all.obliged).toBe(page.items.length);
    expect(province.all.fulfilled).toBe(page.items.filter(({ shortfall }) => shortfall === '0').length);
    expect(province.all.inTime).toBe(province.all.fulfilled);
    const open = done(
      await world.get('provinceMaker', '/v1/compliance?market=CN&year=2024&status=B&limit=1'),
    ).json<{ items: { holder: string; status: string }[]; next: string }>();
    expect(open.items).toMatchObject([{ status: 'B' }]);
    const next = done(
      await world.get('provinceMaker', `/v1/compliance?market=CN&year=2024&status=B&cursor=${open.next}`),
    ).json<{ items: { holder: string }[] }>();
    expect(next.items.map(({ holder }) => holder)).not.toContain(open.items[0]?.holder);
    // another province has none of them; an enterprise sees itself only
    const elsewhere = await world.get('elsewhereChecker', '/v1/compliance?market=CN&year=2024');
    expect(done(elsewhere).json<{ items: [] }>().items).toEqual([]);
    expect((await world.get('elsewhereChecker', '/v1/compliance/HEIR/CN/2024')).statusCode).toBe(404);
    expect((await world.get('otherMaker', '/v1/compliance/HEIR/CN/2024')).statusCode).toBe(404);
    await world.on(IN_TIME);
  });
});
