import type { Reader } from '@carbon/database';
import type { rolesHeldSince } from '@carbon/identity';
import type { ApprovalFacts, ApprovalPolicy } from '@carbon/rules';
import type { TaskEvents } from './task-events';
import type { TaskKinds } from './task-kind';

/** What the rules of the day ask of a kind: how many other people, and until when; as approved by now. */
export type ApprovalPolicies = (
  kind: string,
  facts: ApprovalFacts,
  reader: Reader,
) => ApprovalPolicy | Promise<ApprovalPolicy>;

/** The roles a person has held in a holder at any moment since then, through whichever account. */
export type RolesSince = typeof rolesHeldSince;

/** What acts on tasks need besides a transaction. */
export class TaskDesk {
  constructor(
    readonly kinds: TaskKinds,
    readonly events: TaskEvents,
    readonly policy: ApprovalPolicies,
    readonly rolesSince: RolesSince,
  ) {}
}
