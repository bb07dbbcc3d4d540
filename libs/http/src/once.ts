import {
  bodyHash,
  claimRequests,
  Database,
  idempotencyConflict,
  refusalFromJson,
  refusalToJson,
  rememberOutcomes,
  type Transaction,
} from '@carbon/database';
import { type Json, Refusal } from '@carbon/kernel';
import { Injectable } from '@nestjs/common';
import { markReplayed } from './request-context';

export interface OnceRequest {
  readonly caller: { readonly id: string };
  /** Names the route, `holders.create`; keys of operations do not meet. */
  readonly operation: string;
  readonly key: string;
  /** What the request asks for, path parameters included: another body under the same key is a conflict. */
  readonly body: object;
}

/** The scope in which a caller's keys of one operation stand. */
export function idempotencyScope(caller: { readonly id: string }, operation: string): string {
  return `${caller.id} ${operation}`;
}

type Stored = { readonly body: Json } | { readonly refusal: Json };

/** Runs a request once (INV-06): in one transaction with what it does, its key is claimed and its outcome kept. */
@Injectable()
export class Once {
  constructor(private readonly database: Database) {}

  /**
   * `work` gives a JSON value, quantities as strings. What it gives is what this and every repeat answers. A refusal
   * is an outcome too: its repeat is refused alike, and nothing else `work` did stays. Refusals that ask to come again
   * (429, 503) and errors are not kept.
   *
   * Repeats at the same time wait for the first on their own connection: `work` must not need another one.
   * @throws Refusal of `work`; IDEMPOTENCY_KEY_REUSED
   */
  async run<T extends object>(
    request: OnceRequest,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<{ readonly body: T; readonly replayed: boolean }> {
    const { stored, replayed } = await this.database.transaction((tx) => settle(tx, request, work));
    if (replayed) markReplayed();
    if ('refusal' in stored) throw refusalFromJson(stored.refusal);
    return { body: stored.body as T, replayed };
  }
}

async function settle(
  tx: Transaction,
  { caller, operation, key, body }: OnceRequest,
  work: (tx: Transaction) => Promise<object>,
): Promise<{ stored: Stored; replayed: boolean }> {
  const request = { scope: idempotencyScope(caller, operation), key, bodyHash: bodyHash(toJson(body)) };
  const [memory] = await claimRequests(tx, [request]);
  if (memory?.state === 'conflict') throw idempotencyConflict(key);
  if (memory?.state === 'known') return { stored: memory.outcome as unknown as Stored, replayed: true };
  await tx.query('savepoint work');
  let outcome: Json;
  try {
    outcome = { body: toJson(await work(tx)) };
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 503 || error.status === 429) throw error;
    await tx.query('rollback to savepoint work');
    outcome = { refusal: refusalToJson(error) };
  }
  await rememberOutcomes(tx, [{ request, outcome }]);
  return { stored: outcome as unknown as Stored, replayed: false };
}

function toJson(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
