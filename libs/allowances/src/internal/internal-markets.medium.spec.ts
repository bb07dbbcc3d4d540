import { openAccounts } from '@carbon/ledger';
import { addMonths } from '@carbon/kernel';
import {
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';

interface House {
  readonly id: string;
  readonly code: string;
  readonly account: string;
  readonly maker: Person;
  readonly checker: Person;
}

let platform: PlatformFixture;
let park: House, saver: House, spender: House, outsider: House;

const send = async (method: 'GET' | 'POST', url: string, who: Person, body?: object) => {
  const answer = await platform.send(method, url, who.headers, body);
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};

async function house(code: string): Promise<House> {
  const id = await platform.holder(code, 'organisation');
  const [account = ''] = await platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: id, kind: 'holding' }]),
  );
  return {
    ...{ id, code, account },
    maker: await platform.person(id, 'maker'),
    checker: await platform.person(id, 'checker'),
  };
}

/** Sessions end while the clock goes on for a year. */
async function signInAgain(): Promise<void> {
  const anew = async (one: House): Promise<House> => ({
    ...one,
    maker: await platform.again(one.maker),
    checker: await platform.again(one.checker),
  });
  [park, saver, spender] = [await anew(park), await anew(saver), await anew(spender)];
}

/** Proposed by a house's maker, approved by its checker. */
async function decide({ maker, checker }: House, kind: string, payload: object) {
  const task = await send('POST', '/v1/tasks', maker, { kind, payload });
  if (task.status !== 201) return task;
  return send('POST', `/v1/tasks/${String(task.body['id'])}/approvals`, checker, {});
}

const board = async (who: Person) =>
  (await send('GET', '/v1/internal-markets/PARK-A/years/2026/board', who)).body['items'] as {
    holder: string;
    heldT: string;
    count?: object;
  }[];

beforeAll(async () => {
  platform = await openPlatformFixture(new Date('2026-01-10T02:00:00Z'));
  park = await house('PARK-OWNER');
  saver = await house('FIRM-SAVER');
  spender = await house('FIRM-SPENDER');
  outsider = await house('OUTSIDER');
});
afterAll(() => platform.close());

