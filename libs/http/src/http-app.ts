import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import fastifyHelmet from '@fastify/helmet';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId, problemDocument } from '@carbon/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authenticator } from './caller';
import { hashSignedBodies, refuseStrangersBodies } from './credentials';
import { JsonLogger } from './json-logger';
import { languageOf } from './language';
import { takeLinesWhereDeclared, wantsDigest } from './many-lines';
import { takeFilesWhereDeclared } from './multipart';
import { type OpenApiOptions, publishOpenApi } from './openapi';
import { PermissionGuard } from './permission.guard';
import { PROBLEM_TYPE, told } from './problem';
import { ProblemFilter } from './problem.filter';
import { correlationIdFrom, type RequestContext, requestContexts } from './request-context';
import { assertEveryRouteIsDeclared } from './route-declarations';
import { RouteTable } from './route-table';
import { Throttle, type ThrottleOptions } from './throttle';
import { validationPipe } from './validation';

export interface HttpAppOptions {
  readonly openApi: OpenApiOptions;
  readonly logger?: JsonLogger;
  /** Bytes of a JSON body; 1 MiB when absent. */
  readonly bodyLimit?: number;
  /** Bytes of a text/csv body, for import routes; 32 MiB when absent. */
  readonly csvBodyLimit?: number;
  /** How long a request may take to arrive; 60 s when absent. */
  readonly requestTimeoutMs?: number;
  /**
   * Addresses or networks of the proxies in front, whose word on where a request came from is taken; nobody's when absent.
   */
  readonly trustProxy?: readonly string[];
  /** Requests a caller may send in a while. */
  readonly throttle?: ThrottleOptions;
}

const MEBIBYTE = 1_048_576;
const LONGEST_PARAMETER = 200;
/** What helmet says elsewhere, for answers that no hook sees: nothing in them is shown or run. */
const BARE_SECURITY_HEADERS = {
  'Content-Security-Policy': "default-src 'none';object-src 'none';frame-ancestors 'none';base-uri 'none'",
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const;
const TEXT_WITHOUT_CHARSET = /^text\/[a-z-]+$/;

/**
 * The application of a module, initialised and ready for `listen` or `inject`: problem documents, validation,
 * permissions, correlation ids, security headers, OpenAPI. Needs EdgeModule among its imports.
 * @throws RouteUndeclaredError when a route says nothing of who may call it
 */
export async function createHttpApp(
  module: Type | DynamicModule,
  options: HttpAppOptions,
): Promise<NestFastifyApplication> {
  const logger = options.logger ?? new JsonLogger();
  const routes = new RouteTable();
  const filter = new ProblemFilter(logger, routes);
  const adapter = fastifyAdapter(options, filter);
  adapter.getInstance().addHook('onRoute', ({ url, method }) => {
    routes.add(url, [method].flat());
  });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- NestJS declares its options as a class
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
  try {
    await dress(app, options, filter, logger);
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function dress(
  app: NestFastifyApplication,
  options: HttpAppOptions,
  filter: ProblemFilter,
  logger: JsonLogger,
): Promise<void> {
  assertEveryRouteIsDeclared(app);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(filter);
  const throttle = new Throttle(options.throttle);
  app.useGlobalGuards(new PermissionGuard(app.get(Authenticator, { strict: false }), throttle));
  followRequests(app, logger);
  refuseStrangersBodies(app);
  hashSignedBodies(app, wantsDigest);
  takeOnlyJsonAndCsv(app, options.csvBodyLimit ?? 32 * MEBIBYTE);
  takeFilesWhereDeclared(app);
  takeLinesWhereDeclared(app);
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'font-src': ["'self'"],
        'object-src': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
      useDefaults: false,
    },
  });
  await app.init();
  // rooms tell each other what they bring while the modules start: the document is written after that
  publishOpenApi(app, options.openApi);
  await app.getHttpAdapter().getInstance().ready();
}

function fastifyAdapter(options: HttpAppOptions, filter: ProblemFilter): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: options.bodyLimit ?? MEBIBYTE,
    requestTimeout: options.requestTimeoutMs ?? 60_000,
    trustProxy: options.trustProxy === undefined ? false : [...options.trustProxy],
    logger: false,
    routerOptions: { maxParamLength: LONGEST_PARAMETER, ignoreTrailingSlash: false },
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => correlationIdFrom(request.headers),
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    forceCloseConnections: 'idle',
    // addresses that cannot be decoded never reach a route, nor hooks
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      void reply.header('X-Correlation-Id', request.id);
      void reply.headers(BARE_SECURITY_HEADERS);
      filter.answer(error, request, reply);
    },
    clientErrorHandler: answerGarbage,
  });
}

/** Bytes that are no HTTP request: there is no reply object, only the socket. */
function answerGarbage(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400;
  const problem = problemDocument(
    told(Object.assign(new Error('client'), { statusCode: status, code: 'FST_CLIENT' })),
    languageOf(undefined),
    newId(),
  );
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${status} ${problem.title}\r\nContent-Type: ${PROBLEM_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Gives each request its context and correlation id, and a line in the log when it is answered. */
function followRequests(app: NestFastifyApplication, logger: JsonLogger): void {
  const contexts = new WeakMap<IncomingMessage, RequestContext>();
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    const agent = request.headers['user-agent'];
    const context: RequestContext = {
      correlationId: request.id,
      replayed: false,
      ip: request.ip,
      ...(agent === undefined ? {} : { agent: agent.slice(0, 200) }),
    };
    contexts.set(request.raw, context);
    void reply.header('X-Correlation-Id', request.id);
    requestContexts.run(context, done);
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const context = contexts.get(request.raw);
    if (context?.replayed === true) void reply.header('Idempotent-Replay', 'true');
    // what a caller may see is no cache's business
    if (context?.caller !== undefined && !reply.hasHeader('cache-control')) {
      void reply.header('Cache-Control', 'no-store');
    }
    const type = reply.getHeader('content-type');
    // the reader of the documentation says it is text, and not how its characters are written
    if (typeof type === 'string' && TEXT_WITHOUT_CHARSET.test(type)) {
      void reply.header('Content-Type', `${type}; charset=utf-8`);
    }
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    logger.event('info', 'answered', {
      correlationId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      caller: contexts.get(request.raw)?.callerId,
    });
    done();
  });
}

/** JSON objects as Fastify reads them (refusing `__proto__`); text/csv as text, with a limit of its own. */
function takeOnlyJsonAndCsv(app: NestFastifyApplication, csvBodyLimit: number): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser(
    'text/csv',
    { parseAs: 'string', bodyLimit: csvBodyLimit },
    (_request: unknown, body: string | Buffer, done: (error: Error | null, body: string | Buffer) => void) =>
      done(null, body),
  );
}

/** Closes the application, then what it stood on, when the process is asked to end. */
export function closeOnSignals(app: NestFastifyApplication, after: () => Promise<void>): void {
  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    app
      .close()
      .then(after)
      .catch(() => (process.exitCode = 1));
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
}
