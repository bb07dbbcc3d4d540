import type { Reader } from '@carbon/database';
import type { Reach } from '@carbon/http';
import { attestationUnknown } from '../domain/refusals';
import type { Attestation } from '../persistence/attestation';
import { findAttestation, isAttestationSeen } from '../persistence/read-attestations';

/** For its holder, its certifier, and who may see theirs. @throws Refusal ATTESTATION_UNKNOWN */
export async function attestationInReach(reader: Reader, number: string, reach: Reach): Promise<Attestation> {
  const one = await findAttestation(reader, number);
  if (one === undefined || !(await isAttestationSeen(reader, one.id, reach)))
    throw attestationUnknown(number);
  return one;
}

/** As everybody may know it. @throws Refusal ATTESTATION_UNKNOWN */
export async function publicAttestation(reader: Reader, number: string): Promise<Attestation> {
  const one = await findAttestation(reader, number);
  if (one === undefined) throw attestationUnknown(number);
  return one;
}
