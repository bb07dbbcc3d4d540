import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import type { Credentials } from './caller';
import { credentialsMissing } from './caller-refusals';

const bodies = new WeakMap<IncomingMessage, Hash>();

/**
 * The bytes of a signed request's body are hashed as they pass, so that the signature over them can be checked; so are
 * those of routes that want it.
 */
export function hashSignedBodies(
  app: NestFastifyApplication,
  wanted: (request: FastifyRequest) => boolean,
): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preParsing', (request, _reply, payload, done) => {
      if (request.headers['x-carbon-signature'] === undefined && !wanted(request)) {
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

/** Bodies larger than this are read only from callers who show credentials, right or wrong. */
const STRANGERS_BODY = 65_536;

/** Whether a request shows credentials of any kind. */
function showsCredentials({ headers }: IncomingMessage): boolean {
  return (
    headers.authorization !== undefined ||
    headers.cookie !== undefined ||
    headers['x-carbon-signature'] !== undefined
  );
}

/** Refuses to read a large body, or one of unsaid length, from somebody who shows no credentials. */
export function refuseStrangersBodies(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      const length = Number(request.headers['content-length'] ?? 0);
      const unsaid = request.headers['transfer-encoding'] !== undefined;
      const stranger = (length > STRANGERS_BODY || unsaid) && !showsCredentials(request.raw);
      done(stranger ? credentialsMissing() : undefined);
    });
}

/** SHA-256 of the body's bytes as far as they were hashed; of nothing when there is none. */
export function digestOf(request: IncomingMessage): Buffer {
  return (bodies.get(request) ?? createHash('sha256')).copy().digest();
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
    bodyDigest: digestOf(request.raw),
    ip: request.ip,
  };
}
