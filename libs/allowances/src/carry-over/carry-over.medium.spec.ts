import { JobFixture } from '../../../../tests/support/job-fixture';
import { breaches } from '../../../../tests/support/ledger-invariants';
import type { Answer } from '../../../../tests/support/platform-fixture';
import { releasedPacks } from '@carbon/rules';
import { openAccounts, readBalance } from '@carbon/ledger';
import { accepted, refusalOf, type SentTask } from '../pending-units/answers.spec-support';
import { SurrenderWorld } from '../surrender/surrender.spec-support';
import { carriedOverAmong, notCarriedOver } from './index';

interface Limit {
  readonly limitT: string;
  readonly appliedT: string;
  readonly leftT: string;
  readonly extraSaleForAllT: string;
  readonly mayApply: boolean;
  readonly steps: readonly { readonly rule: string; readonly calculation: string; readonly value: string }[];
  readonly plan: { readonly leftT: string } | null;
  readonly pack: { readonly id: string; readonly certainty: string };
}
type Emitter = Awaited<ReturnType<SurrenderWorld['emitter']>>;

let w: SurrenderWorld;
let p40: Emitter;
let p42: Emitter;
let p44: Emitter;
let p46: Emitter;
let frozen: Emitter;
let late: Emitter;

const limitOf = async (of: Emitter, query = '') =>
  accepted(
    await w.platform.send(
      'GET',
      `/v1/carry-over/CN?x${query}`.replace('?x&', '?').replace('?x', ''),
      of.maker.headers,
    ),
  ).json<Limit>();
const apply = (of: Emitter, quantity: string, instrument = 'CEA24') =>
  w.propose(of.maker, 'allowance-carry-over', {
    market: 'CN',
    account: of.account,
    lots: [{ instrument, quantity }],
  });
const approved = async (who: 'registryChecker' | 'provinceChecker', id: string) =>
  accepted(await w.post(who, `/v1/tasks/${id}/approvals`)).json<SentTask>();
const hold = (kind: 'freeze' | 'release', of: Emitter, quantity: bigint) =>
  w.platform.database.transaction((tx) =>
    w.platform.ledger.submit(tx, [
      {
        kind,
        part: 'judicial',
        account: of.account,
        instrument: 'CEA23',
        quantity,
        cause: { actor: 'court' },
      },
    ]),
  );
/** The clock moves, and so does everybody's session. */
async function on(day: string): Promise<void> {
  await w.on(day);
  for (const one of [p40, p42, p44, p46, frozen, late]) one.maker = await w.platform.again(one.maker);
}

beforeAll(async () => {
  w = await SurrenderWorld.open('2025-11-03');
  [p40, p42, p44] = [await w.emitter('P40'), await w.emitter('P42'), await w.emitter('P44')];
  [p46, frozen, late] = [await w.emitter('P46'), await w.emitter('FROZEN'), await w.emitter('LATE')];
  await w.issue(p40.account, 'CEA24', 150_000n);
  await w.issue(p40.account, 'CEA', 20_000n);
  const [exchange = ''] = await w.platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: p40.id, kind: 'exchange' }]),
  );
  await w.issue(exchange, 'CEA23', 30_000n);
  await w.issue(p42.account, 'CEA24', 80_000n);
  await w.issue(p44.account, 'CEA24', 1_000_000n);
  await w.issue(p46.account, 'CEA24', 100_000n);
  await w.issue(frozen.account, 'CEA23', 9_000n);
  await hold('freeze', frozen, 6_000n);
  await w.issue(late.account, 'CEA24', 500n);
  await w.verified(late.id, 100n, 2023);
  await on('2026-02-02');
  await w.issue(p40.account, 'CEA24', 7n);
});
afterAll(async () => {
  expect(await breaches(w.platform.database)).toEqual([]);
  await w.close();
});

describe('totals of trades', () => {
  const totals = (rows: object[]) => ({ market: 'CN', source: '交易机构汇总（示例）', rows });
  const row = (holder: string, soldT: string, boughtT: string, more: object = {}) => ({
    ...{ holder, soldT, boughtT },
    ...more,
  });

  it('tells every faulty row', async () => {
    const answer = await w.propose('registryMaker', 'carry-over-trade-totals', {
      ...totals([row('NOBODY', '1', '1'), row('P40', '1', '1'), row('P40', '2', '2')]),
    });
    expect(answer.statusCode).toBe(400);
    const { fields: errors } = answer.json<{ fields: { field: string }[] }>();
    expect(errors.map(({ field }) => field)).toEqual(['rows[0].holder', 'rows[2].holder']);
  });

  it('are entered by two people of the registry, and by nobody else', async () => {
    const rows = [
      row('P40', '50000', '30001'),
      row('P42', '0', '40000'),
      row('P44', '123457', '100000'),
      row('P46', '10000', '0'),
    ];
    const refused = await w.propose('provinceMaker', 'carry-over-trade-totals', totals(rows));
    expect(refusalOf(refused).code).toBe('ALLOWANCES_CARRY_OVER_REGISTRY_ONLY');
    const task = await w.propose('registryMaker', 'carry-over-trade-totals', totals(rows));
    expect((await approved('registryChecker', accepted(task).json<SentTask>().id)).outcome).toEqual({
      entered: '4',
    });
  });
});

