/** Where a report stands on its way from draft to verified figures. */
export const EMISSION_REPORT_STATES = [
  'draft',
  'submitted',
  'under-verification',
  'returned',
  'concluded',
  'confirmed',
  'objected',
] as const;
export type EmissionReportState = (typeof EMISSION_REPORT_STATES)[number];

/** What can happen to a report as a whole. */
export type EmissionReportAct =
  'save' | 'submit' | 'assign' | 'return' | 'find' | 'conclude' | 'reopen' | 'confirm' | 'object' | 'decide';

type Steps = Readonly<Partial<Record<EmissionReportAct, EmissionReportState>>>;

/**
 * CYC-01, CYC-02, ETS-013. A version that is submitted during verification answers findings and leaves the verifier at
 * work; a report that was returned goes back to its verifier, if it had one.
 */
const STEPS: Readonly<Record<EmissionReportState, Steps>> = {
  draft: { save: 'draft', submit: 'submitted' },
  submitted: { assign: 'under-verification', return: 'returned' },
  'under-verification': {
    save: 'under-verification',
    submit: 'under-verification',
    assign: 'under-verification',
    find: 'under-verification',
    return: 'returned',
    conclude: 'concluded',
  },
  returned: { save: 'returned', submit: 'submitted' },
  concluded: { reopen: 'under-verification', return: 'returned', confirm: 'confirmed' },
  confirmed: { object: 'objected' },
  objected: { decide: 'confirmed' },
};

/** The state after an act; undefined where it cannot be done. */
export function afterAct(
  { state, verifierId }: { readonly state: EmissionReportState; readonly verifierId: string | null },
  act: EmissionReportAct,
): EmissionReportState | undefined {
  const next = STEPS[state][act];
  return state === 'returned' && act === 'submit' && verifierId !== null ? 'under-verification' : next;
}
