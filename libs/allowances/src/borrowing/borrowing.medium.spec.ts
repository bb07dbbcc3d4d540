import { readBalance } from '@carbon/ledger';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { accepted, refusalOf, type SentTask } from '../pending-units/answers.spec-support';
import { SurrenderWorld } from '../surrender/surrender.spec-support';
import { borrowedFor } from './index';

type Emitter = Awaited<ReturnType<SurrenderWorld['emitter']>>;

let w: SurrenderWorld;
let short: Emitter;

const limit = (of: Emitter, year = 2022) =>
  w.platform.send('GET', `/v1/allowance-borrowings/limit?market=CN&year=${year}`, of.maker.headers);
const borrow = (of: Emitter, quantity: string, year = 2022) =>
  w.propose(of.maker, 'allowance-borrowing', {
    ...{ market: 'CN', year, account: of.account, quantity, ground: '企业资金困难（示例）' },
  });
const owed = async (holderId: string) => {
  const [row] = await w.platform.database.query<{ owed_t: string }>(
    'select owed_t from allowances.owed_position where holder_id = $1',
    [holderId],
  );
  return row?.owed_t;
};

beforeAll(async () => {
  w = await SurrenderWorld.open('2023-11-06');
  short = await w.emitter('SHORT');
  await w.verified(short.id, 1_000_000n, 2022);
  await w.issue(short.account, 'CEA22', 500_000n);
  await w.issue(short.account, 'CEA21', 380_000n);
  await w.issue(short.account, 'CEA23', 1_000n);
});
afterAll(async () => {
  expect(await breaches(w.platform.database)).toEqual([]);
  await w.close();
});

describe('BOR-001 borrowing of 2023 for 2022', () => {
  it.each([
    [880_000n, '12.00', '60000'],
    [900_000n, '10.00', '50000'],
    [900_001n, '10.00', '0'],
  ])('AC-50 due 1,000,000 and held %s', async (held, gapPercent, maximumT) => {
    const one = await w.emitter(`HELD${held.toString()}`);
    await w.verified(one.id, 1_000_000n, 2022);
    await w.issue(one.account, 'CEA22', held);
    expect(accepted(await limit(one)).json()).toMatchObject({ heldT: held.toString(), gapPercent, maximumT });
  });

  it('holdings of the year borrowed from do not count as held', async () => {
    expect(accepted(await limit(short)).json()).toMatchObject({ heldT: '880000', instrument: 'CEA23' });
  });

  it('units come to life once approved, by their serials, and as many are owed to that year', async () => {
    const { id } = accepted(await borrow(short, '40000')).json<SentTask>();
    const approved = accepted(await w.post('provinceChecker', `/v1/tasks/${id}/approvals`)).json<SentTask>();
    expect(approved).toMatchObject({
      state: 'executed',
      outcome: { instrument: 'CEA23', quantity: '40000' },
    });
    expect((await readBalance(w.platform.database, short.account, 'CEA23'))?.total).toBe(41_000n);
    const of = { market: 'CN', year: 2022, holderId: short.id };
    expect(await borrowedFor(w.platform.database, of)).toMatchObject([
      { instrument: 'CEA23', serials: [{ first: 1_001n, last: 41_000n }], fromYear: 2023 },
    ]);
    expect(await owed(short.id)).toBe('40000');
  });

  it('never comes to more than half of the gap together, whatever was proposed before', async () => {
    expect(refusalOf(await borrow(short, '20001'))).toEqual({
      ...{ code: 'ALLOWANCES_BORROWING_TOO_MUCH', rule: 'BOR-001' },
    });
    const two = [await borrow(short, '20000'), await borrow(short, '20000')];
    const ends = [];
    for (const answer of two) {
      const path = `/v1/tasks/${accepted(answer).json<SentTask>().id}/approvals`;
      ends.push(accepted(await w.post('registryChecker', path)).json<SentTask>());
    }
    expect(ends).toMatchObject([
      { state: 'executed' },
      { state: 'failed', failure: { code: 'ALLOWANCES_BORROWING_TOO_MUCH' } },
    ]);
    expect(await owed(short.id)).toBe('60000');
  });

  it('BOR-001 what was borrowed counts for its obligation, and not a unit more of that vintage', async () => {
    const apply = (quantity: string) =>
      w.platform.send('POST', '/v1/tasks', short.maker.headers, {
        kind: 'allowance-surrender',
        payload: {
          ...{ market: 'CN', year: 2022, account: short.account },
          allowances: [{ instrument: 'CEA23', quantity }],
        },
      });
    expect(refusalOf(await apply('60001'))).toMatchObject({ code: 'SURRENDER_UNITS_REFUSED' });
    const task = accepted(await apply('60000')).json<SentTask>();
    const approved = await w.post('provinceChecker', `/v1/tasks/${task.id}/approvals`);
    expect(accepted(approved).json<SentTask>()).toMatchObject({ state: 'executed' });
    expect(refusalOf(await apply('1'))).toMatchObject({ code: 'SURRENDER_UNITS_REFUSED' });
  });

  it('is told to those whose matter it is', async () => {
    const list = (path: string) => w.get('elsewhereChecker', path);
    expect(accepted(await list('/v1/allowance-borrowings')).json()).toEqual({ items: [] });
    const own = await w.platform.send('GET', '/v1/allowance-borrowings?market=CN', short.maker.headers);
    expect(own.json<{ items: object[] }>().items).toHaveLength(2);
    const others = await w.platform.send(
      ...(['GET', '/v1/allowance-borrowings/limit?market=CN&year=2022&holder=OTHER'] as const),
      short.maker.headers,
    );
    expect(others.statusCode).toBe(404);
  });

  it.each([2020, 2023, 2024, 2025])('BOR-002 nothing is borrowed for %s', async (year) => {
    await w.verified(short.id, 1_000_000n, year);
    expect(refusalOf(await borrow(short, '1', year))).toEqual({
      ...{ code: 'ALLOWANCES_NO_BORROWING', rule: 'BOR-002' },
    });
  });

  it('ends with the deadline', async () => {
    await w.on('2024-01-02');
    short.maker = await w.platform.again(short.maker);
    expect(refusalOf(await limit(short)).code).toBe('ALLOWANCES_BORROWING_CLOSED');
  });
});
