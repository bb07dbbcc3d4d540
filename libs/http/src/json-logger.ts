import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger } from 'pino';
import { requestContexts } from './request-context';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Names whose values never reach a log, wherever they stand one level deep. */
const SECRETS = ['authorization', 'apiKey', 'key', 'password', 'cookie', 'body', 'parameters'];

/** What may be told of an error: drivers hang query parameters and rows on theirs, which may hold personal data. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  };
}

/** One JSON object a line, each with the correlation id of its request. Also the logger of NestJS. */
export class JsonLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: LogLevel = 'info', destination?: DestinationStream) {
    const options = {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      serializers: { error: describe },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
      mixin: () => {
        const context = requestContexts.getStore();
        return context === undefined
          ? {}
          : {
              correlationId: context.correlationId,
              ...(context.callerId === undefined ? {} : { caller: context.callerId }),
            };
      },
    };
    this.pino = destination === undefined ? pino(options) : pino(options, destination);
  }

  /** A line with facts of its own. */
  event(level: Exclude<LogLevel, 'silent'>, message: string, facts: Readonly<Record<string, unknown>>): void {
    this.pino[level](facts, message);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** NestJS gives the name of the speaker as the last argument, and of errors the stack before it. */
  private write(level: Exclude<LogLevel, 'silent'>, message: unknown, rest: readonly unknown[]): void {
    const texts = rest.filter((part) => typeof part === 'string');
    const error = [message, ...rest].find((part) => part instanceof Error);
    const context = texts.at(-1);
    const stack = texts.length > 1 ? texts[0] : undefined;
    this.pino[level](
      {
        ...(context === undefined ? {} : { context }),
        ...(stack === undefined ? {} : { stack }),
        ...(error === undefined ? {} : { error }),
      },
      message instanceof Error
        ? message.message
        : typeof message === 'string'
          ? message
          : JSON.stringify(message),
    );
  }
}
