import type { Database, Reader } from '@carbon/database';
import { reachIds, type Reach } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { HolderKind } from '../domain/holder';
import type { HolderState } from '../domain/holder-state';
import type { ApiKey, KnownKey } from './api-key';

const COLUMNS = `id, holder_id as "holderId", name, permissions, created_by as "createdBy", created_at as "createdAt",
  expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt", revoked_by as "revokedBy"`;

export async function findApiKey(reader: Reader, id: string, reach: Reach): Promise<ApiKey | undefined> {
  const [key] = await reader.query<ApiKey>(
    `select ${COLUMNS} from identity.api_key
      where id = $1 and ($2::uuid[] is null or holder_id = any($2::uuid[]))`,
    [id, reachIds(reach)],
  );
  return key;
}

/** Keys in reach, in the order in which they were made. */
export async function readApiKeys(reader: Reader, page: PageRequest, reach: Reach): Promise<Page<ApiKey>> {
  const rows = await reader.query<ApiKey>(
    `select ${COLUMNS} from identity.api_key
      where ($1::uuid[] is null or holder_id = any($1::uuid[])) and ($2::uuid is null or id > $2)
      order by id limit $3`,
    [reachIds(reach), page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}

export async function findKnownKey(reader: Reader, id: string): Promise<KnownKey | undefined> {
  const [row] = await reader.query<
    Omit<KnownKey, 'holder'> & {
      holderId: string;
      holderCode: string;
      holderKind: HolderKind;
      holderState: HolderState;
    }
  >(
    `select k.id, k.name, k.permissions, k.secret, k.person_id as "personId", k.expires_at as "expiresAt",
            k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt",
            h.id as "holderId", h.code as "holderCode", h.kind as "holderKind", h.state as "holderState"
       from identity.api_key k join identity.holder h on h.id = k.holder_id
      where k.id = $1`,
    [id],
  );
  if (row === undefined) return undefined;
  const { holderId, holderCode, holderKind, holderState, ...key } = row;
  return { ...key, holder: { id: holderId, code: holderCode, kind: holderKind, state: holderState } };
}

/** Remembers a nonce; false when the key sent it before. Old ones are swept away in passing. */
export async function takeNonce(
  database: Database,
  keyId: string,
  nonce: string,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<boolean> {
  const taken = await database.query<{ nonce: string }>(
    `with swept as (
       delete from identity.api_nonce where (key_id, nonce) in (
         select key_id, nonce from identity.api_nonce where expires_at < $4 order by expires_at limit 100
         for update skip locked))
     insert into identity.api_nonce (key_id, nonce, expires_at) values ($1, $2, $3)
     on conflict do nothing returning nonce`,
    [keyId, nonce, until, now],
  );
  return taken.length > 0;
}
