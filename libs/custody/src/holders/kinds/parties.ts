import { openTasksAbout } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import { getHolder, type Holder, holderNotActive, lockHolders, unknownHolder } from '@carbon/identity';
import { holderTasksOpen, registryStays } from '../domain/refusals';

/** An organisation, by code or id, as its public entry. Residents are not there. @throws Refusal HOLDER_UNKNOWN */
export async function organisation(tx: Transaction, name: string): Promise<Holder> {
  const holder = await getHolder(tx.manager, name);
  if (holder.kind === 'resident') throw unknownHolder(name);
  return holder;
}

/** An organisation that a caller may act about. @throws Refusal HOLDER_UNKNOWN also out of reach */
export async function organisationOf(tx: Transaction, name: string, caller: Caller): Promise<Holder> {
  const holder = await organisation(tx, name);
  if (!reaches(caller.reach, holder.id)) throw unknownHolder(name);
  return holder;
}

/** @throws Refusal HOLDER_NOT_ACTIVE */
export function requireActive({ code, state }: Holder): void {
  if (state !== 'active') throw holderNotActive(code, state);
}

/** Without the registry nobody could undo it. @throws Refusal HOLDER_IS_REGISTRY */
export function requireNotRegistry({ kind, code }: Holder): void {
  if (kind === 'registry-operator') throw registryStays(code);
}

/** Acts that change what a holder is. */
const ACTS = ['holder-rename', 'holder-merge', 'holder-state'] as const;

/**
 * One act on a holder at a time: what an approver reads of it stays true until it is decided. The holder is locked, so
 * that of two proposals at once the later sees the earlier.
 * @throws Refusal HOLDER_TASKS_OPEN
 */
export async function requireNoOtherAct(tx: Transaction, holder: Holder): Promise<void> {
  await lockHolders(tx, [holder.id]);
  const [act] = await openTasksAbout(tx, subjectOf(holder), undefined, ACTS);
  if (act !== undefined) throw holderTasksOpen(holder.code, act);
}

/** A holder as the subject of a task: by the code that payloads name too. */
export function subjectOf({ code }: Holder): { readonly kind: 'holder'; readonly id: string } {
  return { kind: 'holder', id: code };
}
