import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import { Refusal } from '@carbon/kernel';
import type { FastifyRequest } from 'fastify';
import { digestOf } from './credentials';

const LIMIT = Symbol('bytes of many lines');
const TYPE = 'application/x-ndjson';

/** A body of lines, each a JSON value of its own; a line that is none is told as undefined, and the others stand. */
export class JsonLines {
  constructor(private readonly body: Buffer) {}

  /** Lines of nothing but white space are none. */
  values(): unknown[] {
    const values: unknown[] = [];
    for (const line of this.body.toString('utf8').split('\n')) {
      if (line.trim() !== '') values.push(valueOf(line));
    }
    return values;
  }
}

function valueOf(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * The route takes JSON, or lines of JSON (`JsonLines`), of up to so many bytes, and the hash of what was sent
 * (`@BodyDigest()`).
 */
export function TakesManyLines(maxBytes: number): MethodDecorator {
  return applyDecorators(RouteConfig({ [LIMIT]: maxBytes }), ApiConsumes('application/json', TYPE));
}

/** SHA-256 of the body's bytes as they were received, of a route that takes many lines. */
export const BodyDigest = createParamDecorator((_: unknown, context: ExecutionContext): Buffer =>
  digestOf(context.switchToHttp().getRequest<FastifyRequest>().raw),
);

/** Whether the bytes of a request are hashed whoever sends them. */
export function wantsDigest(request: FastifyRequest): boolean {
  return limitOf(request.routeOptions.config) !== undefined;
}

/** Reads lines of JSON on the routes that say so; all others refuse them before a byte is read. */
export function takeLinesWhereDeclared(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route) => {
    const limit = limitOf(route.config);
    if (limit !== undefined) route.bodyLimit = limit;
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const lines = request.headers['content-type']?.trimStart().toLowerCase().startsWith(TYPE) === true;
    done(
      lines && !wantsDigest(request)
        ? new Refusal('MEDIA_TYPE_UNSUPPORTED', 415, {
            zh: '此地址不接受逐行 JSON',
            en: 'This address does not take lines of JSON',
          })
        : undefined,
    );
  });
  fastify.addContentTypeParser(
    TYPE,
    { parseAs: 'buffer' },
    (_request: FastifyRequest, body: string | Buffer, done: (error: Error | null, body?: unknown) => void) =>
      done(null, new JsonLines(body as Buffer)),
  );
}

function limitOf(config: unknown): number | undefined {
  if (typeof config !== 'object' || config === null || !(LIMIT in config)) return undefined;
  const limit = config[LIMIT];
  return typeof limit === 'number' ? limit : undefined;
}
