import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, houseReach } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import { findApiKey } from './key-store';

/** Revokes a key at once; one that is revoked stays so. @throws Refusal API_KEY_UNKNOWN */
export async function revokeApiKey(tx: Transaction, id: string, caller: Caller, now: Date): Promise<void> {
  const key = await findApiKey(tx, id, houseReach(caller));
  if (key === undefined) throw apiKeyUnknown(id);
  const revoked = await tx.query(
    'update identity.api_key set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null returning id',
    [id, now, caller.id],
  );
  if (revoked.length === 0) return;
  const subject = { kind: 'api-key', id };
  await recordAudit(tx, { action: 'api-key.revoked', subject, holderId: key.holderId }, now);
}

function apiKeyUnknown(id: string): Refusal {
  return new Refusal(
    'API_KEY_UNKNOWN',
    404,
    { zh: `密钥 ${id} 不存在`, en: `There is no API key ${id}` },
    { details: { id } },
  );
}
