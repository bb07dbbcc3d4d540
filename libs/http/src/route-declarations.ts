import { applyDecorators, type INestApplicationContext, SetMetadata } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Permission } from './permissions';

const DECLARATION = 'carbon:route';

/** What a route says of who may call it. */
export type RouteDeclaration = { readonly permission: Permission } | 'public';

type RouteDecorator = MethodDecorator & ClassDecorator;

/** The route is for callers with this permission. */
export function Permit(permission: Permission): RouteDecorator {
  return applyDecorators(
    SetMetadata(DECLARATION, { permission } satisfies RouteDeclaration),
    ApiBearerAuth('api-key'),
  );
}

/** The route is for everybody, on purpose. */
export function PublicRoute(): RouteDecorator {
  return SetMetadata(DECLARATION, 'public' satisfies RouteDeclaration);
}

/** What a handler declares, or its controller for it. */
export function declarationOf(controller: object, handler: object): RouteDeclaration | undefined {
  return (Reflect.getMetadata(DECLARATION, handler) ?? Reflect.getMetadata(DECLARATION, controller)) as
    RouteDeclaration | undefined;
}

/** A route that says neither who may call it nor that everybody may. */
export class RouteUndeclaredError extends Error {
  constructor(readonly routes: readonly string[]) {
    super(
      `以下接口未声明权限，拒绝启动 / refusing to start, these routes declare no permission: ${routes.join(', ')}. ` +
        `Add @Permit('…') or @PublicRoute().`,
    );
    this.name = 'RouteUndeclaredError';
  }
}

/** Key under which NestJS marks a method as a route. */
const ROUTE_MARK = 'path';

/**
 * Walks every controller of the application.
 * @throws RouteUndeclaredError naming each controller and method without a declaration
 */
export function assertEveryRouteIsDeclared(app: INestApplicationContext): void {
  const scanner = new MetadataScanner();
  const missing: string[] = [];
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (typeof handler !== 'function' || Reflect.getMetadata(ROUTE_MARK, handler) === undefined) continue;
        if (declarationOf(metatype, handler) === undefined) missing.push(`${metatype.name}.${name}`);
      }
    }
  }
  if (missing.length > 0) throw new RouteUndeclaredError(missing);
}
