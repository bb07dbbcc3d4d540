import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { problemDocument } from '@carbon/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JsonLogger } from './json-logger';
import { languageOf } from './language';
import { PROBLEM_TYPE, retryAfterOf, told, type Told } from './problem';
import type { RouteTable } from './route-table';

/** Turns every error into a problem document; what is our fault is logged in full and told in one sentence. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: JsonLogger,
    private readonly routes: RouteTable,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.answer(error, request, reply);
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    let what = told(error);
    if (what.code === 'ROUTE_UNKNOWN') what = this.perhapsOtherMethod(what, request, reply);
    if (what.fault) {
      this.logger.event('error', what.code, {
        error,
        correlationId: request.id,
        method: request.method,
        route: request.routeOptions.url,
      });
    }
    if (reply.sent) return;
    const retryAfter = retryAfterOf(what);
    if (retryAfter !== undefined) void reply.header('Retry-After', retryAfter);
    if (what.status === 401) void reply.header('WWW-Authenticate', 'Bearer realm="carbon-ledger"');
    void reply
      .status(what.status)
      .header('Content-Type', PROBLEM_TYPE)
      .header('Vary', 'Accept-Language')
      .header('Cache-Control', 'no-store')
      .send(
        JSON.stringify(problemDocument(what, languageOf(request.headers['accept-language']), request.id)),
      );
  }

  /** An address that answers other methods is there: 405, and which ones. */
  private perhapsOtherMethod(what: Told, request: FastifyRequest, reply: FastifyReply): Told {
    const methods = this.routes.methodsAt(request.url);
    if (methods.length === 0) return what;
    void reply.header('Allow', methods.join(', '));
    return {
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      text: {
        zh: `此地址不支持 ${request.method}，只支持 ${methods.join('、')}`,
        en: `This address does not take ${request.method}, only ${methods.join(', ')}`,
      },
      fault: false,
    };
  }
}
