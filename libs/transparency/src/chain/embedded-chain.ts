import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, isAlive, isPortFree, waitUntilGone, withDirectoryLock } from '@carbon/database';
import type { OnProgress } from '@carbon/kernel';
import { locateAnvil } from './embedded-binary';
import { chainPortInUse, chainStartBusy, chainStartFailed } from './embedded-refusals';
import { callNode, identify } from './embedded-rpc';
import {
  type ChainDirectory,
  type ChainNote,
  checkState,
  openChainDirectory,
  readNote,
  refusalFromChainFiles,
  replaceFile,
  stateOfDump,
  writeNote,
} from './embedded-state';

/** The platform's own chain id, so that no signature for it is good on a public chain. */
export const EMBEDDED_CHAIN_ID = 20260;

const START_MS = 60_000;
const STOP_MS = 10_000;
const LOCK_MS = 90_000;
const POLL_MS = 15;
const SAVE_INTERVAL_MS = 1_000;
/** Saving may take a tenth of the time, however large the state has grown. */
const SAVE_REST = 10;

export interface EmbeddedChainOptions {
  /** Where state, note and log of this chain live; made when it is not there. */
  readonly directory: string;
  /** Port on 127.0.0.1. Default: the one used last time, else a free one. */
  readonly port?: number;
  /** Default: `EMBEDDED_CHAIN_ID`. */
  readonly chainId?: number;
  readonly onProgress?: OnProgress;
  /** A state that could not be saved (a full disk, say): told once each time it begins to fail. */
  readonly onSaveFailed?: (error: unknown) => void;
}

interface Node {
  readonly pid: number;
  readonly port: number;
  readonly instance: string;
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

async function locked<T>(place: ChainDirectory, work: () => Promise<T>): Promise<T> {
  const busy = (pid: number | undefined): Error => chainStartBusy(place.directory, pid);
  return withDirectoryLock(place.lockFile, { timeoutMs: LOCK_MS, busy }, work);
}

/** The node that an earlier start left running, when it answers and is of this chain. */
async function findNode(note: ChainNote | undefined): Promise<Node | undefined> {
  if (!note || !isAlive(note.pid)) return undefined;
  const { pid, port, instance } = note;
  return (await identify(urlOf(port)))?.instance === instance ? { pid, port, instance } : undefined;
}

async function choosePort(note: ChainNote | undefined, options: EmbeddedChainOptions): Promise<number> {
  if (options.port !== undefined) {
    if (!(await isPortFree(options.port))) throw chainPortInUse(options.port);
    return options.port;
  }
  if (note && (await isPortFree(note.port))) return note.port;
  if (note) options.onProgress?.({ step: `Port ${note.port} is taken: the chain uses a free one`, done: 0 });
  return freePort();
}

/** The node's arguments. It has no accounts of its own: those it makes by default are known to everybody. */
function argumentsFor(place: ChainDirectory, port: number, chainId: number, load: boolean): string[] {
  const listen = ['--host', '127.0.0.1', '--port', String(port), '--no-cors'];
  const chain = ['--chain-id', String(chainId), '--accounts', '0', '--quiet'];
  return [...listen, ...chain, ...(load ? ['--load-state', place.stateFile] : [])];
}

/** Starts the node apart from this process, so that it outlives it, and waits until it answers. */
async function launch(place: ChainDirectory, port: number, chainId: number, load: boolean): Promise<Node> {
  const program = locateAnvil();
  const log = openSync(place.logFile, 'w', 0o600);
  const child = spawn(program, argumentsFor(place, port, chainId, load), {
    cwd: place.directory,
    detached: true,
    stdio: ['ignore', log, log],
    windowsHide: true,
  });
  closeSync(log);
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  child.unref();
  const deadline = Date.now() + START_MS;
  for (;;) {
    const found = await identify(urlOf(port));
    if (found?.chainId === chainId && child.pid !== undefined && child.exitCode === null) {
      return { pid: child.pid, port, instance: found.instance };
    }
    const ended = failure ?? child.exitCode ?? child.signalCode;
    if (ended !== null || Date.now() > deadline) break;
    await sleep(POLL_MS);
  }
  child.kill('SIGKILL');
  const said = failure?.message ?? readFileSync(place.logFile, 'utf8').trim();
  throw /address already in use/i.test(said) ? chainPortInUse(port) : chainStartFailed(place.directory, said);
}

/**
 * An EVM chain of our own with its state in a directory. The node outlives this process when that is killed; the next
 * `start` on the directory finds and uses it. The node writes its own state file in place and would leave half of it
 * when killed in the middle, so this class saves the state instead, every second in which something was mined, and
 * replaces the file in one step: after a crash at most the last second is missing.
 */
export class EmbeddedChain {
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();
  private savedBlock: unknown;
  private failing = false;

