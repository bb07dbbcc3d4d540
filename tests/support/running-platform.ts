import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '@carbon/database';

const ROOT = join(__dirname, '..', '..');

/** A start that takes longer than this is told with what was said so far. */
const READY_WITHIN_MS = 150_000;

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the repository's commands to its end. */
export function command(
  parameters: readonly string[],
  env: NodeJS.ProcessEnv = {},
  input = '',
): Promise<Ended> {
  const child = spawn(process.execPath, [...parameters], {
    cwd: ROOT,
    env: { ...process.env, LANG: 'en_US.UTF-8', ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

export const carbon = (
  parameters: readonly string[],
  env: NodeJS.ProcessEnv = {},
  input = '',
): Promise<Ended> => command(['apps/cli/bin/carbon.mjs', ...parameters], env, input);

/** `npm start` in a folder of its own, as a newcomer runs it. */
export class RunningPlatform {
  private output = '';
  private child: ChildProcess | undefined;

  constructor(readonly directory = freshDirectory()) {}

  get env(): NodeJS.ProcessEnv {
    return { CARBON_DATA: this.directory };
  }

  /** Starts it; resolves when it says that it is ready. @throws Error with what it said when it ends instead */
  async start(env: NodeJS.ProcessEnv = {}): Promise<string> {
    this.output = '';
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: ROOT,
      env: { ...process.env, ...this.env, PORT: '0', ...env },
      detached: true,
    });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      const impatience = setTimeout(
        () => reject(new Error(`not ready in time: ${this.output}`)),
        READY_WITHIN_MS,
      );
      child.once('exit', () => clearTimeout(impatience));
      const hear = (chunk: Buffer) => {
        this.output += chunk.toString();
        if (!this.output.includes('Carbon Ledger is ready')) return;
        clearTimeout(impatience);
        resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('exit', (status) => reject(new Error(`ended with ${status ?? 'a signal'}: ${this.output}`)));
    });
    return this.output;
  }

  get connection(): { url: string; key: string } {
    return JSON.parse(readFileSync(join(this.directory, 'connection.json'), 'utf8')) as {
      url: string;
      key: string;
    };
  }

  async get<T>(path: string): Promise<T> {
    const { url, key } = this.connection;
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${key}` } });
    return (await answer.json()) as T;
  }

  async post(path: string, body: unknown, key: string): Promise<{ status: number; body: unknown }> {
    const { url, key: apiKey } = this.connection;
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }

  /** Asks it to end, and waits until it has. */
  stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** Kills the process and everything it started, as a power cut would. */
  async kill(): Promise<void> {
    for (const pid of await this.companions()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // it was gone already
      }
    }
    await this.end('SIGKILL');
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 20 });
  }

  /** The database and the chain of this folder. */
  private async companions(): Promise<number[]> {
    const database = await EmbeddedPostgres.find(join(this.directory, 'postgres'));
    const chain = JSON.parse(readFileSync(join(this.directory, 'chain', 'chain.json'), 'utf8')) as {
      pid: number;
    };
    return database === undefined ? [chain.pid] : [database.pid, chain.pid];
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    process.kill(signal === 'SIGKILL' ? -child.pid : child.pid, signal);
    return ended;
  }
}

function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'carbon-journey-'));
  chmodSync(directory, 0o755);
  return directory;
}
