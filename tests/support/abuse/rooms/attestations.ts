import type { CreditWorld } from '../../credit-world';
import type { Person } from '../../platform-fixture';
import { done, OWNER } from '../estate';

/** What the verifier vouches for: a low-carbon tea of the owner of the estate. */
export interface AttestationsRoom {
  readonly attestation: string;
  readonly document: string;
}

export async function openAttestationsRoom(world: CreditWorld, verifier: Person): Promise<AttestationsRoom> {
  const document = await world.document('verifier');
  const answer = await world.platform.send('POST', '/v1/attestations', verifier.headers, {
    ...{ type: 'low-carbon-tea', holder: OWNER, certificateNumber: 'EX-2026-0001', document },
    scope: { zh: '示例茶园 120 公顷', en: 'Example gardens, 120 ha' },
    figures: { kgPerKg: '6.4', hectares: '120' },
    ...{ validFrom: '2026-03-02', validUntil: '2029-03-02' },
  });
  return { attestation: done(answer).json<{ number: string }>().number, document };
}
