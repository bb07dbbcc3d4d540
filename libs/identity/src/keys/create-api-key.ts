import { randomBytes } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller, Permission } from '@carbon/http';
import { fault, malformed, newId, Refusal } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import type { HolderKind } from '../domain/holder';
import { requireSecondFactor } from '../sessions/second-factor';
import { type ApiKey, secretContext } from './api-key';
import { grantableTo } from './key-permissions';

export interface NewApiKey {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly days: number;
}

const SECRET_BYTES = 32;
const DAY_MS = 86_400_000;

/**
 * Makes a key for the caller's holder. The secret is given back once and is not readable again.
 * @throws Refusal SECOND_FACTOR_NEEDED, API_KEY_NEEDS_PERSON, INPUT_MALFORMED naming permissions a key cannot have
 */
export async function createApiKey(
  tx: Transaction,
  vault: PersonVault,
  caller: Caller,
  { name, permissions, days }: NewApiKey,
  now: Date,
): Promise<{ readonly key: ApiKey; readonly secret: string }> {
  requireSecondFactor(caller, now);
  const { holder, personId } = caller;
  if (holder === undefined || personId === undefined) throw needsPerson();
  refuseUngrantable(holder.kind as HolderKind, permissions);
  const id = newId();
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const key: ApiKey = {
    id,
    holderId: holder.id,
    name,
    permissions,
    createdBy: caller.id,
    createdAt: now,
    expiresAt: new Date(now.getTime() + days * DAY_MS),
    lastUsedAt: null,
    revokedAt: null,
    revokedBy: null,
  };
  await tx.query(
    `insert into identity.api_key
       (id, holder_id, name, permissions, secret, created_by, person_id, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      holder.id,
      name,
      permissions,
      vault.seal(secretContext(id), Buffer.from(secret)),
      caller.id,
      personId,
      now,
      key.expiresAt,
    ],
  );
  await recordAudit(
    tx,
    {
      action: 'api-key.created',
      subject: { kind: 'api-key', id },
      holderId: holder.id,
      after: { name, permissions: [...permissions], expiresAt: key.expiresAt.toISOString() },
    },
    now,
  );
  return { key, secret };
}

function refuseUngrantable(kind: HolderKind, permissions: readonly Permission[]): void {
  const grantable = grantableTo(kind);
  const faults = permissions.flatMap((permission, at) =>
    grantable.has(permission)
      ? []
      : [
          fault(
            `permissions[${at}]`,
            'not-for-keys',
            `a key of this holder cannot have ${permission}`,
            `此机构的密钥不能拥有权限 ${permission}`,
          ),
        ],
  );
  if (faults.length > 0) throw malformed(faults);
}

function needsPerson(): Refusal {
  return new Refusal('API_KEY_NEEDS_PERSON', 403, {
    zh: '密钥只能由登录的管理员创建',
    en: 'A key is made by an administrator who is signed in',
  });
}
