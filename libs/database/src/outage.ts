import { Refusal } from '@carbon/kernel';
import { sqlState } from './database';

/** Node's own codes of connections that could not be made or broke. */
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  'ENOENT',
]);

/** Operator intervention, too many connections; every code of class 08 (connection exception) besides. */
const UNAVAILABLE_STATES = new Set(['57P01', '57P02', '57P03', '53300', '53200']);

/** What pg and TypeORM say, without a code, when a connection is gone or none is to be had. */
const UNAVAILABLE_MESSAGES =
  /connection terminated|connection ended unexpectedly|timeout exceeded when trying to connect|timeout expired|not queryable|cannot use a pool after|driver not connected|connection with .* database is not established|connection is not established|datasource is not (set|initialized)/i;

/**
 * The refusal for an error that means the database cannot serve now: unreachable (DATABASE_UNAVAILABLE) or out of
 * disk (DATABASE_FULL), both 503. Undefined for every other error.
 */
export function outageOf(error: unknown): Refusal | undefined {
  const state = sqlState(error);
  if (state === '53100' || state === 'ENOSPC') {
    return new Refusal(
      'DATABASE_FULL',
      503,
      {
        zh: '数据库磁盘已满，暂不能写入；已受理的业务不受影响',
        en: 'The disk of the database is full and nothing can be written; what was accepted is safe',
      },
      { cause: error, details: { retryAfterSeconds: '60' } },
    );
  }
  if (!isConnectionFault(error, state)) return undefined;
  return new Refusal(
    'DATABASE_UNAVAILABLE',
    503,
    {
      zh: '数据库暂时无法连接，请稍后用同一幂等键重试',
      en: 'The database cannot be reached now; try again later with the same idempotency key',
    },
    { cause: error, details: { retryAfterSeconds: '5' } },
  );
}

function isConnectionFault(error: unknown, state: string | undefined): boolean {
  if (state !== undefined) {
    return CONNECTION_CODES.has(state) || UNAVAILABLE_STATES.has(state) || /^08[0-9A-Z]{3}$/.test(state);
  }
  if (error instanceof AggregateError)
    return error.errors.some((each) => isConnectionFault(each, sqlState(each)));
  return error instanceof Error && UNAVAILABLE_MESSAGES.test(error.message);
}
