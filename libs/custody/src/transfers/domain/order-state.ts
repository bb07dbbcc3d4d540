/**
 * The states of a transfer order (REG-005), what each means here, and every step there is. Nothing else decides; the
 * database holds the same table and refuses any other step.
 *
 * | state               | meaning                                                                                    |
 * |---------------------|--------------------------------------------------------------------------------------------|
 * | awaiting-approval   | proposed as a task; its units are set apart in the sender's account                        |
 * | proposed            | approved by a second person (SEC-001); its time of execution is being decided              |
 * | delayed             | waits for its time; may be cancelled by hand                                               |
 * | checked-ok          | the log's checks (REG-012) found nothing                                                   |
 * | checked-discrepancy | they found something                                                                       |
 * | completed           | the units are the receiver's                                                               |
 * | terminated          | stopped by a check; the units stay the sender's                                            |
 * | rejected            | the approver refused                                                                       |
 * | cancelled           | withdrawn by its initiator, not approved in time, or not approvable any more               |
 * | manually-cancelled  | stopped while it was delayed                                                               |
 * | reversed            | undone by the registry within the window; at most once, for no step leads out              |
 * | accepted            | never reached: there, a receiving registry would have to accept; here both sides are ours  |
 *
 * `proposed` and the two `checked` states are passed through within one transaction and never seen at rest; the history
 * shows them.
 */
export const ORDER_STATES = [
  'awaiting-approval',
  'proposed',
  'delayed',
  'checked-ok',
  'checked-discrepancy',
  'completed',
  'terminated',
  'rejected',
  'cancelled',
  'manually-cancelled',
  'reversed',
  'accepted',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Where every order begins. */
export const FIRST_STATE: OrderState = 'awaiting-approval';

export const LEGAL_STEPS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  'awaiting-approval': ['proposed', 'rejected', 'cancelled'],
  proposed: ['delayed', 'checked-ok', 'checked-discrepancy'],
  delayed: ['checked-ok', 'checked-discrepancy', 'manually-cancelled'],
  'checked-ok': ['completed'],
  'checked-discrepancy': ['terminated'],
  completed: ['reversed'],
  terminated: [],
  rejected: [],
  cancelled: [],
  'manually-cancelled': [],
  reversed: [],
  accepted: [],
};

export function mayStep(from: OrderState, to: OrderState): boolean {
  return LEGAL_STEPS[from].includes(to);
}

/** How a proposal that came to nothing ends its order. */
export function endOfProposal(
  how: 'rejected' | 'withdrawn' | 'expired' | 'failed',
): 'rejected' | 'cancelled' {
  return how === 'rejected' ? 'rejected' : 'cancelled';
}
