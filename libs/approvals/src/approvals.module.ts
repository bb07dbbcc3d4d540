import { OpenApiAdditions } from '@carbon/http';
import { rolesHeldSince } from '@carbon/identity';
import { approvalPolicy } from '@carbon/rules';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { type ApprovalPolicies, type RolesSince, TaskDesk } from './desk';
import { ExpiryScheduler, SWEEP_EVERY, type SweepEvery } from './expiry-scheduler';
import { describePayloads } from './http/describe-payloads';
import { TaskKindsController } from './http/task-kinds.controller';
import { TasksController } from './http/tasks.controller';
import { TaskEvents } from './task-events';
import { TaskKinds } from './task-kind';
import { TaskMails } from './task-mails';

export interface ApprovalsOptions {
  /** How often to look for tasks past their deadline, in milliseconds; 5 s when absent. */
  readonly sweepEvery?: SweepEvery;
  /** What the rules ask of a kind; the packs of @carbon/rules when absent. */
  readonly policy?: ApprovalPolicies;
  /** The roles people have had; the memberships of @carbon/identity when absent. */
  readonly rolesSince?: RolesSince;
}

const FIVE_SECONDS = 5_000;

/**
 * Proposals and their approval. Rooms inject TaskKinds and register what they let people propose, in a constructor or
 * onModuleInit. Needs EdgeModule.
 */
@Global()
@Module({})
export class ApprovalsModule {
  static forRoot(options: ApprovalsOptions = {}): DynamicModule {
    return {
      module: ApprovalsModule,
      controllers: [TasksController, TaskKindsController],
      providers: [
        TaskKinds,
        TaskEvents,
        {
          provide: TaskDesk,
          inject: [TaskKinds, TaskEvents, OpenApiAdditions],
          useFactory: (kinds: TaskKinds, events: TaskEvents, openApi: OpenApiAdditions): TaskDesk => {
            openApi.add(() => describePayloads(kinds));
            return new TaskDesk(
              kinds,
              events,
              options.policy ?? approvalPolicy,
              options.rolesSince ?? rolesHeldSince,
            );
          },
        },
        { provide: SWEEP_EVERY, useValue: options.sweepEvery ?? FIVE_SECONDS },
        ExpiryScheduler,
        TaskMails,
      ],
      exports: [TaskKinds, TaskEvents, TaskDesk],
    };
  }
}
