import { Refusal } from '@carbon/kernel';
import { borrowAnswer } from './borrow';
import { carryOverAnswer } from './carry-over';
import { complianceDatesAnswer } from './compliance-dates';
import { fineAnswer } from './fine';
import { surrenderCheck } from './surrender-check';

const context = { today: '2026-11-21' } as const;

function faultsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.fields.map(({ field, rule }) => `${field} ${rule}`);
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('calculator surrender-check', () => {
  const input = { obligationYear: 2024, dueT: '1000000', on: '2025-12-01', offered: [] as object[] };
  const ccer = { instrument: 'CCER', quantity: '50000', registeredOn: '2025-03-10', coveredByEts: false };
  const accepted = (changes: object) =>
    surrenderCheck({ ...input, ...changes }, context).acceptedT.map(({ acceptedT, reason }) => [
      acceptedT,
      reason?.rule,
    ]);

  it('AC-30 AC-32 SUR-002 SUR-003 the cap, and what fulfils', () => {
    expect(
      surrenderCheck({ ...input, dueT: '1234567', offered: [{ ...ccer, quantity: '80000' }] }, context),
    ).toMatchObject({
      ccerCapT: '61728',
      acceptedT: [{ instrument: 'CCER', quantity: '80000', acceptedT: '61728', refusedT: '18272' }],
      shortfallT: '1172839',
    });
    const offered = [{ instrument: 'CEA24', quantity: '950000' }, ccer];
    expect(surrenderCheck({ ...input, offered }, context)).toMatchObject({
      fulfilled: true,
      shortfallT: '0',
      totalAcceptedT: '1000000',
      creditsT: '50000',
      pack: { id: 'compliance-cn', version: '2026.1', certainty: 'F' },
    });
  });

  it('AC-34 AC-36 AC-38 vintages, arrears and covered boilers', () => {
    const one = (instrument: string) => ({ instrument, quantity: '10' });
    expect(accepted({ offered: [one('CEA21'), one('CEA24'), one('CEA25')] })).toEqual([
      ['10', undefined],
      ['10', undefined],
      ['0', 'SUR-008'],
    ]);
    expect(accepted({ obligationYear: '2022', arrears: true, offered: [one('CEA25')] })).toEqual([
      ['10', undefined],
    ]);
    expect(accepted({ offered: [{ ...ccer, coveredByEts: true }] })).toEqual([['0', 'SUR-004']]);
  });

  it('trap 7 trap 8 certificates, unknown units and credits of which too little is told', () => {
    expect(
      accepted({
        offered: [
          { instrument: 'GEC', quantity: '1' },
          { instrument: 'POINTS', quantity: '1' },
          { instrument: 'CCER', quantity: '1' },
          { ...ccer, coveredByEts: null },
          { ...ccer, registeredOn: null },
          { instrument: 'VCU', quantity: '1', coveredByEts: false },
        ],
      }),
    ).toEqual([
      ['0', 'C-3'],
      ['0', 'ETS-008'],
      ['0', 'SUR-004'],
      ['0', 'SUR-004'],
      ['0', 'SUR-006'],
      ['0', 'SUR-003'],
    ]);
  });

  it('another market has its own limit', () => {
    const offered = [
      { instrument: 'SZEA25', quantity: '999000' },
      { ...ccer, quantity: '9000' },
    ];
    const asked = { ...input, market: 'SZ', obligationYear: 2025, offered, shortfallT: '20000' };
    expect(surrenderCheck(asked, context)).toMatchObject({
      ccerCapT: '4000',
      creditsT: '4000',
      fulfilled: true,
    });
    expect(() => surrenderCheck({ ...asked, shortfallT: undefined }, context)).toThrow(
      'OFFSET_BASIS_MISSING',
    );
  });

  it('every fault is told at its own field', () => {
    const faulty = {
      obligationYear: '24',
      dueT: 5,
      offered: [
        { instrument: '', quantity: '1.5', colour: 'red' },
        { ...ccer, registeredOn: '2025-02-30' },
        7,
      ],
      arrears: 'no',
      market: 'XX',
    };
    expect(faultsOf(() => surrenderCheck(faulty, context))).toEqual([
      'obligationYear whole-number',
      'dueT integer',
      'offered[0].colour unknown',
      'offered[0].instrument text',
      'offered[0].quantity integer',
      'offered[1].registeredOn date',
      'offered[2] object',
      'arrears boolean',
      'market one-of',
    ]);
    expect(faultsOf(() => surrenderCheck({}, context))).toEqual([
      'obligationYear required',
      'dueT required',
      'offered required',
    ]);
  });
});

