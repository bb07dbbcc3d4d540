import type { AuditActor } from '@carbon/audit';
import type { Task } from '@carbon/approvals';
import { type Caller, currentRequest, EVERYTHING } from '@carbon/http';
import type { Acting } from '../../desk';
import { notYoursToDo } from '../domain/refusals';

/** Who acts, of a caller that acts at once. */
export function actingOf(caller: Caller): Acting {
  return { actor: caller.id, houseId: caller.holder?.id ?? null };
}

/** Who acts, of a task: its initiator, with who approved it last. */
export function actingOfTask({ initiator }: Task, approver: Caller): Acting {
  return {
    actor: initiator.id,
    houseId: approver.holder?.id ?? null,
    ...(approver.id === initiator.id ? {} : { approver: approver.id }),
  };
}

/** Whoever asks is known from the request; initiators of tasks and the clock are named. */
export function auditActor({ actor }: Pick<Acting, 'actor'>): AuditActor | undefined {
  return currentRequest()?.caller?.id === actor ? undefined : { actor };
}

/** The clock, as histories name it. */
export const CLOCK_ACTS: Acting = { actor: 'system', houseId: null };

/**
 * Whether a caller acts for a house: one of its own people or systems, or a machine of the operator. Those who may only
 * read it, like an auditor that it engaged, do not.
 * @throws Refusal CREDITS_NOT_YOURS_TO_DO
 */
export function requireActsFor(caller: Caller, houseId: string | null, act: string): void {
  const own = caller.holder === undefined ? caller.reach === EVERYTHING : caller.holder.id === houseId;
  if (!own) throw notYoursToDo(act);
}
