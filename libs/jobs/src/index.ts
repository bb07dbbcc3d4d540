export { JOB_STATES, type JobState } from './domain/job-state';
export { type JobFile, type JobKind, JobKinds, JobStopped, type RunningJob } from './job-kind';
export { JobRunner, type JobRunnerOptions } from './job-runner';
export { JobsModule, type JobsOptions } from './jobs.module';
export { jobMigrations } from './persistence/migrations/index';
export { checkedRequest, requestJob } from './use-cases/request-job';
export * from './sheets/index';
