import { filingDuty } from './filing-duty';

const plant = { connectedMonth: '2025-01', filedBy: 'owner' } as const;

describe('filing a plant', () => {
  it('GEC-016 the owner has one month from grid connection', () => {
    const connected = { ...plant, connectedOn: '2025-01-15' } as const;
    expect(filingDuty({ ...connected, filedOn: '2025-02-15' })).toEqual({
      ...{ deadline: '2025-02-15', late: false, daysLate: 0 },
    });
    expect(filingDuty({ ...connected, filedOn: '2025-02-20' })).toMatchObject({ late: true, daysLate: 5 });
  });

  it('GEC-016 a month is the last day of a shorter one', () => {
    expect(filingDuty({ ...plant, connectedOn: '2025-01-31', filedOn: '2025-02-01' }).deadline).toBe(
      '2025-02-28',
    );
  });

  it('GEC-016 the last day of the month counts where the day of connection is not known', () => {
    expect(filingDuty({ ...plant, connectedOn: null, filedOn: '2025-03-01' })).toMatchObject({
      ...{ deadline: '2025-02-28', daysLate: 1 },
    });
  });

  it('GEC-016 the grid company pushes by the tenth of the next month', () => {
    const pushed = { ...plant, connectedOn: '2025-01-15', filedBy: 'grid-company' } as const;
    expect(filingDuty({ ...pushed, filedOn: '2025-02-10' })).toMatchObject({
      deadline: '2025-02-10',
      late: false,
    });
    expect(filingDuty({ ...pushed, filedOn: '2025-02-11' })).toMatchObject({ late: true, daysLate: 1 });
  });
});
