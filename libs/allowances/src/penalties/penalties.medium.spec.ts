import type { Answer } from '../../../../tests/support/platform-fixture';
import { accepted, refusalOf, type SentTask } from '../pending-units/answers.spec-support';
import { SurrenderWorld } from '../surrender/surrender.spec-support';
import { cutsDecided } from './index';

type Emitter = Awaited<ReturnType<SurrenderWorld['emitter']>>;

let w: SurrenderWorld;
let emitter: Emitter;

const PRICE = { yuan: '81.97', month: '2025-11', source: '交易机构月度统计（示例）' };
const MISSING = { rule: 'PEN-001', year: 2024, averagePrice: PRICE, fineFen: '505959825' };
const decision = (change: object) =>
  w.propose('provinceMaker', 'penalty-decision', {
    ...{ market: 'CN', holder: 'SHORT', payBy: '2026-06-30', reason: '未足额清缴（示例）' },
    ...MISSING,
    ...change,
  });
const approve = async (task: Answer) => {
  const { id } = accepted(task).json<SentTask>();
  return accepted(await w.post('provinceChecker', `/v1/tasks/${id}/approvals`)).json<SentTask>();
};
const range = (query: string) =>
  w.get('provinceMaker', `/v1/penalty-range?market=CN&holder=SHORT&year=2024&${query}`);
const owed = async () => {
  const [row] = await w.platform.database.query<{ owed_t: string }>(
    'select owed_t from allowances.owed_position where holder_id = $1',
    [emitter.id],
  );
  return row?.owed_t ?? '0';
};

beforeAll(async () => {
  w = await SurrenderWorld.open('2025-12-31');
  emitter = await w.emitter('SHORT');
  await w.verified(emitter.id, 12_345n);
});
afterAll(() => w.close());

describe('PEN-001 under-surrender', () => {
  it('is not decided before the deadline has passed', async () => {
    expect(refusalOf(await decision({}))).toEqual({ code: 'PENALTY_NOT_YET_DUE', rule: 'PEN-001' });
    await w.on('2026-01-20');
    emitter.maker = await w.platform.again(emitter.maker);
  });

  it('AC-52 the range is five to ten times the average price of the month before the deadline', async () => {
    const found = await range('rule=PEN-001&averagePrice=81.97&priceMonth=2025-11');
    expect(accepted(found).json()).toMatchObject({
      range: {
        fine: { fromFen: '505959825', toFen: '1011919650' },
        deductionT: '12345',
        pack: { id: 'compliance-cn' },
      },
      facts: { missingT: '12345', deadline: '2025-12-31' },
    });
  });

  it.each([
    ['a fen below the range', { fineFen: '505959824' }, 'PENALTY_OUT_OF_RANGE'],
    ['a fen above the range', { fineFen: '1011919651' }, 'PENALTY_OUT_OF_RANGE'],
    [
      'the price of another month',
      { averagePrice: { ...PRICE, month: '2025-12' } },
      'PENALTY_PRICE_OF_ANOTHER_MONTH',
    ],
    [
      'a deduction of something else than what is missing',
      { deductionT: '12344' },
      'PENALTY_DEDUCTION_NOT_ALLOWED',
    ],
    ['a fine of persons, who are not fined for it', { personsFen: ['5000000'] }, 'PENALTY_PERSONS_NOT_FINED'],
    ['an enterprise out of reach', { holder: 'HELPER' }, 'HOLDER_UNKNOWN'],
  ])('is refused with %s', async (_, change, code) => {
    expect(refusalOf(await decision(change)).code).toBe(code);
  });

  it('is decided by two people, with the range, the price and its source on file; the enterprise sees it', async () => {
    const { state, outcome } = await approve(
      await decision({ deductionT: '12345', correctBy: '2026-03-31' }),
    );
    expect(state).toBe('executed');
    expect(await owed()).toBe('12345');
    const own = await w.platform.send(
      'GET',
      `/v1/penalties/${outcome?.['decision'] ?? ''}`,
      emitter.maker.headers,
    );
    expect(accepted(own).json()).toMatchObject({
      ...{ rule: 'PEN-001', fineFen: '505959825', deductionT: '12345', state: 'open' },
      facts: { averagePrice: PRICE, missingT: '12345' },
    });
    expect((await w.get('maker', `/v1/penalties/${outcome?.['decision'] ?? ''}`)).statusCode).toBe(404);
    expect(accepted(await w.get('maker', '/v1/penalties')).json()).toEqual({ items: [] });
    expect(refusalOf(await decision({})).code).toBe('PENALTY_ALREADY_DECIDED');
  });

  it('is noted as paid, not as corrected while units are missing, and revoked with what was owed', async () => {
    const [one] = accepted(await w.get('provinceMaker', '/v1/penalties?rule=PEN-001')).json<{
      items: { id: string }[];
    }>().items;
    const settle = (what: string) =>
      w.propose('provinceMaker', 'penalty-settlement', {
        ...{ decision: one?.id, what, on: '2026-03-20', note: '缴款凭证（示例）' },
      });
    expect(refusalOf(await settle('corrected')).code).toBe('PENALTY_STILL_MISSING');
    expect((await approve(await settle('paid'))).state).toBe('executed');
    expect(refusalOf(await settle('paid')).code).toBe('PENALTY_NOT_OPEN');
    expect((await approve(await settle('revoked'))).state).toBe('executed');
    expect(await owed()).toBe('0');
    const told = accepted(await w.get('provinceMaker', `/v1/penalties/${one?.id ?? ''}`));
    expect(told.json()).toMatchObject({ state: 'revoked', events: [{ what: 'paid' }, { what: 'revoked' }] });
  });
});

