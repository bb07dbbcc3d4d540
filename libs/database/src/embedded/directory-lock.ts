import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './error-code';
import { isAlive } from './process-life';

const POLL_MS = 25;
/** A holder shows that it lives by touching its lock this often… */
const TOUCH_MS = 1_000;
/** …so an untouched lock is a dead holder's, whatever process has its pid now. */
const STALE_MS = 20_000;

/** Locks that this very process holds: a file with our pid that is not among them was left by a namesake. */
const held = new Set<string>();

export interface LockOptions {
  readonly timeoutMs: number;
  /** The error for a lock that another process keeps for longer than that. */
  readonly busy: (pid: number | undefined) => Error;
}

function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isStale(file: string): boolean {
  try {
    const { mtimeMs } = statSync(file);
    const pid = holderOf(file);
    if (held.has(file)) return false;
    if (pid !== undefined && (pid === process.pid || !isAlive(pid))) return true;
    return Date.now() - mtimeMs > STALE_MS;
  } catch {
    return false; // gone meanwhile: the next try will tell
  }
}

/** Takes the file if nobody has it. Created in one step (O_EXCL), so two processes cannot both succeed. */
function tryTake(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    held.add(file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a dead holder's lock. Only one process may do so at a time, or the slower of two would remove the lock
 * that the faster has just taken; a directory made in one step decides who.
 */
function breakStale(file: string): void {
  const breaking = `${file}.breaking`;
  try {
    mkdirSync(breaking);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    const abandoned = statSync(breaking, { throwIfNoEntry: false });
    if (abandoned && Date.now() - abandoned.mtimeMs > STALE_MS) {
      renameSync(breaking, `${breaking}.${process.pid}`);
      rmSync(`${breaking}.${process.pid}`, { recursive: true, force: true });
    }
    return;
  }
  try {
    if (isStale(file)) rmSync(file, { force: true });
  } finally {
    rmSync(breaking, { recursive: true, force: true });
  }
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // The directory was removed under us; whoever works in it will notice.
  }
}

/** Runs `work` while no other process, nor another call in this one, holds the lock `file`. */
export async function withDirectoryLock<T>(
  file: string,
  options: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + options.timeoutMs;
  while (!tryTake(file)) {
    if (isStale(file)) breakStale(file);
    if (Date.now() > deadline) throw options.busy(holderOf(file));
    await sleep(POLL_MS);
  }
  const touching = setInterval(() => touch(file), TOUCH_MS);
  touching.unref();
  try {
    return await work();
  } finally {
    clearInterval(touching);
    held.delete(file);
    rmSync(file, { force: true });
  }
}
