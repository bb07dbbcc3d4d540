import { connect, type Socket } from 'node:net';
import { scannerUnavailable } from '../domain/refusals';
import type { ContentScanner, Verdict } from './content-scanner';

export interface ClamdOptions {
  readonly host: string;
  readonly port: number;
  /** Milliseconds without a word until the scanner counts as gone. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 30_000;
/** Bytes a chunk; clamd's own limit on the whole stream (StreamMaxLength, 100 MB) is above any document of ours. */
const CHUNK = 65_536;
const LONGEST_ANSWER = 4_096;

/** ClamAV's daemon, by its INSTREAM command (clamd(8)): chunks with their lengths, an empty one to end. */
export class ClamdScanner implements ContentScanner {
  constructor(private readonly options: ClamdOptions) {}

  async scan(bytes: Buffer): Promise<Verdict> {
    const answer = await this.ask(bytes).catch((error: unknown) => {
      throw scannerUnavailable(error);
    });
    const infected = /^stream: (.+) FOUND$/.exec(answer);
    if (infected?.[1] !== undefined) return { verdict: 'infected', signature: infected[1].slice(0, 120) };
    if (answer === 'stream: OK') return { verdict: 'clean' };
    throw scannerUnavailable(new Error('the scanner could not scan'));
  }

  private ask(bytes: Buffer): Promise<string> {
    const { host, port, patienceMs = PATIENCE_MS } = this.options;
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port });
      let answer = '';
      socket.setTimeout(patienceMs, () => socket.destroy(new Error('the scanner says nothing')));
      socket.on('error', reject);
      socket.on('connect', () => sendInStream(socket, bytes));
      socket.on('data', (part) => {
        answer += part.toString('latin1');
        if (answer.length > LONGEST_ANSWER) socket.destroy(new Error('the scanner says too much'));
        else if (answer.endsWith('\0')) {
          socket.end();
          resolve(answer.slice(0, -1));
        }
      });
      socket.on('close', () => reject(new Error('the scanner hung up')));
    });
  }
}

function sendInStream(socket: Socket, bytes: Buffer): void {
  socket.write('zINSTREAM\0');
  for (let from = 0; from < bytes.length; from += CHUNK) {
    const chunk = bytes.subarray(from, from + CHUNK);
    socket.write(lengthOf(chunk.length));
    socket.write(chunk);
  }
  socket.write(lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}