describe('the limit of a holder', () => {
  it('AC-40 CAR-002 position at the cut-off, both sides together, is explained step by step', async () => {
    const limit = await limitOf(p40);
    expect(limit).toMatchObject({ limitT: '39998', mayApply: true, pack: { id: 'compliance-cn' } });
    expect(limit.steps.map(({ value }) => value)).toEqual([
      ...['50000', '30001', '19999', '39998', '200000', '39998', limit.extraSaleForAllT],
    ]);
    expect(limit.steps[3]?.calculation).toBe('10000 + 19999 × 1.5');
  });

  it('AC-42 AC-44 net sales below zero count for nothing, and the floor is taken at the end', async () => {
    expect((await limitOf(p42)).limitT).toBe('10000');
    expect((await limitOf(p44)).limitT).toBe('45185');
  });

  it('CAR-008 the planner says what a further sale would come to', async () => {
    const { extraSaleForAllT } = await limitOf(p40);
    expect((await limitOf(p40, `&extraSaleT=${extraSaleForAllT}`)).plan?.leftT).toBe('0');
    const less = (BigInt(extraSaleForAllT) - 1n).toString();
    expect((await limitOf(p40, `&extraSaleT=${less}`)).plan?.leftT).not.toBe('0');
  });

  it('CAR-002 judicially frozen units count', async () => {
    expect((await limitOf(frozen)).limitT).toBe('9000');
  });

  it('is kept for everybody by a job, and listed for authorities by their reach', async () => {
    const jobs = new JobFixture(w.platform);
    const registry = await w.platform.person(w.holders.REGISTRY, 'maker');
    const job = await jobs.run(registry, 'carry-over-limits', { market: 'CN', batch: 2 });
    expect(job).toMatchObject({ state: 'done', result: { market: 'CN', holders: '6' } });
    const list = accepted(await w.get('provinceChecker', '/v1/carry-over/CN/limits')).json<{
      items: { holder: string; limitT: string; pack: { hash: string } }[];
    }>().items;
    expect(list.find(({ holder }) => holder === 'P40')).toMatchObject({ limitT: '39998' });
    expect(list[0]?.pack.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(accepted(await w.get('elsewhereChecker', '/v1/carry-over/CN/limits')).json()).toEqual({
      items: [],
    });
    const others = await w.platform.send('GET', '/v1/carry-over/CN?holder=P42', p40.maker.headers);
    expect(others.statusCode).toBe(404);
  });
});

describe('applications', () => {
  it('AC-46 CAR-004 fifty at once stay within the limit together', async () => {
    expect((await limitOf(p46)).limitT).toBe('25000');
    const answers = await Promise.all(Array.from({ length: 50 }, () => apply(p46, '1000')));
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(25);
    const refused = answers.filter(({ statusCode }) => statusCode !== 201).map(refusalOf);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['ALLOWANCES_CARRY_OVER_OVER_LIMIT']));
    expect((await limitOf(p46)).leftT).toBe('0');
    for (const answer of answers.filter(({ statusCode }) => statusCode === 201)) {
      accepted(await w.post(p46.maker, `/v1/tasks/${answer.json<{ id: string }>().id}/withdrawals`)).json();
    }
    expect(await limitOf(p46)).toMatchObject({ leftT: '25000', appliedT: '0' });
  });

  it('AC-46 CAR-004 the second of two is refused where both are too much, and a smaller one accepted', async () => {
    expect((await apply(p46, '15000')).statusCode).toBe(201);
    expect(refusalOf(await apply(p46, '10001'))).toMatchObject({
      ...{ code: 'ALLOWANCES_CARRY_OVER_OVER_LIMIT', rule: 'CAR-004' },
    });
    expect((await apply(p46, '10000')).statusCode).toBe(201);
  });

  it('CAR-004 the units wait in the registry, and those on the exchange are not taken', async () => {
    const balance = await readBalance(w.platform.database, p46.account, 'CEA24');
    expect(balance?.parts).toMatchObject({ available: 75_000n, pending: 25_000n });
    expect(refusalOf(await apply(p40, '10', 'CEA23'))).toMatchObject({
      ...{ code: 'ALLOWANCES_CARRY_OVER_NOT_AVAILABLE', rule: 'CAR-004' },
    });
    expect(refusalOf(await apply(p40, '10', 'CEA25')).code).toBe('ALLOWANCES_CARRY_OVER_VINTAGE');
  });

  it('CAR-005 who missed the deadline of 2023 may not apply', async () => {
    expect((await limitOf(late)).mayApply).toBe(false);
    expect(refusalOf(await apply(late, '10'))).toMatchObject({ rule: 'CAR-005' });
  });

  it('CAR-003 approval converts one to one, in the same account, and the new serials are known', async () => {
    const task = accepted(await apply(p40, '20000', 'CEA')).json<SentTask>();
    const before = await readBalance(w.platform.database, p40.account, 'CEA25');
    const { state, outcome } = await approved('registryChecker', task.id);
    expect({ state, outcome }).toMatchObject({
      state: 'executed',
      outcome: { into: 'CEA25', quantity: '20000' },
    });
    const after = await readBalance(w.platform.database, p40.account, 'CEA25');
    expect((after?.total ?? 0n) - (before?.total ?? 0n)).toBe(20_000n);
    expect((await readBalance(w.platform.database, p40.account, 'CEA'))?.total).toBe(0n);
    await w.issue(p40.account, 'CEA25', 5n);
    expect(await carriedOverAmong(w.platform.database, 'CEA25', [{ first: 1n, last: 20_005n }])).toBe(
      20_000n,
    );
    const application = await w.platform.send(
      'GET',
      `/v1/carry-over/CN/applications/${task.id}`,
      p40.maker.headers,
    );
    expect(application.json()).toMatchObject({ state: 'converted', round: 1, doneBy: '2026-03-27' });
    const strangers = await w.platform.send(
      'GET',
      `/v1/carry-over/CN/applications/${task.id}`,
      p42.maker.headers,
    );
    expect(strangers.statusCode).toBe(404);
  });

  it('AC-48 CAR-003 rounds by the day of the application, and none after the window', async () => {
    const roundOf = async (answer: Answer) => {
      const { id } = accepted(answer).json<SentTask>();
      const path = `/v1/carry-over/CN/applications/${id}`;
      return accepted(await w.get('registryChecker', path)).json<{ round: number; doneBy: string }>();
    };
    await on('2026-03-20');
    expect(await roundOf(await apply(p42, '100'))).toMatchObject({ round: 1, doneBy: '2026-03-27' });
    await on('2026-03-21');
    expect(await roundOf(await apply(p42, '100'))).toMatchObject({ round: 2, doneBy: '2026-06-26' });
    const { rounds } = accepted(await w.get('provinceChecker', '/v1/carry-over/CN/rounds')).json<{
      rounds: object[];
    }>();
    expect(rounds).toContainEqual(
      expect.objectContaining({ round: 2, state: 'pending', applications: 1, quantity: '100' }),
    );
    await on('2026-06-11');
    expect(refusalOf(await apply(p42, '100'))).toMatchObject({ rule: 'CAR-003' });
  });

  it('CAR-007 what a court released after the window may be applied for late, and no more', async () => {
    expect(refusalOf(await apply(frozen, '100', 'CEA23'))).toMatchObject({ rule: 'CAR-003' });
    await hold('release', frozen, 4_000n);
    expect(refusalOf(await apply(frozen, '4001', 'CEA23'))).toMatchObject({ rule: 'CAR-007' });
    const { id } = accepted(await apply(frozen, '3000', 'CEA23')).json<SentTask>();
    expect(refusalOf(await apply(frozen, '1001', 'CEA23'))).toMatchObject({ rule: 'CAR-007' });
    expect(await approved('provinceChecker', id)).toMatchObject({ state: 'executed' });
  });

  it('CAR-006 what was not carried over is told', async () => {
    const now = w.platform.clock.now();
    const told = await notCarriedOver(w.platform.database, releasedPacks, {
      ...{ market: 'CN', holderIds: [p44.id], now },
    });
    expect(told).toMatchObject([{ rule: 'CAR-006', instrument: 'CEA24', quantityT: 1_000_000n }]);
    expect(told[0]?.text.en).toContain('serve no obligation of 2025');
  });
});
