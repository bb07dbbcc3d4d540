import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { GivenCommand } from './exchange-fixture';

/** A command on its way to the process. */
export interface HostLine {
  readonly key: string;
  readonly as: string;
  readonly command: GivenCommand;
}

/** What it answered, when it was durable. */
export interface HostAnswer {
  readonly key: string;
  readonly order?: string;
  readonly state?: string;
  readonly trades?: number;
  readonly refused?: string;
  readonly failed?: string;
}

/** An exchange in another process, which can be killed. */
export class ExchangeProcess {
  readonly answers = new Map<string, HostAnswer>();
  private leading: (() => void) | undefined;
  private heard: (() => void) | undefined;
  /** Resolves when it runs the market. */
  readonly leads = new Promise<void>((resolve) => (this.leading = resolve));
  readonly ended: Promise<void>;
  private stderr = '';

  private constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => child.on('close', () => resolve()));
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    child.stdin?.on('error', () => undefined); // it was killed while somebody spoke to it
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => this.hear(line));
  }

  static start(databaseUrl: string, market: string, now: Date): ExchangeProcess {
    const root = join(__dirname, '..', '..');
    const host = join(root, 'dist', 'tests', 'support', 'exchange-host.js');
    const child = spawn(
      process.execPath,
      ['-r', 'reflect-metadata', host, databaseUrl, market, now.toISOString()],
      {
        cwd: root,
      },
    );
    return new ExchangeProcess(child);
  }

  send({ key, as, command }: HostLine): void {
    const text = JSON.stringify({ key, as, command }, (_, value: unknown) =>
      typeof value === 'bigint' ? `${value.toString()}n` : value,
    );
    this.child.stdin?.write(`${text}\n`);
  }

  /** Waits until so many answers came. */
  async answered(count: number): Promise<void> {
    while (this.answers.size < count && this.child.exitCode === null && this.child.signalCode === null)
      await Promise.race([new Promise<void>((resolve) => (this.heard = resolve)), this.ended]);
    if (this.answers.size < count && this.child.signalCode === null)
      throw new Error(`the exchange ended by itself: ${this.stderr}`);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private hear(text: string): void {
    const line = JSON.parse(text) as HostAnswer | { readonly leads: true };
    if ('leads' in line) this.leading?.();
    else this.answers.set(line.key, line);
    this.heard?.();
  }
}
