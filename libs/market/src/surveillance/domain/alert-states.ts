export const ALERT_STATES = ['open', 'assigned', 'escalated', 'measure-proposed', 'dismissed'] as const;
/** Dismissed is for good; the authorities may be told and a measure proposed one after the other. */
export type AlertState = (typeof ALERT_STATES)[number];

export const DISPOSITIONS = ['dismissed', 'escalated', 'measure-proposed'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export const ENTRY_KINDS = ['assigned', 'noted', ...DISPOSITIONS] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** The state after an assignment: what was told or proposed stays so. */
export const afterAssignment = (state: AlertState): AlertState => (state === 'open' ? 'assigned' : state);
