import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission } from './permissions';
import { EVERYTHING, type Reach } from './reach';

/** Who asks, what it may do, and whose objects it may see. */
export interface Caller {
  /** `user:<uuid>`, `key:<id>` or the id of a service key; stands in the journal and the audit trail. Never personal. */
  readonly id: string;
  readonly name: string;
  /**
   * `user`: a person in a session. `api-key`: a system of a holder, by signed requests. `service-key`: a machine of the
   * operator, known by the configuration.
   */
  readonly kind: 'user' | 'api-key' | 'service-key';
  readonly permissions: ReadonlySet<Permission>;
  /** Objects of holders outside of it answer 404. */
  readonly reach: Reach;
  /** The natural person behind it: two callers of one person are one pair of eyes. */
  readonly personId?: string;
  /** The user account of a session. */
  readonly userId?: string;
  readonly sessionId?: string;
  /** The holder it acts for, and its role there. */
  readonly holder?: { readonly id: string; readonly code: string; readonly kind: string };
  readonly role?: string;
  /** When a second factor was last shown in this session (REG-002). */
  readonly secondFactorAt?: Date;
  /** Whether the user of a session has set one up at all. */
  readonly hasSecondFactor?: boolean;
}

/** A machine of the operator: everything it has permission for, on everybody's objects. */
export function serviceCaller(id: string, name: string, permissions: Iterable<Permission>): Caller {
  return { id, name, kind: 'service-key', permissions: new Set(permissions), reach: EVERYTHING };
}

/** What a request shows of who sent it. */
export interface Credentials {
  readonly authorization: string | undefined;
  /** Cookies by name, as sent. */
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly method: string;
  /** Path and query, exactly as sent. */
  readonly target: string;
  /** Header by its lower-case name; the first when it was sent twice. */
  header(name: string): string | undefined;
  /** SHA-256 of the body's bytes as received; of nothing when there is none. */
  readonly bodyDigest: Buffer;
  readonly ip: string;
}

/** Finds out who asks. The class is also the injection token. */
export abstract class Authenticator {
  /**
   * @returns undefined when no credentials were sent
   * @throws Refusal 401 when they are wrong
   */
  abstract authenticate(credentials: Credentials): Promise<Caller | undefined>;
}

const callers = new WeakMap<object, Caller>();

export function rememberCaller(request: object, caller: Caller): void {
  callers.set(request, caller);
}

/** The caller of a route that declares a permission. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (caller === undefined) throw new Error('a public route has no caller');
  return caller;
});
