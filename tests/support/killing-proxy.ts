import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** When a process that asks a chain for something is killed. */
export type Moment = 'before forwarding' | 'before the answer' | 'after the answer';

/** A request of JSON-RPC. */
export interface Call {
  readonly method: string;
  readonly params: readonly unknown[];
}

export interface Trap {
  readonly catches: (call: Call) => boolean;
  readonly moment: Moment;
  /** What is done first, before the request goes on to the chain. */
  readonly first?: () => Promise<unknown>;
  readonly kill: () => void;
}

/** Stands between a process and its chain, and kills the process at a stated moment of one request. */
export class KillingProxy {
  private trap: Trap | undefined;
  private readonly seen = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    private readonly chain: string,
  ) {
    server.on('request', (request, response) => {
      void this.pass(request, response).catch(() => response.destroy());
    });
  }

  static async start(chain: string): Promise<KillingProxy> {
    const server = createServer();
    const proxy = new KillingProxy(server, chain);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  set(trap: Trap): void {
    this.trap = trap;
  }

  /** How many requests of a method came so far. */
  count(method: string): number {
    return this.seen.get(method) ?? 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const calls = [JSON.parse(body) as Call | Call[]].flat();
    for (const { method } of calls) this.seen.set(method, this.count(method) + 1);
    const trap = this.sprung(calls);
    await trap?.first?.();
    if (trap?.moment === 'before forwarding') {
      trap.kill();
      response.destroy();
      return;
    }
    const answer = await fetch(this.chain, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const text = await answer.text();
    if (trap?.moment === 'before the answer') {
      trap.kill();
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(text, () => trap?.kill());
  }

  private sprung(calls: readonly Call[]): Trap | undefined {
    const { trap } = this;
    if (trap === undefined || !calls.some((call) => trap.catches(call))) return undefined;
    this.trap = undefined;
    return trap;
  }
}
