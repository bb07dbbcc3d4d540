import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import hre from 'hardhat';

let compiled: Promise<void> | undefined;

/** Compiles the contracts when their sources changed; once for each test file. */
export function compileContracts(): Promise<void> {
  compiled ??= oneAtATime(async () => {
    await hre.run('compile', { quiet: true });
  });
  return compiled;
}

/**
 * Test files run in several processes, and Hardhat writes its cache and artifacts in place: only one process may
 * do so at a time. The lock names its holder, so that one left behind by a killed run is taken over.
 */
async function oneAtATime(work: () => Promise<void>): Promise<void> {
  await mkdir(hre.config.paths.cache, { recursive: true });
  const lock = join(hre.config.paths.cache, 'compile.lock');
  while (!(await taken(lock))) {
    if (!(await holderLives(lock))) await rm(lock, { force: true });
    await pause(20);
  }
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function taken(lock: string): Promise<boolean> {
  try {
    const file = await open(lock, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function holderLives(lock: string): Promise<boolean> {
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (holder === 0) return true; // being written, or just released
  try {
    return process.kill(holder, 0);
  } catch {
    return false;
  }
}
