import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { getHolder, type Holder } from '@carbon/identity';
import { areLinked } from '../../persistence/links';
import { certifierLinked, notACertifier } from '../domain/refusals';

/**
 * The verifier whose own people act: attestations are one person's act of that house. No machine of the operator issues
 * them, and no auditor in the name of another.
 * @throws Refusal ATTESTATION_NOT_A_CERTIFIER
 */
export async function actingCertifier(tx: Transaction, { holder }: Caller): Promise<Holder> {
  if (holder?.kind !== 'verifier') throw notACertifier();
  const certifier = await getHolder(tx.manager, holder.id);
  if (certifier.state !== 'active') throw notACertifier();
  return certifier;
}

/** @throws Refusal ATTESTATION_CERTIFIER_LINKED, as groups stand now */
export async function requireApart(tx: Transaction, certifier: Holder, holder: Holder): Promise<void> {
  if (await areLinked(tx, certifier.id, holder.id)) throw certifierLinked(certifier.code, holder.code);
}