describe('calculator carry-over', () => {
  const input = { soldT: '50000', boughtT: '30001', positionT: '200000', onTime: true };

  it('AC-40 AC-42 AC-44 the formula and the limit', () => {
    const of = (changes: object) => carryOverAnswer({ ...input, ...changes }, context);
    expect(of({})).toMatchObject({ netSoldT: '19999', formulaT: '39998', limitT: '39998' });
    expect(of({ soldT: '0', boughtT: '40000', positionT: '80000' })).toMatchObject({ limitT: '10000' });
    expect(of({ soldT: '123457', boughtT: '100000', positionT: '1000000' })).toMatchObject({
      formulaT: '45185',
    });
  });

  it('CAR-002 frozen and pending units are parts of the position', () => {
    const position = { ...input, positionT: '5000' };
    expect(carryOverAnswer({ ...position, judicialT: '2000', pendingT: '500' }, context).limitT).toBe('4500');
    expect(faultsOf(() => carryOverAnswer({ ...position, pendingT: '5001' }, context))).toEqual([
      'pendingT part-of-position',
    ]);
    expect(
      faultsOf(() => carryOverAnswer({ ...position, judicialT: '4000', pendingT: '1001' }, context)),
    ).toEqual(['judicialT part-of-position']);
  });

  it('CAR-005 late ones are refused, and whether they were is asked', () => {
    expect(() => carryOverAnswer({ ...input, onTime: false }, context)).toThrow('ALLOWANCES_CARRY_OVER_LATE');
    expect(faultsOf(() => carryOverAnswer({ ...input, onTime: undefined }, context))).toEqual([
      'onTime required',
    ]);
  });
});

describe('calculators borrow, fine and compliance-dates', () => {
  it('AC-50 BOR-001 BOR-002 borrowing, of the last year that knew it', () => {
    const of = (heldT: string, more: object = {}) =>
      borrowAnswer({ dueT: '1000000', heldT, ...more }, context);
    expect(['880000', '900000', '900001'].map((heldT) => of(heldT).maximumT)).toEqual([
      '60000',
      '50000',
      '0',
    ]);
    expect(of('880000', { year: 2023 })).toMatchObject({ maximumT: '0', rules: ['BOR-002'] });
    expect(() => of('1', { market: 'GD' })).toThrow('ALLOWANCES_NO_RULES');
  });

  it('AC-52 PEN-001 the fine, with what is said of deductions on the day', () => {
    const of = (more: object) => fineAnswer({ missingT: '12345', averagePrice: '81.97', ...more }, context);
    expect(of({})).toMatchObject({
      from: '5059598.25',
      to: '10119196.50',
      deduction: { newDecisions: false },
    });
    expect(of({ asOf: '2025-12-31' }).deduction).toMatchObject({ newDecisions: true, certainty: 'F' });
    expect(of({ market: 'BJ' }).deduction).toBeUndefined();
    expect(faultsOf(() => of({ averagePrice: 81.97, missingT: '-1' }))).toEqual([
      'missingT integer',
      'averagePrice decimal',
    ]);
  });

  it('AC-54 CYC-09 the deposit of a month, and the cycle with it', () => {
    const of = (fields: object) => complianceDatesAnswer(fields, context);
    expect(of({ dataYear: 2025, sector: 'power', month: '2026-02' })).toMatchObject({
      annualReport: '2026-03-31',
      surrender: '2026-12-31',
      depositDeadline: '2026-04-09',
      pack: { certainty: 'F' },
    });
    expect(of({ month: '2026-12' }).depositDeadline).toBe('2027-02-09');
    expect(of({ dataYear: '2024', sector: 'steel' }).steps.map(({ rule }) => rule)).toEqual([
      'CYC-01',
      'CYC-02',
      'CYC-04',
      'CYC-05',
      'CYC-06',
      'CYC-07',
      'CYC-08',
    ]);
    expect(faultsOf(() => of({}))).toEqual(['dataYear required', 'sector required']);
    expect(faultsOf(() => of({ dataYear: 2025, sector: 'power', month: '2026-13' }))).toEqual([
      'month month',
    ]);
  });
});
