import { AsyncLocalStorage } from 'node:async_hooks';
import { newId } from '@carbon/kernel';
import type { Caller } from './caller';

/** What is known of the request that is being answered, wherever in the code one stands. */
export interface RequestContext {
  readonly correlationId: string;
  callerId?: string;
  /** Known once the caller is; undefined on public routes. */
  caller?: Caller;
  /** Network address and browser of the caller: for the audit trail, never for the log. */
  readonly ip?: string;
  readonly agent?: string;
  /** The answer is the stored one of an earlier request with the same idempotency key. */
  replayed: boolean;
}

export const requestContexts = new AsyncLocalStorage<RequestContext>();

/** The correlation id of the request being answered; undefined outside of one. */
export function correlationId(): string | undefined {
  return requestContexts.getStore()?.correlationId;
}

/** Who asks, from where; undefined outside of a request. */
export function currentRequest(): RequestContext | undefined {
  return requestContexts.getStore();
}

/** Marks the answer as a replay: it will carry `Idempotent-Replay: true`. */
export function markReplayed(): void {
  const context = requestContexts.getStore();
  if (context !== undefined) context.replayed = true;
}

const WELL_FORMED = /^[A-Za-z0-9._:-]{8,128}$/;

/** The id the caller sent as `X-Correlation-Id` or `Request-Id` when it is well-formed, else a new one. */
export function correlationIdFrom(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  for (const name of ['x-correlation-id', 'request-id']) {
    const sent = headers[name];
    if (typeof sent === 'string' && WELL_FORMED.test(sent)) return sent;
  }
  return newId();
}
