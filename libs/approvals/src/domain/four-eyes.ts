import {
  alreadyApproved,
  approverNoPerson,
  otherOffice,
  ownProposal,
  roleChanged,
  samePerson,
} from './refusals';

/** Somebody who acts on a task: the account, and the natural person behind it where there is one. */
export interface Actor {
  readonly id: string;
  readonly personId: string | null;
}

export interface Approver extends Actor {
  readonly isUser: boolean;
  /** The holder it acts for. */
  readonly holderId: string | null;
  /** Since the task was proposed, the person has held a role that proposes such tasks. */
  readonly heldProposingSide: boolean;
}

export interface Watched {
  readonly initiator: Actor;
  /** The holder whose people complete it (REG-003); null when anybody with the permission may. */
  readonly office: string | null;
  readonly approvedBy: readonly Actor[];
}

/**
 * Whether somebody is another pair of eyes (REG-001, trap 14): a person, neither the one who proposed nor one who
 * approved before, through whichever account, and not one who was on the proposing side in between.
 * @throws Refusal saying why not
 */
export function requireAnotherPairOfEyes(task: Watched, approver: Approver): void {
  const { initiator, office, approvedBy } = task;
  if (approver.id === initiator.id) throw ownProposal();
  if (!approver.isUser || approver.personId === null) throw approverNoPerson();
  if (approver.personId === initiator.personId) throw samePerson();
  if (approvedBy.some(({ id }) => id === approver.id)) throw alreadyApproved();
  if (approvedBy.some(({ personId }) => personId === approver.personId)) throw samePerson();
  if (office !== null && approver.holderId !== office) throw otherOffice();
  if (approver.heldProposingSide) throw roleChanged();
}
