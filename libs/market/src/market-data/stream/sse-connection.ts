import type { ServerResponse } from 'node:http';

/** Bytes that may wait for a reader before it is cut off (own choice). */
export const MAX_UNSENT_BYTES = 262_144;

/** A stream to one reader. Nobody waits for it: who does not read in time is cut off, and comes again where it left off. */
export class SseConnection {
  private readonly ends = new Set<() => void>();
  private open = true;

  constructor(
    private readonly raw: ServerResponse,
    private readonly maxUnsent = MAX_UNSENT_BYTES,
  ) {
    raw.once('close', () => {
      this.over();
    });
    raw.on('error', () => undefined); // a reader that went away
  }

  get isOpen(): boolean {
    return this.open;
  }

  send(text: string): void {
    if (!this.open || text === '') return;
    if (this.raw.writableLength > this.maxUnsent) {
      this.cut();
      return;
    }
    this.raw.write(text);
  }

  /** Says goodbye and hangs up. */
  end(text = ''): void {
    if (!this.open) return;
    this.raw.end(text);
    this.over();
  }

  /** Hangs up without waiting for what is unsent. */
  cut(): void {
    this.raw.destroy();
    this.over();
  }

  /** Called once, when the reader is gone, whoever hung up. */
  onEnd(call: () => void): void {
    if (this.open) this.ends.add(call);
    else call();
  }

  private over(): void {
    if (!this.open) return;
    this.open = false;
    for (const call of this.ends) call();
    this.ends.clear();
  }
}
