import { effectiveTimeAnswer } from './effective-time';

const context = { today: '2026-03-13' } as const;
const run = (input: unknown, today: `${number}-${number}-${number}` = context.today) =>
  effectiveTimeAnswer(input, { today });

describe('calculator effective-time', () => {
  it.each([
    [
      'AC-131',
      { profile: 'eu-outside-list', at: '2026-03-11T11:00:00+01:00' },
      '2026-03-12T12:00:00+01:00',
      'SEC-003',
    ],
    [
      'AC-131',
      { profile: 'eu-outside-list', at: '2026-03-11T13:00:00+01:00' },
      '2026-03-13T12:00:00+01:00',
      'SEC-003',
    ],
    [
      'AC-131',
      { profile: 'eu-outside-list', at: '2026-03-13T13:00:00+01:00' },
      '2026-03-17T12:00:00+01:00',
      'SEC-003',
    ],
    ['AC-132', { profile: 'eu-trusted', at: '2026-03-11T08:00:00Z' }, '2026-03-11T10:00:00+01:00', 'SEC-002'],
    ['AC-132', { profile: 'eu-trusted', at: '2026-03-11T11:00:00Z' }, '2026-03-11T12:00:00+01:00', 'SEC-002'],
    ['AC-132', { profile: 'eu-trusted', at: '2026-03-11T16:00:00Z' }, '2026-03-12T10:00:00+01:00', 'SEC-002'],
    [
      'AC-133',
      { profile: 'eu-list-add', at: '2026-03-12T11:30:00+01:00' },
      '2026-03-18T11:30:00+01:00',
      'SEC-005',
    ],
    [
      'AC-133',
      { profile: 'eu-list-add', at: '2026-03-14T12:00:00+01:00' },
      '2026-03-20T10:00:00+01:00',
      'SEC-005',
    ],
    [
      'AC-133',
      { profile: 'eu-list-add', at: '2026-03-09T19:00:00+01:00' },
      '2026-03-16T10:00:00+01:00',
      'SEC-005',
    ],
    [
      'AC-134',
      { profile: 'uk', at: '2021-03-15T10:00:00Z', delayMinutes: 1440 },
      '2021-03-16T10:00:00+00:00',
      'REG-015',
    ],
    ['AC-134', { profile: 'uk', at: '2021-03-15T16:00:01Z' }, '2021-03-17T10:00:00+00:00', 'REG-015'],
    [
      'AC-134',
      { profile: 'uk', at: '2021-03-19T11:00:44Z', delayMinutes: '1440' },
      '2021-03-22T11:00:44+00:00',
      'REG-015',
    ],
    [
      'AC-136',
      { profile: 'uk', at: '2021-04-30T15:00:00+01:00', delayMinutes: 120, holidays: ['2021-05-03'] },
      '2021-05-04T10:00:00+01:00',
      'REG-015',
    ],
    [
      'AC-138',
      {
        profile: 'uk',
        at: '2021-06-14T16:00:01+01:00',
        delayMinutes: 4320,
        holidays: ['2021-06-15', '2021-06-16', '2021-06-17'],
      },
      '2021-06-23T10:00:00+01:00',
      'REG-015',
    ],
  ])('%s %j', (_, input, at, rule) => {
    const answer = run(input);
    expect(answer).toMatchObject({ at, pack: { id: 'registry-safety', version: '2026.1' } });
    expect(answer.rules).toContain(rule);
  });

  it('REG-015 without holidays the announced calendar counts, with them only they do', () => {
    const input = { profile: 'uk', at: '2026-04-02T15:00:00+01:00', delayMinutes: 120 };
    expect(run(input).at).toBe('2026-04-07T10:00:00+01:00');
    expect(run({ ...input, holidays: [] }).at).toBe('2026-04-03T10:00:00+01:00');
  });

  it('SEC-005 an answer is as certain as the worst founded figure it rests on', () => {
    const at = '2026-03-11T11:00:00+01:00';
    expect(run({ profile: 'eu-trusted', at }).pack.certainty).toBe('F');
    expect(run({ profile: 'eu-list-add', at }).pack.certainty).toBe('E');
  });

  it('asOf chooses the pack, and a day before the first is refused', () => {
    const input = { profile: 'uk', at: '2021-03-15T10:00:00Z' };
    expect(() => run(input, '2020-12-31')).toThrow('RULES_NO_PACK');
    expect(run({ ...input, asOf: '2021-01-01' }, '2020-12-31').pack.version).toBe('2026.1');
  });

  it.each([
    [{}, ['profile', 'at']],
    [{ profile: 'cn', at: '2026-03-11T11:00:00' }, ['profile', 'at']],
    [{ profile: 'uk', at: '1999-03-11T11:00:00Z' }, ['at']],
    [{ profile: 'uk', at: '2026-03-11T11:00:00Z', delayMinutes: -1 }, ['delayMinutes']],
    [{ profile: 'uk', at: '2026-03-11T11:00:00Z', holidays: '2026-01-01' }, ['holidays']],
    [{ profile: 'uk', at: '2026-03-11T11:00:00Z', holidays: ['2026-01-01', '2026-02-30'] }, ['holidays[1]']],
    [{ profile: 'uk', at: '2026-03-11T11:00:00Z', Holidays: [] }, ['Holidays']],
  ])('%j is refused by name', (input, fields) => {
    for (const field of fields) expect(() => run(input)).toThrow(field);
  });
});
