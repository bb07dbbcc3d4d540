import { statSync } from 'node:fs';
import { noUnprivilegedUser } from './postgres-refusals';
import { type Account, runProgram } from './run-program';

/** Accounts that may be there already, best first; the last is the one that is made when none is. */
const CREATED = 'carbon-postgres';
const CANDIDATES = ['postgres', '_postgres', CREATED, 'nobody'];

/** useradd is the tool of most Linux systems, adduser the one of Alpine and BusyBox. */
const CREATORS: readonly (readonly [string, readonly string[]])[] = [
  ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', CREATED]],
  ['adduser', ['-S', '-D', '-H', CREATED]],
];

/** Whether this process is root, which PostgreSQL refuses to run as. */
export function runsAsRoot(): boolean {
  return process.platform !== 'win32' && process.getuid?.() === 0;
}

/** The owner of a file as an account. */
export function ownerOf(path: string): Account {
  const { uid, gid } = statSync(path);
  return { uid, gid };
}

async function idOf(flag: '-u' | '-g', name: string): Promise<number | undefined> {
  const { code, output } = await runProgram('id', [flag, name]).catch(() => ({ code: 1, output: '' }));
  return code === 0 && /^\d+\s*$/.test(output) ? Number(output) : undefined;
}

/** The account of that name, unless there is none or it is root itself. */
export async function findAccount(name: string): Promise<Account | undefined> {
  const uid = await idOf('-u', name);
  const gid = await idOf('-g', name);
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
}

/**
 * An account for the server when we are root: an existing one, else a new one.
 * @throws Refusal DATABASE_NO_UNPRIVILEGED_USER
 */
export async function chooseAccount(candidates: readonly string[] = CANDIDATES): Promise<Account> {
  for (const name of candidates) {
    const found = await findAccount(name);
    if (found) return found;
  }
  for (const [program, args] of CREATORS) {
    await runProgram(program, args).catch(() => undefined);
    const created = await findAccount(CREATED);
    if (created) return created;
  }
  throw noUnprivilegedUser(candidates);
}

/** Whether `account` passes a shell test such as `-x` for `path`: asked of the system, so that ACLs count too. */
export async function mayAccess(account: Account, test: '-x' | '-r' | '-w', path: string): Promise<boolean> {
  const { code } = await runProgram('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', path], account);
  return code === 0;
}
