import { createHash, randomBytes } from 'node:crypto';
import { accessSync, chownSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { realpathSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OnProgress } from '@carbon/kernel';
import {
  directoryNewer,
  directoryNotWritable,
  directoryUnreadable,
  postgresVersion,
  refusalFromFileError,
} from './postgres-refusals';
import type { Account } from './run-program';
import { chooseAccount, mayAccess, ownerOf, runsAsRoot } from './unprivileged-user';

/** Layout of the directory that this version writes; a higher number was written by a newer version. */
export const LAYOUT = 1;

/** Where clusters and binaries go that an unprivileged account must reach while its caller's directory is closed. */
export const PASSABLE_BASE = '/var/lib/carbon-ledger';

const VERSION_FILE = 'carbon-version.json';
const DEFAULT_CLUSTER = 'postgres';

/** `cluster`: the folder of the cluster, relative to the directory, or absolute where it had to go elsewhere. */
interface VersionFile {
  readonly layout: number;
  readonly cluster: string;
}

/** The places of one embedded server. */
export interface DataDirectory {
  readonly directory: string;
  /** Folder of the cluster; owned by the server's account. */
  readonly home: string;
  /** PGDATA. */
  readonly data: string;
  readonly log: string;
  readonly passwordFile: string;
  readonly portFile: string;
  /** The account that the server runs under; absent when it is our own. */
  readonly account: Account | undefined;
}

/** Writes a file so that a reader sees the old text or the new one, never a part. */
export function writeWhole(file: string, text: string, mode = 0o644): void {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, text, { mode });
  renameSync(fresh, file);
}

/**
 * Makes the directory and gives its real path.
 * @throws Refusal DATABASE_DIRECTORY_NOT_WRITABLE, DATABASE_DISK_FULL
 */
export function prepareDirectory(directory: string): string {
  const path = resolve(directory);
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK | constants.X_OK);
    return realpathSync(path);
  } catch (error) {
    throw refusalFromFileError(error, path);
  }
}

function readVersion(directory: string): VersionFile | undefined {
  const file = join(directory, VERSION_FILE);
  if (!existsSync(file)) return undefined;
  let found: Partial<VersionFile>;
  try {
    found = JSON.parse(readFileSync(file, 'utf8')) as Partial<VersionFile>;
  } catch (error) {
    throw directoryUnreadable(file, error);
  }
  const { layout, cluster } = found;
  if (typeof layout !== 'number') throw directoryUnreadable(file);
  if (layout > LAYOUT) throw directoryNewer(directory, layout, LAYOUT);
  if (typeof cluster !== 'string') throw directoryUnreadable(file);
  return { layout, cluster };
}

/** Refuses data of another major version of PostgreSQL, which the server could not open. */
function checkMajor(data: string, major: number): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (found !== String(major)) throw postgresVersion(data, found, major);
}

/** A folder for a new cluster: inside the directory, or in a passable place when the account cannot get there. */
async function chooseHome(
  directory: string,
  account: Account | undefined,
  onProgress?: OnProgress,
): Promise<string> {
  if (!account || (await mayAccess(account, '-x', directory))) return DEFAULT_CLUSTER;
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  // Random, so that a directory which was deleted and made again never meets the data of the old one.
  const home = join(PASSABLE_BASE, `${name}-${randomBytes(4).toString('hex')}`);
  onProgress?.({
    step: `Keeping PostgreSQL's data in ${home}: ${directory} is closed to the account that PostgreSQL runs under`,
    done: 0,
  });
  return home;
}

function makeHome(home: string, account: Account | undefined): void {
  mkdirSync(home, { recursive: true, mode: 0o755 });
  if (account) chownSync(home, account.uid, account.gid);
}

/** The account for the cluster in `data`: its owner's, or for a new one an account of the machine when we are root. */
async function accountFor(data: string | undefined): Promise<Account | undefined> {
  if (process.platform === 'win32') return undefined;
  const owner = data !== undefined && existsSync(data) ? ownerOf(data) : undefined;
  if (runsAsRoot()) return owner && owner.uid !== 0 ? owner : chooseAccount();
  if (data !== undefined && owner && owner.uid !== process.getuid?.()) throw directoryNotWritable(data);
  return undefined;
}

/**
 * Opens the directory, or lays out a new one. The caller holds its lock.
 * @throws Refusal DATABASE_DIRECTORY_NEWER, …_UNREADABLE, …_NOT_WRITABLE, DATABASE_POSTGRES_VERSION,
 *   DATABASE_NO_UNPRIVILEGED_USER, DATABASE_DISK_FULL
 */
export async function openDataDirectory(
  directory: string,
  major: number,
  onProgress?: OnProgress,
): Promise<DataDirectory> {
  const version = readVersion(directory);
  const known = version && resolve(directory, version.cluster);
  const account = await accountFor(known && join(known, 'data'));
  const cluster = version?.cluster ?? (await chooseHome(directory, account, onProgress));
  const home = resolve(directory, cluster);
  const data = join(home, 'data');
  try {
    makeHome(home, account);
    if (existsSync(data)) checkMajor(data, major);
    const written: VersionFile = { layout: LAYOUT, cluster };
    if (!version) writeWhole(join(directory, VERSION_FILE), `${JSON.stringify(written, null, 2)}\n`);
  } catch (error) {
    throw refusalFromFileError(error, directory);
  }
  return {
    directory,
    home,
    data,
    log: join(home, 'server.log'),
    passwordFile: join(directory, 'superuser-password'),
    portFile: join(directory, 'port'),
    account,
  };
}
