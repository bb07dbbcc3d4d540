import { Database } from '@carbon/database';
import { type Caller, CLOCK, currentRequest, declarationOf, type Permission } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { recordAudit } from '../record-audit';

/** What the business of a holder is seen through. */
const CONFIDENTIAL: ReadonlySet<Permission> = new Set<Permission>([
  'accounts.read',
  'ledger.read',
  'transfers.read',
  'trusted-accounts.read',
  'certificates.read',
  'tasks.read',
  'members.read',
]);

/** Whose people look at the business of others. */
const OFFICIALS: ReadonlySet<string> = new Set(['registry-operator', 'regulator', 'auditor', 'verifier']);

/**
 * Records that officials looked at the business of holders: which route, which object, never what it said. A holder's own
 * people looking at their own are not recorded. The answer waits for the record: what could not be recorded is not shown.
 */
@Injectable()
export class ConfidentialReadsInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const declaration = declarationOf(context.getClass(), context.getHandler());
    const caller = currentRequest()?.caller;
    const confidential =
      request.method === 'GET' &&
      declaration !== undefined &&
      declaration !== 'public' &&
      CONFIDENTIAL.has(declaration.permission) &&
      isOfficial(caller);
    if (!confidential) return next.handle();
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        await this.record(request);
        return answer;
      }),
    );
  }

  private async record(request: FastifyRequest): Promise<void> {
    const route = request.routeOptions.url ?? 'unknown';
    const [named] = Object.values(request.params as Record<string, string>);
    await this.database.transaction((tx) =>
      recordAudit(
        tx,
        { action: 'business.read', subject: { kind: 'route', id: route }, after: { object: named ?? null } },
        this.clock.now(),
      ),
    );
  }
}

function isOfficial(caller: Caller | undefined): boolean {
  return caller?.kind === 'user' && OFFICIALS.has(caller.holder?.kind ?? '');
}
