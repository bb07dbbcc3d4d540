import { spawn } from 'node:child_process';

/** An operating-system account that programs can be run under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** A program that ended: its exit code (null when a signal ended it) and all that it wrote. */
export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** How long output may still come after the program itself has ended. */
const DRAIN_MS = 500;

/** `PG…` variables of the caller must not steer our own server, and its messages are read in English. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', LANG: 'C' };
}

/** Runs a program to its end, as `account` where one is given. It starts in `/`, which every account may enter. */
export function runProgram(file: string, args: readonly string[], account?: Account): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: process.platform === 'win32' ? undefined : '/',
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
    // A server that inherits the pipes (Windows) would keep them open for as long as it lives.
    child.on('exit', (code) => setTimeout(() => resolve({ code, output }), DRAIN_MS).unref());
  });
}