describe('a park makes a market of its own (S04)', () => {
  it('S04 it is opened by two people of the park; firms join by two of their own, when invited', async () => {
    const opening = { code: 'PARK-A', kind: 'park', nameZh: '示范园区', nameEn: 'Demo park' };
    expect((await decide(park, 'internal-market-opening', opening)).status).toBe(200);
    expect(await decide(outsider, 'internal-market-opening', opening)).toMatchObject({
      status: 409,
      body: { code: 'INTERNAL_MARKET_TAKEN' },
    });
    const early = await decide(saver, 'internal-market-joining', { market: 'PARK-A' });
    expect(early).toMatchObject({ status: 404, body: { code: 'INTERNAL_MARKET_UNKNOWN' } });
    const holders = [saver.code, spender.code];
    const url = '/v1/internal-markets/PARK-A/invitations';
    expect(await send('POST', url, park.maker, { holders })).toMatchObject({
      status: 201,
      body: { invited: 2 },
    });
    expect((await send('POST', url, saver.maker, { holders })).status).toBe(403);
    expect((await send('POST', url, outsider.maker, { holders })).status).toBe(404);
    for (const firm of [saver, spender]) {
      expect((await decide(firm, 'internal-market-joining', { market: 'PARK-A' })).status).toBe(200);
      expect(await decide(firm, 'internal-market-joining', { market: 'PARK-A' })).toMatchObject({
        body: { code: 'INTERNAL_MARKET_NOT_INVITED' },
      });
    }
  });

  it('S04 REG-007 shares are computed and issued with serials, never above the cap', async () => {
    const year = {
      ...{ market: 'PARK-A', year: 2026, capT: '2000', rewardFenPerTonne: '500', afterCount: 'expire' },
    };
    expect((await decide(park, 'internal-year-opening', year)).status).toBe(200);
    const shares = [
      { holder: saver.code, method: 'historic', historicT: '1052.7', factor: '0.95' },
      { holder: spender.code, method: 'output', output: '30000', benchmark: '0.03' },
    ];
    const allocate = (list: object[]) =>
      decide(park, 'internal-allocation', { market: 'PARK-A', year: 2026, shares: list });
    expect(await allocate([{ holder: saver.code, method: 'fixed', quantityT: '2001' }])).toMatchObject({
      status: 422,
      body: { code: 'INTERNAL_ABOVE_CAP', rule: 'REG-007' },
    });
    expect(await allocate([{ holder: outsider.code, method: 'fixed', quantityT: '1' }])).toMatchObject({
      body: { code: 'INTERNAL_MARKET_MEMBERS_ONLY' },
    });
    expect(await allocate([{ holder: saver.code, method: 'historic', historicT: '1' }])).toMatchObject({
      status: 400,
      body: { fields: [{ field: 'payload.shares[0].factor' }] },
    });
    expect((await allocate(shares)).status).toBe(200);
    expect(await allocate(shares.slice(0, 1))).toMatchObject({ body: { code: 'INTERNAL_SHARE_TAKEN' } });
    expect(await board(park.maker)).toMatchObject([
      { holder: saver.code, allocatedT: '1000', heldT: '1000' },
      { holder: spender.code, allocatedT: '900', heldT: '900' },
    ]);
  });

  it('S04 members trade inside; nobody else gets a unit', async () => {
    const order = (to: string) => ({
      from: saver.account,
      ...{ to, instrument: 'IM-PARK-A-2026', quantity: '40' },
    });
    const out = await send('POST', '/v1/tasks', saver.maker, {
      kind: 'transfer',
      payload: order(outsider.account),
    });
    expect(out).toMatchObject({ status: 422, body: { code: 'INTERNAL_MARKET_MEMBERS_ONLY' } });
    const inside = await send('POST', '/v1/tasks', saver.maker, {
      kind: 'transfer',
      payload: order(spender.account),
    });
    expect(inside.status).toBe(201);
    const approved = await send(
      'POST',
      `/v1/tasks/${String(inside.body['id'])}/approvals`,
      saver.checker,
      {},
    );
    expect(approved.status).toBe(200);
  });

  it('S04 a member sees itself on the board, the owner all, a stranger nothing', async () => {
    expect((await board(saver.maker)).map(({ holder }) => holder)).toEqual([saver.code]);
    expect((await board(park.checker)).map(({ holder }) => holder)).toEqual([saver.code, spender.code]);
    const url = '/v1/internal-markets/PARK-A';
    for (const path of [url, `${url}/years`, `${url}/years/2026/board`]) {
      expect((await send('GET', path, outsider.maker)).status).toBe(404);
    }
  });

  it('S04 the year is counted once, after it is over, against measured emissions; savings are rewarded', async () => {
    const count = () => decide(park, 'internal-count', { market: 'PARK-A', year: 2026 });
    expect(await count()).toMatchObject({ body: { code: 'INTERNAL_YEAR_NOT_OVER' } });
    platform.clock.set(new Date('2027-02-01T02:00:00Z'));
    await signInAgain();
    expect(await count()).toMatchObject({ status: 422, body: { code: 'INTERNAL_NOT_MEASURED' } });
    for (const [firm, tonnes] of [
      [saver, '75.125'],
      [spender, '82.5'],
    ] as const) {
      const months = Array.from({ length: 12 }, (_, at) => ({ month: addMonths('2026-01', at), tonnes }));
      const body = { holder: firm.code, source: 'synthetic', months };
      expect((await send('POST', '/v1/measured-emissions', firm.maker, body)).status).toBe(201);
    }
    expect((await count()).status).toBe(200);
    const lines = await board(park.maker);
    // 901.5 t round up; what the transfer set apart or moved is not there to give
    expect(lines[0]?.count).toMatchObject({ dueT: '902', surrenderedT: '902', shortfallT: '0' });
    expect(lines[1]?.count).toMatchObject({ dueT: '990' });
    expect(await count()).toMatchObject({ status: 409, body: { code: 'INTERNAL_YEAR_COUNTED' } });
    const [sums] = await platform.database.query<{ due: string; given: string; ended: string }>(
      `select sum(due_t)::text as due, sum(surrendered_t)::text as given from allowances.internal_count`,
    );
    const [supply] = await platform.database.query<{ surrendered: string }>(
      `select b.available::text as surrendered from ledger.balance b join ledger.instrument i on i.id = b.instrument_id
        where i.code = 'IM-PARK-A-2026' and b.account_id = 3`,
    );
    expect(supply?.surrendered).toBe(sums?.given);
  });
});