describe('PEN-002 to PEN-008', () => {
  it.each([
    ['PEN-002', '', '5000000', '50000000'],
    ['PEN-003', '&illegalGainFen=49999999', '50000000', '200000000'],
    ['PEN-003', '&illegalGainFen=50000000', '250000000', '500000000'],
    ['PEN-004', '', '2000000', '10000000'],
    ['PEN-005', '&illegalGainFen=20000001', '100000005', '200000010'],
    ['PEN-006', '', '50000000', '500000000'],
    ['PEN-007', '&illegalGainFen=10000000', '10000000', '100000000'],
    ['PEN-008', '', '2000000', '20000000'],
  ])('%s%s has its range', async (rule, gain, fromFen, toFen) => {
    const found = accepted(await range(`rule=${rule}${gain}`));
    expect(found.json()).toMatchObject({ rule, range: { fine: { fromFen, toFen } } });
  });

  it('PEN-008 needs two officers', async () => {
    const blocked = { rule: 'PEN-008', averagePrice: undefined, fineFen: '2000000' };
    expect(refusalOf(await decision({ ...blocked, inspectors: 1 })).code).toBe('PENALTY_TOO_FEW_INSPECTORS');
    expect((await approve(await decision({ ...blocked, inspectors: 2 }))).state).toBe('executed');
  });

  it('PEN-003 fines persons without naming them, and cuts the next allocation for fraud even after the Code', async () => {
    await w.on('2026-09-01');
    const fraud = { rule: 'PEN-003', averagePrice: undefined, fineFen: '50000000', personsFen: ['5000000'] };
    expect(refusalOf(await decision({ ...fraud, cutPercent: '49.99' })).code).toBe('PENALTY_CUT_NOT_ALLOWED');
    expect((await approve(await decision({ ...fraud, cutPercent: '50' }))).state).toBe('executed');
    const cuts = await cutsDecided(w.platform.database, { market: 'CN', year: 2025 });
    expect(cuts.get(emitter.id)).toBe('50');
  });

  it('C-4 from 15 August 2026 on no new deduction is decided for missing units', async () => {
    expect(refusalOf(await decision({ deductionT: '12345' }))).toEqual({
      ...{ code: 'PENALTY_DEDUCTION_NOT_ALLOWED', rule: 'PEN-001' },
    });
    const rules = accepted(await w.get('provinceMaker', '/v1/penalty-rules?market=CN'));
    expect(rules.json<{ deductsMissing: boolean; rules: object[] }>()).toMatchObject({
      deductsMissing: false,
    });
    expect(rules.json<{ rules: object[] }>().rules).toHaveLength(8);
    expect((await approve(await decision({}))).state).toBe('executed');
  });
});
