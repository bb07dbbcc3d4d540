import {
  afterAct,
  EMISSION_REPORT_STATES,
  type EmissionReportAct,
  type EmissionReportState,
} from './report-steps';

const ACTS: readonly EmissionReportAct[] = [
  ...([
    'save',
    'submit',
    'assign',
    'return',
    'find',
    'conclude',
    'reopen',
    'confirm',
    'object',
    'decide',
  ] as const),
];
const stepsOf = (state: EmissionReportState) =>
  ACTS.flatMap((act) => {
    const next = afterAct({ state, verifierId: 'somebody' }, act);
    return next === undefined ? [] : [`${act} ${next}`];
  });

it.each([
  ['draft', ['save draft', 'submit submitted']],
  ['submitted', ['assign under-verification', 'return returned']],
  ['returned', ['save returned', 'submit under-verification']],
  ['concluded', ['return returned', 'reopen under-verification', 'confirm confirmed']],
  ['confirmed', ['object objected']],
  ['objected', ['decide confirmed']],
] as const)('CYC-02 a report that is %s can only go on by %j', (state, steps) => {
  expect(stepsOf(state)).toEqual(steps);
});

it('CYC-02 a returned report without a verifier waits for one again', () => {
  expect(afterAct({ state: 'returned', verifierId: null }, 'submit')).toBe('submitted');
});

it('SUR-001 figures are confirmed once only, and after a conclusion only', () => {
  const open = EMISSION_REPORT_STATES.filter((state) =>
    afterAct({ state, verifierId: 'somebody' }, 'confirm'),
  );
  expect(open).toEqual(['concluded']);
});
