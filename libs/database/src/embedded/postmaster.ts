import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { errorCode } from './error-code';
import { isAlive, isZombie } from './process-life';
import { runProgram } from './run-program';

const POLL_MS = 20;
/** Time for the system to collect a dead process. */
const COLLECT_MS = 5_000;

/** What a running server tells of itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether that process is a PostgreSQL server; only Linux tells, elsewhere a living process is believed. */
function looksLikePostgres(pid: number): boolean {
  const command = read(`/proc/${pid}/cmdline`);
  return process.platform !== 'linux' || (command?.includes('postgres') ?? true);
}

/** Whether the process has ended but is still in the table; it has lost its command line by then. */
function isLeaving(pid: number): boolean {
  return isZombie(pid) || read(`/proc/${pid}/cmdline`) === '';
}

/** The server that runs on `data`; undefined when none does, also when a dead one left its pid file. */
export function runningPostmaster(data: string): Postmaster | undefined {
  const [pid, , , port] = (read(join(data, 'postmaster.pid')) ?? '').split('\n').map(Number);
  if (!pid || !port || !isAlive(pid) || !looksLikePostgres(pid)) return undefined;
  return { pid, port };
}

/**
 * Removes a `postmaster.pid` that would make PostgreSQL refuse to start for ever, because the number in it is still
 * somebody's: another program's after a restart of the machine or container, or a dead server's that nobody collects
 * (a container without an init process). Should children of that server still live, PostgreSQL sees them by their
 * shared memory, with or without this file. The caller has seen that no server is running.
 */
export async function releasePidFile(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const pid = Number(read(file)?.split('\n')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return;
  const deadline = Date.now() + COLLECT_MS;
  while (isLeaving(pid) && Date.now() < deadline) await sleep(POLL_MS);
  if (isZombie(pid) || (isAlive(pid) && !looksLikePostgres(pid))) rmSync(file, { force: true });
}

/** Not there yet, starting up, shutting down, crashed a moment ago: ask again. */
const PASSING = new Set(['ECONNREFUSED', 'ECONNRESET', '57P03', '57P01', '57P02', '53300']);

async function tryConnect(url: string): Promise<Error | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // reported by connect or query
  try {
    await client.connect();
    await client.query('select 1');
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Waits until the server answers. Gives 'gone' when its process ended meanwhile, 'late' at the deadline. */
export async function waitUntilAccepting(
  url: string,
  pid: number,
  timeoutMs: number,
): Promise<'accepting' | 'gone' | 'late'> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const error = await tryConnect(url);
    if (error === undefined) return 'accepting';
    if (!isAlive(pid)) return 'gone';
    const dropped = /terminated unexpectedly|timeout/.test(error.message);
    if (!PASSING.has(errorCode(error) ?? '') && !dropped) throw error;
    if (Date.now() > deadline) return 'late';
    await sleep(POLL_MS);
  }
}

/** Pairs of process and parent, from /proc or ps. */
async function processes(): Promise<(readonly [pid: number, parent: number])[]> {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(
        (name) => [Number(name), Number(/\) \S (\d+)/.exec(read(`/proc/${name}/stat`) ?? '')?.[1])] as const,
      );
  }
  const { output } = await runProgram('ps', ['-A', '-o', 'pid=,ppid=']);
  return output.split('\n').map((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return [pid ?? 0, parent ?? 0] as const;
  });
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // already gone
  }
}

/** Ends the server and its children at once, as a power cut would, and waits until they are gone. */
export async function killPostmaster(pid: number): Promise<void> {
  if (process.platform === 'win32') {
    await runProgram('taskkill', ['/T', '/F', '/PID', String(pid)]);
    return;
  }
  const family = (await processes()).filter(([, parent]) => parent === pid).map(([child]) => child);
  const all = [pid, ...family];
  all.forEach(killOne);
  while (all.some(isAlive)) await sleep(POLL_MS);
}
