import { hash } from 'node:crypto';
import { canonicalJson, type Json, Refusal } from '@carbon/kernel';
import type { Transaction } from './transaction';

/** A request that must happen once (INV-06). `scope` is the caller and the operation; keys of scopes do not meet. */
export interface KeyedRequest {
  readonly scope: string;
  readonly key: string;
  /** SHA-256 of the canonical body: the same key with another body is a conflict. */
  readonly bodyHash: Buffer;
}

export type Remembered =
  | { readonly state: 'new' }
  | { readonly state: 'known'; readonly outcome: Json }
  | { readonly state: 'conflict' };

/** The body hash of a request. */
export function bodyHash(body: Json): Buffer {
  return hash('sha256', canonicalJson(body), 'buffer');
}

/**
 * Claims the keys of requests, in one statement and in the order of the keys, so that two batches with common keys
 * cannot deadlock. A key that another open transaction has claimed is waited for. Answers come in the order asked; a
 * key that stands twice in one call is new the first time and judged against itself the second.
 */
export async function claimRequests(
  tx: Transaction,
  requests: readonly KeyedRequest[],
): Promise<Remembered[]> {
  const rows = await tx.query<{ scope: string; key: string }>(
    {
      name: 'claim-requests',
      text: `insert into platform.request (scope, key, body_hash)
             select * from (select distinct on (scope, key) scope, key, body_hash
               from unnest($1::text[], $2::text[], $3::bytea[]) with ordinality as r(scope, key, body_hash, n)
              order by scope, key, n) as r
             on conflict do nothing returning scope, key`,
    },
    [requests.map((r) => r.scope), requests.map((r) => r.key), requests.map((r) => r.bodyHash)],
  );
  const fresh = new Set(rows.map((row) => `${row.scope}\n${row.key}`));
  const first = new Map<string, KeyedRequest>();
  const repeated = requests.filter((r) => !fresh.has(`${r.scope}\n${r.key}`));
  const stored = repeated.length === 0 ? new Map<string, StoredRequest>() : await recall(tx, repeated);
  return requests.map((request): Remembered => {
    const name = `${request.scope}\n${request.key}`;
    if (fresh.has(name)) {
      const earlier = first.get(name);
      if (earlier === undefined) {
        first.set(name, request);
        return { state: 'new' };
      }
      return earlier.bodyHash.equals(request.bodyHash)
        ? { state: 'known', outcome: null }
        : { state: 'conflict' };
    }
    const known = stored.get(name);
    if (known === undefined) throw new Error(`request ${name} vanished`);
    return known.body_hash.equals(request.bodyHash)
      ? { state: 'known', outcome: known.outcome }
      : { state: 'conflict' };
  });
}

interface StoredRequest {
  scope: string;
  key: string;
  body_hash: Buffer;
  outcome: Json;
}

async function recall(
  tx: Transaction,
  requests: readonly KeyedRequest[],
): Promise<Map<string, StoredRequest>> {
  const rows = await tx.query<StoredRequest>(
    `select scope, key, body_hash, outcome from platform.request
      where (scope, key) in (select * from unnest($1::text[], $2::text[]))`,
    [requests.map((r) => r.scope), requests.map((r) => r.key)],
  );
  return new Map(rows.map((row) => [`${row.scope}\n${row.key}`, row]));
}

/** Stores what came of claimed requests. */
export async function rememberOutcomes(
  tx: Transaction,
  outcomes: readonly { readonly request: KeyedRequest; readonly outcome: Json }[],
): Promise<void> {
  await tx.query(
    `update platform.request r set outcome = o.outcome
       from unnest($1::text[], $2::text[], $3::jsonb[]) as o(scope, key, outcome)
      where r.scope = o.scope and r.key = o.key`,
    [
      outcomes.map((o) => o.request.scope),
      outcomes.map((o) => o.request.key),
      outcomes.map((o) => JSON.stringify(o.outcome)),
    ],
  );
}

/** Same key, other body. */
export function idempotencyConflict(key: string): Refusal {
  return new Refusal(
    'IDEMPOTENCY_KEY_REUSED',
    409,
    {
      zh: `幂等键 ${key} 已用于另一个内容不同的请求`,
      en: `The idempotency key ${key} was used before for a request with another content`,
    },
    { rule: 'INV-06', details: { key } },
  );
}

/** The stored form of a refusal, so that a repeat gets the same answer. */
export function refusalToJson(refusal: Refusal): Json {
  return {
    code: refusal.code,
    status: refusal.status,
    zh: refusal.text.zh,
    en: refusal.text.en,
    rule: refusal.rule ?? null,
    details: { ...refusal.details },
    fields: refusal.fields.map(({ field, rule, message }) => ({
      field,
      rule,
      zh: message.zh,
      en: message.en,
    })),
  };
}

export function refusalFromJson(json: Json): Refusal {
  const stored = json as {
    code: string;
    status: Refusal['status'];
    zh: string;
    en: string;
    rule: string | null;
    details: Record<string, string>;
    fields: { field: string; rule: string; zh: string; en: string }[];
  };
  return new Refusal(
    stored.code,
    stored.status,
    { zh: stored.zh, en: stored.en },
    {
      ...(stored.rule === null ? {} : { rule: stored.rule }),
      details: stored.details,
      fields: stored.fields.map(({ field, rule, zh, en }) => ({ field, rule, message: { zh, en } })),
    },
  );
}
