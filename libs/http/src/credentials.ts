import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import type { Credentials } from './caller';

const bodies = new WeakMap<IncomingMessage, Hash>();

/** The bytes of a signed request's body are hashed as they pass, so that the signature over them can be checked. */
export function hashSignedBodies(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preParsing', (request, _reply, payload, done) => {
      if (request.headers['x-carbon-signature'] === undefined) {
        done(null, payload);
        return;
      }
      const hash = createHash('sha256');
      bodies.set(request.raw, hash);
      const tap = new Transform({
        transform(chunk: Buffer, _encoding, next) {
          hash.update(chunk);
          next(null, chunk);
        },
      });
      payload.on('error', (error) => tap.destroy(error));
      done(null, payload.pipe(tap));
    });
}

export function credentialsOf(request: FastifyRequest): Credentials {
  const header = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return {
    authorization: request.headers.authorization,
    cookies: parseCookie(request.headers.cookie ?? ''),
    method: request.method,
    target: request.raw.url ?? request.url,
    header,
    bodyDigest: (bodies.get(request.raw) ?? createHash('sha256')).copy().digest(),
    ip: request.ip,
  };
}
