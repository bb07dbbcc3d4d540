import type { Transaction } from '@carbon/database';
import { findHolder, type Holder } from '@carbon/identity';
import type { CreditScheme } from '../../domain/schemes/credit-scheme';
import { areLinked } from '../../persistence/links';
import { bodyLinked, bodyTooSmall, bodyWroteDesign, notAVerifier } from '../domain/refusals';

/** Those a body must not be of. */
export interface Parties {
  readonly ownerId: string;
  /** The holder that wrote the design document. */
  readonly authorId: string | null;
}

/**
 * The body that is named to validate or to verify (CCR-013).
 * @throws Refusal CREDITS_NOT_A_VERIFIER, CREDITS_BODY_LINKED_TO_OWNER, CREDITS_BODY_WROTE_DESIGN
 */
export async function namedBody(
  tx: Transaction,
  name: string,
  parties: Parties,
  scheme: CreditScheme,
): Promise<Holder> {
  const body = await findHolder(tx.manager, name);
  if (body?.kind !== 'verifier' || body.state !== 'active') throw notAVerifier(name);
  await requireIndependent(tx, body, parties, scheme);
  return body;
}

/**
 * CCR-013 as it stands now: groups are joined, and holders are merged, after a body was named.
 * @throws Refusal CREDITS_BODY_LINKED_TO_OWNER, CREDITS_BODY_WROTE_DESIGN
 */
export async function requireIndependent(
  tx: Transaction,
  body: Pick<Holder, 'id' | 'code'>,
  { ownerId, authorId }: Parties,
  { bodies }: CreditScheme,
): Promise<void> {
  // schemes whose packs say nothing of bodies are held to the same: independence is what a statement is for (X)
  const independent = bodies.value?.independentOfOwner ?? true;
  const mayWrite = bodies.value?.mayWriteDesignDocument ?? false;
  if (independent && (await areLinked(tx, body.id, ownerId))) throw bodyLinked(body.code);
  if (!mayWrite && authorId !== null && (await areLinked(tx, body.id, authorId))) {
    throw bodyWroteDesign(body.code);
  }
}

/** CCR-013: the people that a body has, as it states them. @throws Refusal CREDITS_BODY_TOO_SMALL */
export function requireStaff(
  staff: { readonly fullTimeStaff: number; readonly experiencedStaff: number },
  { bodies }: CreditScheme,
): void {
  if (bodies.value === null) return;
  const { fullTimeStaff, experiencedStaff } = bodies.value;
  if (staff.fullTimeStaff < fullTimeStaff || staff.experiencedStaff < experiencedStaff) {
    throw bodyTooSmall({ staff: fullTimeStaff, experienced: experiencedStaff });
  }
}
