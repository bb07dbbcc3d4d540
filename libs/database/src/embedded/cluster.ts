import { randomBytes } from 'node:crypto';
import { appendFileSync, chownSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OnProgress } from '@carbon/kernel';
import { type DataDirectory, writeWhole } from './data-directory';
import { errorCode } from './error-code';
import { freePort, isPortFree } from './free-port';
import type { PostgresBinaries } from './postgres-binaries';
import {
  directoryUnreadable,
  passwordRefused,
  portInUse,
  refusalFromFileError,
  refusalFromOutput,
  startTimeout,
} from './postgres-refusals';
import { type PostgresProfile, configurationText, settingsFor } from './postgres-settings';
import { type Postmaster, releasePidFile, runningPostmaster, waitUntilAccepting } from './postmaster';
import { runProgram } from './run-program';

/** Recovery of a full write-ahead log (4 GB) takes minutes on a slow disk. */
export const START_SECONDS = 300;
/** Children of a killed server hold its shared memory for a moment. */
const ORPHANS_MS = 30_000;
const ORPHANS_POLL_MS = 50;
const LOG_LIMIT_BYTES = 16 * 1024 * 1024;
const SUPERUSER = 'postgres';
const CONFIGURATION = 'carbon.conf';

/** A laid-out directory and the programs that may work on it. */
export interface Cluster {
  readonly place: DataDirectory;
  readonly binaries: PostgresBinaries;
}

export interface ClusterOptions {
  /** Port on 127.0.0.1. Default: the one used last time, else a free one, remembered in the directory. */
  readonly port?: number;
  readonly profile?: PostgresProfile;
  /** Server settings over those of the profile. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onProgress?: OnProgress;
}

/** Writes a file that the server's account may read and nobody else may. */
function writeForServer({ account }: DataDirectory, file: string, text: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  if (account) chownSync(file, account.uid, account.gid);
}

function passwordOf({ passwordFile }: DataDirectory): string {
  try {
    return readFileSync(passwordFile, 'utf8').trim();
  } catch (error) {
    throw directoryUnreadable(passwordFile, error);
  }
}

/** Connection string of the superuser to the database `postgres`. */
export function superuserUrl({ place }: Cluster, port: number): string {
  return `postgres://${SUPERUSER}:${passwordOf(place)}@127.0.0.1:${port}/postgres`;
}

/**
 * Makes the cluster where there is none. It is made under another name and renamed at the end: a start that was
 * killed in the middle leaves nothing that looks whole.
 */
export async function createCluster({ place, binaries }: Cluster, options: ClusterOptions): Promise<void> {
  if (existsSync(place.data)) return;
  options.onProgress?.({ step: `Creating a PostgreSQL cluster in ${place.home}`, done: 0 });
  const fresh = `${place.data}.new`;
  const passwordForInitdb = join(place.home, 'initdb-password');
  try {
    rmSync(fresh, { recursive: true, force: true });
    const password = randomBytes(24).toString('hex');
    writeWhole(place.passwordFile, `${password}\n`, 0o600);
    writeForServer(place, passwordForInitdb, `${password}\n`);
    const args = ['-D', fresh, '-U', SUPERUSER, `--pwfile=${passwordForInitdb}`, '-A', 'scram-sha-256'];
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const rest = [
      '--encoding=UTF8',
      '--no-instructions',
      ...(options.profile === 'test' ? ['--no-sync'] : []),
    ];
    const { code, output } = await runProgram(binaries.initdb, [...args, ...locale, ...rest], place.account);
    if (code !== 0) throw refusalFromOutput(output, { directory: place.home, port: 0 });
    appendFileSync(join(fresh, 'postgresql.conf'), `\ninclude_if_exists = '${CONFIGURATION}'\n`);
    renameSync(fresh, place.data);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw refusalFromFileError(error, place.directory);
  } finally {
    rmSync(passwordForInitdb, { force: true });
  }
}

async function answers(cluster: Cluster, { pid, port }: Postmaster): Promise<'accepting' | 'gone' | 'late'> {
  try {
    return await waitUntilAccepting(superuserUrl(cluster, port), pid, START_SECONDS * 1_000);
  } catch (error) {
    throw errorCode(error) === '28P01' ? passwordRefused(cluster.place.passwordFile, error) : error;
  }
}

/** The server that is running on the cluster, once it answers; undefined when none runs or it has just ended. */
export async function joinCluster(
  cluster: Cluster,
  onProgress?: OnProgress,
): Promise<Postmaster | undefined> {
  const running = runningPostmaster(cluster.place.data);
  if (!running) return undefined;
  onProgress?.({ step: `Joining the PostgreSQL that is running on port ${running.port}`, done: 0 });
  const outcome = await answers(cluster, running);
  if (outcome === 'late') throw startTimeout(cluster.place.home, logSince(cluster.place.log, 0));
  return outcome === 'accepting' ? running : undefined;
}

/** The wanted port if it is free; else the one of last time if it still is; else a free one. */
async function choosePort({ portFile }: DataDirectory, options: ClusterOptions): Promise<number> {
  if (options.port !== undefined) {
    if (!(await isPortFree(options.port))) throw portInUse(options.port);
    return options.port;
  }
  const last = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0;
  if (Number.isInteger(last) && last > 0 && last < 65_536) {
    if (await isPortFree(last)) return last;
    options.onProgress?.({ step: `Port ${last} is taken by another program: using a free one`, done: 0 });
  }
  return freePort();
}

function logSize(log: string): number {
  return statSync(log, { throwIfNoEntry: false })?.size ?? 0;
}

function logSince(log: string, from: number): string {
  return existsSync(log) ? readFileSync(log).subarray(from).toString('utf8') : '';
}

function prepareFiles(place: DataDirectory, port: number, options: ClusterOptions): void {
  try {
    const profile = settingsFor(options.profile ?? 'default', totalmem());
    const settings = { ...profile, ...options.settings, port: String(port) };
    writeForServer(place, join(place.data, CONFIGURATION), configurationText(settings));
    if (logSize(place.log) > LOG_LIMIT_BYTES) renameSync(place.log, `${place.log}.1`);
    writeWhole(place.portFile, `${port}\n`);
  } catch (error) {
    throw refusalFromFileError(error, place.directory);
  }
}

/** Starts the server and waits until it answers; the caller has seen that none is running. */
export async function launchCluster(cluster: Cluster, options: ClusterOptions): Promise<Postmaster> {
  const { place, binaries } = cluster;
  const port = await choosePort(place, options);
  prepareFiles(place, port, options);
  await releasePidFile(place.data);
  options.onProgress?.({ step: `Starting PostgreSQL on port ${port}`, done: 0 });
  const args = ['-D', place.data, '-l', place.log, '-w', '-t', String(START_SECONDS), '-s', 'start'];
  const deadline = Date.now() + ORPHANS_MS;
  for (;;) {
    const from = logSize(place.log);
    const { code, output } = await runProgram(binaries.pgCtl, args, place.account);
    const running = runningPostmaster(place.data);
    if (code === 0 && running && (await answers(cluster, running)) === 'accepting') return running;
    const said = `${output}${logSince(place.log, from)}`;
    if (!said.includes('pre-existing shared memory block') || Date.now() > deadline) {
      throw refusalFromOutput(said, { directory: place.home, port });
    }
    await sleep(ORPHANS_POLL_MS);
  }
}
