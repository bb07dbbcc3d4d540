import { type Database, refusalToJson } from '@carbon/database';
import { Recurring } from '@carbon/http';
import { newId, Refusal } from '@carbon/kernel';
import { plainToInstance } from 'class-transformer';
import { gaveUp, jobBroke } from './domain/refusals';
import { type JobKind, type JobKinds, JobStopped, type RunningJob } from './job-kind';
import {
  endJob,
  type JobEnding,
  keepFile,
  LEASE_SECONDS,
  renew,
  sweepFiles,
  takeJob,
} from './persistence/leases';
import { reachFrom } from './persistence/stored-reach';

export interface JobRunnerOptions {
  /** How often to look for work, in milliseconds. */
  readonly every?: number;
  /** Jobs that run at a time in this process. */
  readonly atOnce?: number;
  /** Days a job's file is kept. */
  readonly fileDays?: number;
  readonly onFault?: (error: unknown) => void;
}

type Taken = NonNullable<Awaited<ReturnType<typeof takeJob>>>;

/** Times a job is begun before it is given up: it may be what kills the process. */
const ATTEMPTS = 3;
const SWEEP_EVERY = 3_600_000;

/** Does the jobs that wait, and takes up again what a process that died has left. Any number of processes may run one. */
export class JobRunner {
  private readonly looking = new Recurring();
  private readonly sweeping = new Recurring();
  private readonly running = new Set<Promise<void>>();
  private readonly me = newId();
  private stopping = false;
  private readonly onFault: (error: unknown) => void;

  constructor(
    private readonly database: Database,
    private readonly kinds: JobKinds,
    private readonly options: JobRunnerOptions = {},
  ) {
    this.onFault = options.onFault ?? (() => undefined);
  }

  start(): void {
    const { onFault } = this;
    this.looking.start({
      every: this.options.every ?? 1_000,
      atOnce: true,
      work: () => this.look(),
      onFault,
    });
    this.sweeping.start({ every: SWEEP_EVERY, work: () => sweepFiles(this.database), onFault });
  }

  /** Takes what waits, as much as may run at a time. */
  async look(): Promise<void> {
    while (!this.stopping && this.running.size < (this.options.atOnce ?? 2)) {
      const kinds = this.kinds.all().map(({ kind }) => kind);
      const taken = await takeJob(this.database, this.me, kinds);
      if (taken === undefined) return;
      const work = this.run(taken).finally(() => {
        this.running.delete(work);
        // the next need not wait for the next look
        void this.look().catch(this.onFault);
      });
      this.running.add(work);
    }
  }

  /** Lets running jobs stop at their next batch; another process takes them up. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([this.looking.stop(), this.sweeping.stop()]);
    await Promise.all(this.running);
  }

  private async run(taken: Taken): Promise<void> {
    const { id, kind: name, attempts } = taken;
    const kind = this.kinds.find(name);
    if (kind === undefined) return;
    const mine = { id, runner: this.me };
    // a batch may take longer than the lease
    const beat = setInterval(
      () => void renew(this.database, mine).catch(this.onFault),
      (LEASE_SECONDS * 1000) / 3,
    );
    try {
      const ending = attempts > ATTEMPTS ? gone(attempts - 1) : await this.work(kind, taken);
      if (ending !== undefined) await this.database.transaction((tx) => endJob(tx, mine, ending));
    } catch (error) {
      this.onFault(error);
    } finally {
      clearInterval(beat);
    }
  }

  /** What came of it; undefined when another process goes on with it. */
  private async work(kind: JobKind, taken: Taken): Promise<JobEnding | undefined> {
    try {
      return { state: 'done', result: await kind.run(this.handle(kind, taken)) };
    } catch (error) {
      if (error instanceof JobStopped) return error.why === 'cancelled' ? { state: 'cancelled' } : undefined;
      if (error instanceof Refusal) return { state: 'failed', problem: refusalToJson(error) };
      this.onFault(error);
      return { state: 'failed', problem: refusalToJson(jobBroke()) };
    }
  }

  private handle(kind: JobKind, { id, payload, requestedBy, holderId, reach, attempts }: Taken): RunningJob {
    return {
      ...{ id, requestedBy, holderId, database: this.database },
      payload: plainToInstance(kind.payload, payload),
      reach: reachFrom(reach),
      attempt: attempts,
      progress: async (step, done, total) => {
        const still = await renew(this.database, { id, runner: this.me }, { step, done, total });
        if (still === undefined) throw new JobStopped('lost');
        if (still.cancelRequested) throw new JobStopped('cancelled');
        if (this.stopping) throw new JobStopped('lost');
      },
      keepFile: (file) => keepFile(this.database, id, file, this.options.fileDays ?? 7),
    };
  }
}

const gone = (attempts: number): JobEnding => ({ state: 'failed', problem: refusalToJson(gaveUp(attempts)) });
