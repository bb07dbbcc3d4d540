import { type AddressInfo, createServer, type Server } from 'node:net';

/** The test file that every scanner knows (eicar.org), in two parts so that this source file is not taken for it. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** A little clamd: takes INSTREAM apart by its chunks, finds the EICAR file and nothing else. */
export class Clamd {
  mood: 'well' | 'silent' | 'limited' | 'rambling' = 'well';

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Clamd> {
    const server = createServer();
    const clamd = new Clamd(server);
    server.on('connection', (socket) => {
      let received = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', (part) => {
        received = Buffer.concat([received, Buffer.isBuffer(part) ? part : Buffer.from(part)]);
        const content = streamIn(received);
        if (content !== undefined && clamd.mood !== 'silent') socket.end(clamd.answerTo(content));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return clamd;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): Promise<unknown> {
    return new Promise((resolve) => this.server.close(resolve));
  }

  private answerTo(content: Buffer): string {
    if (this.mood === 'limited') return 'INSTREAM size limit exceeded. ERROR\0';
    if (this.mood === 'rambling') return 'x'.repeat(10_000);
    return content.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0';
  }
}

/** The content once all of it has come. */
function streamIn(received: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (received.subarray(0, command.length).toString('latin1') !== command) return undefined;
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length;) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    if (at + 4 + length > received.length) return undefined;
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
