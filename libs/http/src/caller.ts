import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission } from './permissions';

/** Who asks, and what it may do. */
export interface Caller {
  readonly id: string;
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
}

/** Finds out who asks. The class is also the injection token. */
export abstract class Authenticator {
  /**
   * @param authorization the header of that name
   * @returns undefined when no credentials were sent
   * @throws Refusal 401 when they are wrong
   */
  abstract authenticate(authorization: string | undefined): Promise<Caller | undefined>;
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
