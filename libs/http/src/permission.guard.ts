import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Refusal } from '@carbon/kernel';
import type { FastifyRequest } from 'fastify';
import { type Authenticator, rememberCaller } from './caller';
import { credentialsOf } from './credentials';
import type { Permission } from './permissions';
import { requestContexts } from './request-context';
import { declarationOf } from './route-declarations';

/** Lets a request through to its handler when the caller has the permission that the route declares. */
export class PermissionGuard implements CanActivate {
  constructor(private readonly authenticator: Authenticator) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const declaration = declarationOf(context.getClass(), context.getHandler());
    if (declaration === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.authenticator.authenticate(credentialsOf(request));
    if (caller === undefined) throw credentialsMissing();
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
}

function credentialsMissing(): Refusal {
  return new Refusal('CREDENTIALS_MISSING', 401, {
    zh: '请先登录，或以 API 密钥签名请求',
    en: 'Sign in first, or sign the request with an API key',
  });
}

/** @throws nothing: the refusal of a caller without a permission */
export function permissionMissing(permission: Permission | undefined): Refusal {
  const name = permission ?? '-';
  return new Refusal(
    'PERMISSION_MISSING',
    403,
    { zh: `您没有权限 ${name}`, en: `You do not have the permission ${name}` },
    { details: { permission: name } },
  );
}
