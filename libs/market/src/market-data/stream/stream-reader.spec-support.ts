import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

/** One event as a reader of a stream sees it. */
export interface SeenEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A reader of a stream over a real socket. */
export class StreamReader {
  readonly seen: SeenEvent[] = [];
  private text = '';
  private readonly waiting = new Set<() => void>();

  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      this.take(chunk);
    });
    response.on('error', () => undefined);
    response.on('close', () => {
      this.wake();
    });
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<StreamReader> {
    const request = get(url, { headers, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return new StreamReader(response);
  }

  get status(): number {
    return this.response.statusCode ?? 0;
  }

  get lastId(): string {
    return this.seen.findLast(({ id }) => id !== undefined)?.id ?? '';
  }

  /** Waits until an event is there; gives it. */
  async until(wanted: (event: SeenEvent) => boolean): Promise<SeenEvent> {
    for (;;) {
      const found = this.seen.find(wanted);
      if (found !== undefined) return found;
      if (this.response.closed) throw new Error(`the stream ended with ${JSON.stringify(this.seen)}`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** Waits until the other side hangs up. */
  async ended(): Promise<void> {
    if (!this.response.closed) await once(this.response, 'close');
  }

  close(): void {
    this.response.destroy();
  }

  private take(chunk: string): void {
    this.text += chunk;
    const blocks = this.text.split('\n\n');
    this.text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]),
      );
      const [event, data, id] = [fields.get('event'), fields.get('data'), fields.get('id')];
      if (event === undefined || data === undefined) continue;
      this.seen.push({
        event,
        data: JSON.parse(data) as SeenEvent['data'],
        ...(id === undefined ? {} : { id }),
      });
    }
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
