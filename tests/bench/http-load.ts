import { connect } from 'node:net';

/** What the process that makes the load is told, once a round. */
export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  readonly apiKey: string;
  readonly clients: number;
  readonly ms: number;
  readonly instrument: string;
  readonly accounts: readonly string[];
  /** Makes the idempotency keys of this round its own. */
  readonly round: string;
}

export interface LoadReport {
  readonly answered: number;
  readonly seconds: number;
  /** The first answer that was not 201. */
  readonly fault?: string;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** One keep-alive connection that sends its next request when the last one is answered. Gives how many were. */
function client(order: LoadOrder, number: number, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(order.port, '127.0.0.1').setNoDelay(true);
    let received = Buffer.alloc(0);
    let answered = 0;
    const send = () => socket.write(request(order, number, answered));
    socket.once('connect', send).once('error', reject);
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const head = received.indexOf(END_OF_HEAD);
      if (head < 0) return;
      const text = received.toString('latin1', 0, head);
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (received.length < head + END_OF_HEAD.length + length) return;
      if (!text.startsWith('HTTP/1.1 201')) {
        socket.destroy();
        reject(new Error(received.toString('utf8')));
        return;
      }
      received = Buffer.alloc(0);
      answered++;
      if (Date.now() < until) send();
      else {
        socket.destroy();
        resolve(answered);
      }
    });
  });
}

function request(order: LoadOrder, number: number, count: number): string {
  const { accounts, instrument } = order;
  const from = Math.floor(Math.random() * accounts.length);
  const to = (from + 1 + Math.floor(Math.random() * (accounts.length - 1))) % accounts.length;
  const body = JSON.stringify({ instrument, quantity: '1', from: accounts[from], to: accounts[to] });
  return (
    `POST ${order.path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${order.apiKey}\r\n` +
    `Idempotency-Key: ${order.round}-${number}-${count}\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

async function load(order: LoadOrder): Promise<LoadReport> {
  const started = Date.now();
  try {
    const counts = await Promise.all(
      Array.from({ length: order.clients }, (_, number) => client(order, number, started + order.ms)),
    );
    const answered = counts.reduce((sum, count) => sum + count, 0);
    return { answered, seconds: (Date.now() - started) / 1_000 };
  } catch (error) {
    return { answered: 0, seconds: 1, fault: error instanceof Error ? error.message : String(error) };
  }
}

// runs as a process of its own, so that making requests does not take the time of answering them
process.on('message', (order: LoadOrder) => {
  void load(order).then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit());
