import { join } from 'node:path';
import type { OnProgress } from '@carbon/kernel';
import {
  type Cluster,
  type ClusterOptions,
  START_SECONDS,
  createCluster,
  joinCluster,
  launchCluster,
  superuserUrl,
} from './cluster';
import { PASSABLE_BASE, openDataDirectory, prepareDirectory } from './data-directory';
import { withDirectoryLock } from './directory-lock';
import { locateBinaries, reachableBinaries } from './postgres-binaries';
import { refusalFromFileError, startBusy } from './postgres-refusals';
import { type Postmaster, killPostmaster, runningPostmaster } from './postmaster';
import { waitUntilGone } from './process-life';
import { runProgram } from './run-program';

const STOP_SECONDS = 120;
/** Time to leave after the pid file is gone. */
const EXIT_MS = 10_000;
/** Whoever waits for another process's start gives it the time that a start may take. */
const LOCK_MS = (START_SECONDS + 30) * 1_000;

export interface EmbeddedPostgresOptions extends ClusterOptions {
  /** Where everything of this server lives; made when it is not there. */
  readonly directory: string;
}

async function locked<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const busy = (pid: number | undefined): Error => startBusy(directory, pid);
  return withDirectoryLock(join(directory, 'start.lock'), { timeoutMs: LOCK_MS, busy }, work);
}

/** The data of the directory and the programs for them; the caller holds its lock. */
async function openCluster(directory: string, onProgress?: OnProgress): Promise<Cluster> {
  const found = locateBinaries();
  const place = await openDataDirectory(directory, found.major, onProgress);
  const binaries = place.account
    ? await reachableBinaries(found, place.account, PASSABLE_BASE, onProgress)
    : found;
  return { place, binaries };
}

/**
 * A PostgreSQL server of our own, from the binaries that npm installed, with its data in a directory. The server
 * outlives this process when that is killed; the next `start` on the directory finds and uses it.
 */
export class EmbeddedPostgres {
  /** Connection string of the superuser to the database `postgres`. */
  readonly superuserUrl: string;

  private constructor(
    private readonly cluster: Cluster,
    private readonly postmaster: Postmaster,
    /** Whether the server was already running and was taken over as it is, with its own port and settings. */
    readonly reused: boolean,
  ) {
    this.superuserUrl = superuserUrl(cluster, postmaster.port);
  }

  /**
   * Starts the server of the directory, or joins the one that is running there. Only one process at a time starts
   * or stops it.
   * @throws Refusal with a `DATABASE_…` code that says what to do
   */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const { onProgress } = options;
    const directory = prepareDirectory(options.directory);
    try {
      return await locked(directory, async () => {
        const cluster = await openCluster(directory, onProgress);
        await createCluster(cluster, options);
        const running = await joinCluster(cluster, onProgress);
        return new EmbeddedPostgres(
          cluster,
          running ?? (await launchCluster(cluster, options)),
          running !== undefined,
        );
      });
    } catch (error) {
      throw refusalFromFileError(error, directory);
    }
  }

  /** Port on 127.0.0.1. */
  get port(): number {
    return this.postmaster.port;
  }

  /** Process id of the postmaster. */
  get pid(): number {
    return this.postmaster.pid;
  }

  /**
   * The server that is running on the directory, however it came to run; undefined when none is.
   * @throws Refusal as `start` does
   */
  static async find(directory: string): Promise<EmbeddedPostgres | undefined> {
    const path = prepareDirectory(directory);
    return locked(path, async () => {
      const cluster = await openCluster(path);
      const running = await joinCluster(cluster);
      return running && new EmbeddedPostgres(cluster, running, true);
    });
  }

  /** Stops the server: open transactions are rolled back, a checkpoint is written. Stopping twice is fine. */
  async stop(): Promise<void> {
    const { place, binaries } = this.cluster;
    await locked(place.directory, async () => {
      if (runningPostmaster(place.data)?.pid !== this.pid) return;
      const args = ['-D', place.data, '-m', 'fast', '-w', '-t', String(STOP_SECONDS), 'stop'];
      const { output } = await runProgram(binaries.pgCtl, args, place.account);
      if (!(await waitUntilGone(this.pid, EXIT_MS))) {
        throw new Error(`PostgreSQL (pid ${this.pid}) did not stop: ${output}`);
      }
    });
  }

  /** Ends the server and its children with SIGKILL, as a power cut would; for tests of recovery. */
  async kill(): Promise<void> {
    await killPostmaster(this.pid);
  }
}