  private constructor(
    private readonly place: ChainDirectory,
    private readonly options: EmbeddedChainOptions,
    private readonly node: Node,
    readonly chainId: number,
    /** Whether the node was already running and was taken over as it is, with its own port. */
    readonly reused: boolean,
  ) {}

  /**
   * Starts the chain of the directory, or joins the one that is running there.
   * @throws Refusal with a `CHAIN_…` code that says what to do; a damaged state is never replaced by an empty chain
   */
  static async start(options: EmbeddedChainOptions): Promise<EmbeddedChain> {
    const chainId = options.chainId ?? EMBEDDED_CHAIN_ID;
    const place = openChainDirectory(options.directory);
    try {
      return await locked(place, async () => {
        const note = readNote(place, chainId);
        const running = await findNode(note);
        const node = running ?? (await EmbeddedChain.launch(place, note, chainId, options));
        const chain = new EmbeddedChain(place, options, node, chainId, running !== undefined);
        await chain.save();
        chain.keepSaving(SAVE_INTERVAL_MS);
        return chain;
      });
    } catch (error) {
      throw refusalFromChainFiles(error, place.directory);
    }
  }

  private static async launch(
    place: ChainDirectory,
    note: ChainNote | undefined,
    chainId: number,
    options: EmbeddedChainOptions,
  ): Promise<Node> {
    const load = await checkState(place, note);
    const port = await choosePort(note, options);
    options.onProgress?.({ step: `Starting the chain ${chainId} on port ${port}`, done: 0 });
    const node = await launch(place, port, chainId, load);
    await writeNote(place, { chainId, ...node, stateKept: load });
    return node;
  }

  get rpcUrl(): string {
    return urlOf(this.node.port);
  }

  get port(): number {
    return this.node.port;
  }

  /** Process id of the node. */
  get pid(): number {
    return this.node.pid;
  }

  /** Gives `address` that many wei; on this chain they come from nowhere. Kept on disk when this returns. */
  async fund(address: string, wei: bigint): Promise<void> {
    await callNode(this.rpcUrl, 'anvil_setBalance', [address, `0x${wei.toString(16)}`]);
    await this.save();
  }

  /** Writes the state to disk now. */
  async save(): Promise<void> {
    const before = this.saving;
    this.saving = before.catch(() => undefined).then(() => this.write());
    await this.saving;
  }

  /** Saves the state and ends the node. Stopping twice, or after a kill, is fine. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.saving.catch(() => undefined);
    await locked(this.place, async () => {
      const note = readNote(this.place, this.chainId);
      if (note?.pid !== this.pid || !(await findNode(note))) return;
      await this.save();
      process.kill(this.pid, 'SIGTERM');
      if (await waitUntilGone(this.pid, STOP_MS)) return;
      await this.kill();
    });
  }

  /** Ends the node with SIGKILL and saves nothing, as a power cut would; for tests of recovery. */
  async kill(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (isAlive(this.pid)) process.kill(this.pid, 'SIGKILL');
    await waitUntilGone(this.pid, STOP_MS);
  }

  private async write(): Promise<void> {
    const block = await callNode(this.rpcUrl, 'eth_blockNumber');
    const state = await stateOfDump(await callNode(this.rpcUrl, 'anvil_dumpState'));
    await replaceFile(this.place.stateFile, state);
    if (this.savedBlock === undefined) {
      await writeNote(this.place, { chainId: this.chainId, ...this.node, stateKept: true });
    }
    this.savedBlock = block;
  }

  private keepSaving(delayMs: number): void {
    this.timer = setTimeout(() => void this.saveIfMined(), delayMs);
    this.timer.unref();
  }

  private async saveIfMined(): Promise<void> {
    const began = Date.now();
    try {
      if ((await callNode(this.rpcUrl, 'eth_blockNumber')) !== this.savedBlock) await this.save();
      this.failing = false;
    } catch (error) {
      if (!this.failing && this.timer) this.options.onSaveFailed?.(error);
      this.failing = true;
    }
    if (this.timer) this.keepSaving(Math.max(SAVE_INTERVAL_MS, (Date.now() - began) * SAVE_REST));
  }
}
