import { Database } from '@carbon/database';
import {
  type DynamicModule,
  Global,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { JobsController } from './http/jobs.controller';
import { JobKinds } from './job-kind';
import { JobRunner, type JobRunnerOptions } from './job-runner';

export type JobsOptions = Omit<JobRunnerOptions, 'onFault'>;

const JOBS_OPTIONS = Symbol('jobs options');

/** Long work with progress. Rooms inject JobKinds and register theirs in onModuleInit. Needs EdgeModule. */
@Global()
@Module({})
export class JobsModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly runner: JobRunner) {}

  static forRoot(options: JobsOptions = {}): DynamicModule {
    return {
      module: JobsModule,
      controllers: [JobsController],
      providers: [
        JobKinds,
        { provide: JOBS_OPTIONS, useValue: options },
        {
          provide: JobRunner,
          inject: [Database, JobKinds, JOBS_OPTIONS],
          useFactory: (database: Database, kinds: JobKinds, given: JobsOptions) => {
            const log = new Logger(JobRunner.name);
            return new JobRunner(database, kinds, { ...given, onFault: (error) => log.error(error) });
          },
        },
      ],
      exports: [JobKinds, JobRunner],
    };
  }

  onApplicationBootstrap(): void {
    this.runner.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.runner.stop();
  }
}
