import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** How long caches may show an answer without asking again, in seconds (own choice). */
export const MAX_AGE = { moving: 1, settled: 300 } as const;

const DIGITS = 32;

/**
 * Gives an answer a tag of its content, so that who has it already is told so in a line (304). The answer itself is made all
 * the same.
 */
export function cached<T extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  body: T,
  maxAge: number,
): T | undefined {
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, DIGITS);
  const tag = `"${digest}"`;
  void reply.header('ETag', tag).header('Cache-Control', `public, max-age=${maxAge}`);
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''));
  if (!known.includes(tag)) return body;
  void reply.status(304);
  return undefined;
}
