import { Refusal } from '@carbon/kernel';
import { gecIssue } from './gec-issue';

const context = { today: '2025-06-01' } as const;
const month = (name: string, energyMwh: unknown) => ({ month: name, energyMwh });
const run = (input: unknown) => gecIssue(input, context);

function faultsOf(input: unknown): [string, string][] {
  try {
    run(input);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'INPUT_MALFORMED') {
      return error.fields.map(({ field, rule }) => [field, rule]);
    }
    throw error;
  }
  return [];
}

describe('calculator gec-issue', () => {
  it('GEC-001 four months give the worked figures (AC-90)', () => {
    const { months, totalCertificates, remainderMwh } = run({
      months: [
        month('2025-01', '12345.678'),
        month('2025-02', '10.400'),
        month('2025-03', '0.500'),
        month('2025-04', '0.422'),
      ],
    });
    expect(months.map(({ certificates }) => certificates)).toEqual(['12345', '11', '0', '1']);
    expect(months.map((issued) => issued.remainderMwh)).toEqual(['0.678', '0.078', '0.578', '0']);
    expect([totalCertificates, remainderMwh]).toEqual(['12357', '0']);
  });

  it('GEC-001 what is carried in is used first and named so', () => {
    const { months } = run({ months: [month('2025-01', '0.5')], carried: '0.7' });
    expect(months[0]).toMatchObject({ carriedInMwh: '0.7', availableMwh: '1.2', certificates: '1' });
    expect(months[0]!.sources).toEqual([
      { month: 'carried', fromMwh: '0', toMwh: '0.7' },
      { month: '2025-01', fromMwh: '0', toMwh: '0.3' },
    ]);
  });

  it('GEC-001 months may be missing between, and the first may be the first of all', () => {
    const input = { months: [month('2000-01', '0.5'), month('2025-01', '0.5')], carried: '0.1' };
    expect(run(input)).toMatchObject({ totalCertificates: '1', remainderMwh: '0.1' });
  });

  it.each([
    ['no input', undefined, [['', 'object']]],
    ['a list', [], [['', 'object']]],
    ['no months', {}, [['months', 'array']]],
    ['an empty list of months', { months: [] }, [['months', 'array']]],
    ['too many months', { months: Array(1_201).fill(month('2025-01', '1')) }, [['months', 'array']]],
    ['a month that is no object', { months: ['2025-01'] }, [['months[0]', 'object']]],
    ['a JSON number', { months: [month('2025-01', 1.5)] }, [['months[0].energyMwh', 'decimal']]],
    ['less than a Wh', { months: [month('2025-01', '0.0000001')] }, [['months[0].energyMwh', 'resolution']]],
    ['negative energy', { months: [month('2025-01', '-1')] }, [['months[0].energyMwh', 'negative']]],
    [
      'a month twice',
      { months: [month('2025-01', '1'), month('2025-01', '1')] },
      [['months[1].month', 'repeated']],
    ],
    [
      'months out of order',
      { months: [month('2025-02', '1'), month('2025-01', '1')] },
      [['months[1].month', 'order']],
    ],
    [
      'a whole certificate carried',
      { months: [month('2025-01', '1')], carried: '1' },
      [['carried', 'maximum']],
    ],
    [
      'a strange field',
      { months: [{ ...month('2025-01', '1'), energyKwh: '1' }] },
      [['months[0].energyKwh', 'unknown']],
    ],
    [
      'many faults at once',
      { months: [month('2025-13', 'x')], carried: 'y', on: 'z' },
      [
        ['on', 'unknown'],
        ['months[0].month', 'month'],
        ['months[0].energyMwh', 'decimal'],
        ['carried', 'decimal'],
      ],
    ],
  ])('GEC-001 %s: refused by name', (_, input, faults) => {
    expect(faultsOf(input)).toEqual(faults);
  });
});
