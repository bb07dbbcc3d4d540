import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { errorCode } from '@carbon/database';
import {
  chainDirectoryNewer,
  chainDirectoryNotWritable,
  chainDiskFull,
  chainIdDiffers,
  chainStateDamaged,
} from './embedded-refusals';

const unzip = promisify(gunzip);

const LAYOUT = 1;

/** What a directory says of its chain. `stateKept`: a state file was written, so it must be there ever after. */
export interface ChainNote {
  readonly layout: number;
  readonly chainId: number;
  readonly port: number;
  readonly stateKept: boolean;
  /** The node that was started last: its process, and its own mark, for a number may be another's by now. */
  readonly pid: number;
  readonly instance: string;
}

export interface ChainDirectory {
  readonly directory: string;
  readonly noteFile: string;
  readonly stateFile: string;
  readonly logFile: string;
  readonly lockFile: string;
}

/** A fault of the file system as a refusal; any other error is given back as it is. */
export function refusalFromChainFiles(error: unknown, directory: string): unknown {
  const code = errorCode(error) ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return chainDiskFull(directory, error);
  const closed = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code);
  return closed ? chainDirectoryNotWritable(directory, error) : error;
}

/** Makes the directory and names its files. */
export function openChainDirectory(path: string): ChainDirectory {
  const wanted = resolve(path);
  try {
    mkdirSync(wanted, { recursive: true });
    accessSync(wanted, constants.W_OK | constants.X_OK);
    const directory = realpathSync(wanted);
    return {
      directory,
      noteFile: join(directory, 'chain.json'),
      stateFile: join(directory, 'chain-state.json'),
      logFile: join(directory, 'chain.log'),
      lockFile: join(directory, 'chain.lock'),
    };
  } catch (error) {
    throw refusalFromChainFiles(error, wanted);
  }
}

function isWhole(note: Partial<ChainNote>): note is ChainNote {
  const numbers = [note.layout, note.chainId, note.port, note.pid];
  return (
    numbers.every(Number.isSafeInteger) &&
    typeof note.stateKept === 'boolean' &&
    typeof note.instance === 'string'
  );
}

/** The note of the directory; undefined in a new one. Refused when it is damaged, newer, or of another chain. */
export function readNote(place: ChainDirectory, chainId: number): ChainNote | undefined {
  if (!existsSync(place.noteFile)) {
    // A state without its note: we cannot tell whose chain it is.
    if (existsSync(place.stateFile)) throw chainStateDamaged(place.noteFile);
    return undefined;
  }
  let note: Partial<ChainNote>;
  try {
    note = JSON.parse(readFileSync(place.noteFile, 'utf8')) as Partial<ChainNote>;
  } catch (error) {
    throw chainStateDamaged(place.noteFile, error);
  }
  const { layout } = note;
  if (layout !== undefined && layout > LAYOUT) throw chainDirectoryNewer(place.directory, layout, LAYOUT);
  if (!isWhole(note)) throw chainStateDamaged(place.noteFile);
  if (note.chainId !== chainId) throw chainIdDiffers(place.directory, note.chainId, chainId);
  return note;
}

async function flushed(file: string, content: string | Buffer): Promise<void> {
  const handle: FileHandle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file in one step, on disk before the name changes: a crash leaves the old content or the new. */
export async function replaceFile(file: string, content: string | Buffer): Promise<void> {
  const fresh = `${file}.${process.pid}`;
  try {
    await flushed(fresh, content);
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

export async function writeNote(place: ChainDirectory, note: Omit<ChainNote, 'layout'>): Promise<void> {
  await replaceFile(place.noteFile, `${JSON.stringify({ layout: LAYOUT, ...note }, null, 2)}\n`);
}

/** The node's own dump (gzipped JSON as hex) as the text that it loads again. */
export async function stateOfDump(dump: unknown): Promise<Buffer> {
  if (typeof dump !== 'string' || !dump.startsWith('0x')) throw new TypeError('the node gave no state');
  const state = await unzip(Buffer.from(dump.slice(2), 'hex'));
  return Buffer.from(JSON.stringify(withoutStrayOrigins(JSON.parse(state.toString('utf8')) as ChainState)));
}

interface ChainState {
  readonly blocks: readonly { readonly header: { readonly number: string; readonly timestamp: string } }[];
}

/**
 * Every boot of the node makes a block 0 of its own before it loads the state, and the dump holds them all; the next boot
 * would take any of them for the chain's origin, and the chain would seem to be another. The first one is the true one.
 */
export function withoutStrayOrigins<S extends ChainState>(state: S): S {
  const isOrigin = (block: S['blocks'][number]) => BigInt(block.header.number) === 0n;
  const bornAt = (block: S['blocks'][number]) => BigInt(block.header.timestamp);
  const [origin, ...strays] = state.blocks.filter(isOrigin).sort((a, b) => (bornAt(a) < bornAt(b) ? -1 : 1));
  if (origin === undefined || strays.length === 0) return state;
  return { ...state, blocks: state.blocks.filter((block) => !isOrigin(block) || block === origin) };
}

/** Whether there is a state to load. Refused when it should be there and is not, or is not whole. */
export async function checkState(place: ChainDirectory, note: ChainNote | undefined): Promise<boolean> {
  if (!existsSync(place.stateFile)) {
    if (note?.stateKept) throw chainStateDamaged(place.stateFile);
    return false;
  }
  try {
    const state: unknown = JSON.parse(await readFile(place.stateFile, 'utf8'));
    const whole = typeof state === 'object' && state !== null && 'block' in state && 'accounts' in state;
    if (!whole || !('blocks' in state)) throw new Error('it lacks its blocks or its accounts');
    return true;
  } catch (error) {
    throw chainStateDamaged(place.stateFile, error);
  }
}
