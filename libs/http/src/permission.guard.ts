import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Refusal } from '@carbon/kernel';
import type { FastifyRequest } from 'fastify';
import { type Authenticator, type Caller, rememberCaller } from './caller';
import { credentialsOf } from './credentials';
import { credentialsMissing, permissionMissing } from './caller-refusals';
import { requestContexts } from './request-context';
import { declarationOf } from './route-declarations';
import type { Throttle } from './throttle';

/** Lets a request through to its handler when the caller has the permission that the route declares. */
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly throttle: Throttle,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const declaration = declarationOf(context.getClass(), context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (declaration === 'public') {
      await this.throttle.admit(undefined, request.ip);
      return true;
    }
    const caller = await this.identify(request);
    await this.throttle.admit(caller, request.ip);
    const store = requestContexts.getStore();
    if (store !== undefined) {
      store.callerId = caller.id;
      store.caller = caller;
    }
    // undeclared routes do not start (assertEveryRouteIsDeclared); were there one, nobody may call it
    if (declaration === undefined || !caller.permissions.has(declaration.permission)) {
      throw permissionMissing(declaration?.permission);
    }
    rememberCaller(request, caller);
    return true;
  }

  /** Guesses at credentials count against the address they come from. */
  private async identify(request: FastifyRequest): Promise<Caller> {
    try {
      const caller = await this.authenticator.authenticate(credentialsOf(request));
      if (caller === undefined) throw credentialsMissing();
      return caller;
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) await this.throttle.admit(undefined, request.ip);
      throw error;
    }
  }
}
