import { openAccounts } from '@carbon/ledger';
import { done, type SentTask, SurrenderWorld } from '../surrender/surrender.spec-support';

let world: SurrenderWorld;
beforeAll(async () => {
  world = await SurrenderWorld.open();
});
afterAll(() => world.close());

interface SentHolding {
  readonly instrument: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly position: string;
}

const holdings = async (holder: string, query = '') =>
  done(await world.get('registryMaker', `/v1/allowance-holdings?market=CN&holder=${holder}${query}`)).json<{
    items: SentHolding[];
    next?: string;
  }>();

const lots = (...units: [instrument: string, quantity: string][]) =>
  units.map(([instrument, quantity]) => ({ instrument, quantity }));

const exchangeAccounts = async (holder: string) =>
  world.platform.database.query<{ number: string }>(
    `select a.number from ledger.account a join identity.holder h on h.id = a.holder_id
      where h.code = $1 and a.kind = 'exchange' order by a.id`,
    [holder],
  );

describe('positions in allowances', () => {
  it('ETS-003 ETS-009 units of several vintages go to the exchange and back; the parts always sum to the position', async () => {
    const { id, account, maker } = await world.emitter('MOVER');
    const checker = await world.platform.person(id, 'checker');
    const approve = async (task: string) =>
      done(await world.post(checker, `/v1/tasks/${task}/approvals`)).json<SentTask>();
    await world.issue(account, 'CEA23', 100n);
    await world.issue(account, 'CEA24', 200n);
    const before = world.platform.clock.now();
    const out = { market: 'CN', direction: 'to-exchange', account };
    const back = { ...out, direction: 'to-registry', lots: lots(['CEA24', '10']) };
    const early = await world.propose(maker, 'allowance-exchange-move', back);
    expect(early.json()).toMatchObject({ code: 'ALLOWANCES_NO_EXCHANGE_ACCOUNT', rule: 'ETS-003' });

    world.platform.clock.set(new Date(before.getTime() + 60_000));
    const move = { ...out, lots: lots(['CEA23', '30'], ['CEA24', '50']) };
    const task = done(await world.propose(maker, 'allowance-exchange-move', move)).json<SentTask>();
    expect((await holdings('MOVER')).items).toMatchObject([
      { instrument: 'CEA23', parts: { registryAvailable: '70', pending: '30' }, position: '100' },
      { instrument: 'CEA24', parts: { registryAvailable: '150', pending: '50' }, position: '200' },
    ]);
    expect(await exchangeAccounts('MOVER')).toEqual([]);
    const ended = await approve(task.id);
    const [exchange] = await exchangeAccounts('MOVER');
    expect(ended).toMatchObject({ state: 'executed', outcome: { exchangeAccount: exchange?.number } });
    expect((await holdings('MOVER')).items).toMatchObject([
      { parts: { registryAvailable: '70', exchangeAvailable: '30', pending: '0' }, position: '100' },
      { parts: { registryAvailable: '150', exchangeAvailable: '50' }, position: '200' },
    ]);
    // on the exchange they serve no surrender, and only what is free there comes back
    await world.verified(id, 500n);
    const surrender = { market: 'CN', year: 2024, allowances: lots(['CEA24', '1']) };
    const wrong = await world.propose(maker, 'allowance-surrender', {
      ...surrender,
      account: exchange?.number,
    });
    expect(wrong.json()).toMatchObject({ code: 'ALLOWANCES_NOT_REGISTRY_SIDE', rule: 'ETS-003' });
    const much = await world.propose(maker, 'allowance-exchange-move', {
      ...back,
      lots: lots(['CEA24', '51']),
    });
    expect(much.json()).toMatchObject({ code: 'LEDGER_INSUFFICIENT_BALANCE' });
    const home = done(await world.propose(maker, 'allowance-exchange-move', back)).json<SentTask>();
    expect((await approve(home.id)).state).toBe('executed');
    expect((await holdings('MOVER')).items[1]).toMatchObject({
      parts: { registryAvailable: '160', exchangeAvailable: '40' },
      position: '200',
    });
    // and at any past moment
    const then = encodeURIComponent(before.toISOString());
    const past = (await holdings('MOVER', `&at=${then}`)).items;
    expect(past).toMatchObject([
      { instrument: 'CEA23', parts: { registryAvailable: '100', exchangeAvailable: '0' }, position: '100' },
      { instrument: 'CEA24', parts: { registryAvailable: '200', exchangeAvailable: '0' }, position: '200' },
    ]);
    for (const { parts, position } of [...past, ...(await holdings('MOVER')).items]) {
      const sum = Object.values(parts).reduce((total, part) => total + BigInt(part), 0n);
      expect(sum.toString()).toBe(position);
    }
    // the serials, on demand
    const blocks = done(
      await world.get('registryMaker', '/v1/allowance-holdings/CEA24/blocks?holder=MOVER'),
    ).json<{ items: { subBalance: string; quantity: string }[] }>().items;
    const onExchange = blocks.filter(({ subBalance }) => subBalance === 'exchangeAvailable');
    expect(onExchange.reduce((total, { quantity }) => total + Number(quantity), 0)).toBe(40);
  });

  it('a move of which nothing comes gives back the very serials, on the side they never left', async () => {
    const { account, maker } = await world.emitter('STAYS');
    await world.issue(account, 'CEA22', 100n);
    const task = await world.propose(maker, 'allowance-exchange-move', {
      ...{ market: 'CN', direction: 'to-exchange', account },
      lots: [{ instrument: 'CEA22', quantity: '10', serials: [{ first: '41', last: '50' }] }],
    });
    expect(await world.blocks(account, 'CEA22')).toEqual([
      ...['1-40:available', '41-50:pending', '51-100:available'],
    ]);
    const { id } = done(task).json<SentTask>();
    done(await world.post(maker, `/v1/tasks/${id}/withdrawals`));
    expect(await world.blocks(account, 'CEA22')).toEqual(['1-100:available']);
    expect(await exchangeAccounts('STAYS')).toEqual([]);
  });

  it('REG-001 ETS-011 is a matter of the holder: its people propose, its people approve, and name the account', async () => {
    const { id, account, maker } = await world.emitter('OWN');
    await world.issue(account, 'CEA24', 10n);
    const asked = { market: 'CN', direction: 'to-exchange', account, lots: lots(['CEA24', '10']) };
    expect((await world.propose('otherMaker', 'allowance-exchange-move', asked)).statusCode).toBe(404);
    const numbers = await world.platform.database.transaction((tx) =>
      openAccounts(tx, [
        { holderId: id, kind: 'exchange' },
        { holderId: id, kind: 'exchange' },
        { holderId: world.holders.OTHER, kind: 'exchange' },
      ]),
    );
    const unnamed = await world.propose(maker, 'allowance-exchange-move', asked);
    expect(unnamed.json()).toMatchObject({ code: 'ALLOWANCES_EXCHANGE_ACCOUNT_AMBIGUOUS', rule: 'ETS-011' });
    const stolen = await world.propose(maker, 'allowance-exchange-move', {
      ...asked,
      exchangeAccount: numbers[2],
    });
    expect(stolen.json()).toMatchObject({ code: 'ALLOWANCES_NOT_EXCHANGE_SIDE' });
    const named = await world.propose(maker, 'allowance-exchange-move', {
      ...asked,
      exchangeAccount: numbers[1],
    });
    const { id: task } = done(named).json<SentTask>();
    expect((await world.post(maker, `/v1/tasks/${task}/approvals`)).statusCode).toBe(403);
    expect((await world.post('otherChecker', `/v1/tasks/${task}/approvals`)).statusCode).toBe(404);
    const twice = { ...asked, lots: lots(['CEA24', '1'], ['CEA24', '1']) };
    expect((await world.propose(maker, 'allowance-exchange-move', twice)).statusCode).toBe(400);
    const credits = { ...asked, exchangeAccount: numbers[1], lots: lots(['CNY', '1']) };
    expect((await world.propose(maker, 'allowance-exchange-move', credits)).json()).toMatchObject({
      ...{ code: 'ALLOWANCES_NOT_OF_MARKET', rule: 'ETS-008' },
    });
  });

  it("others' positions are not there; pages follow one another", async () => {
    const { account } = await world.emitter('PAGED');
    for (const code of ['CEA21', 'CEA22', 'CEA23']) await world.issue(account, code, 5n);
    const seen = await world.get('otherMaker', '/v1/allowance-holdings?market=CN&holder=PAGED');
    expect(seen.statusCode).toBe(404);
    expect(
      (await world.get('otherMaker', '/v1/allowance-holdings/CEA21/blocks?holder=PAGED')).statusCode,
    ).toBe(404);
    const first = await holdings('PAGED', '&limit=2');
    expect(first.items.map(({ instrument }) => instrument)).toEqual(['CEA21', 'CEA22']);
    const rest = await holdings('PAGED', `&limit=2&cursor=${first.next ?? ''}`);
    expect(rest.items.map(({ instrument }) => instrument)).toEqual(['CEA23']);
    expect(rest.next).toBeUndefined();
    // other markets' units are no positions of this one
    const elsewhere = done(await world.get('registryMaker', '/v1/allowance-holdings?market=SZ&holder=PAGED'));
    expect(elsewhere.json<{ items: [] }>().items).toEqual([]);
  });
});
