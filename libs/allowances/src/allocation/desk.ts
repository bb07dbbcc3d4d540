import type { Task } from '@carbon/approvals';
import type { AuditActor } from '@carbon/audit';
import { type Caller, currentRequest } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import type { Rulebook } from '@carbon/rulebook';
import type { DestinationGrounds } from './destination-grounds';

/** What the use cases of allocation work with. */
export interface AllocationDesk {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly rulebook: Rulebook;
  readonly grounds: DestinationGrounds;
}

/** Who acts, and who approved where four eyes are wanted (INV-08). */
export interface Acting {
  readonly actor: string;
  readonly approver?: string;
}

export const actingOf = ({ id }: Caller): Acting => ({ actor: id });

/** The initiator of a task acts, its last approver approves. */
export const actingOfTask = ({ initiator }: Task, approver: Caller): Acting => ({
  actor: initiator.id,
  approver: approver.id,
});

/** Whoever asks is known from the request; initiators of tasks and jobs are named. */
export function auditActor({ actor }: Acting): AuditActor | undefined {
  return currentRequest()?.caller?.id === actor ? undefined : { actor };
}
