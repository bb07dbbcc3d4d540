import { applyDecorators, type INestApplicationContext, RequestMethod, SetMetadata } from '@nestjs/common';
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

/** Keys under which NestJS keeps where a controller and a route stand. */
const PATH = 'path';
const METHOD = 'method';

/** A route, and what it says of who may call it. */
export interface DeclaredRoute {
  readonly method: string;
  /** As NestJS has it: `/v1/accounts/:number`. */
  readonly path: string;
  readonly handler: string;
  readonly declaration: RouteDeclaration | undefined;
}

/** Every route of the application. */
export function routesOf(app: INestApplicationContext): DeclaredRoute[] {
  const scanner = new MetadataScanner();
  const routes: DeclaredRoute[] = [];
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (typeof handler !== 'function' || Reflect.getMetadata(PATH, handler) === undefined) continue;
        routes.push({
          method: RequestMethod[Reflect.getMetadata(METHOD, handler) as number] ?? 'GET',
          path: joined(Reflect.getMetadata(PATH, metatype), Reflect.getMetadata(PATH, handler)),
          handler: `${metatype.name}.${name}`,
          declaration: declarationOf(metatype, handler),
        });
      }
    }
  }
  return routes;
}

function joined(...parts: unknown[]): string {
  const path = parts.flatMap((part) => String(part).split('/')).filter((part) => part !== '');
  return `/${path.join('/')}`;
}

/**
 * Walks every controller of the application.
 * @throws RouteUndeclaredError naming each controller and method without a declaration
 */
export function assertEveryRouteIsDeclared(app: INestApplicationContext): void {
  const missing = routesOf(app).filter(({ declaration }) => declaration === undefined);
  if (missing.length > 0) throw new RouteUndeclaredError(missing.map(({ handler }) => handler));
}
