import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sseEvent, sseGroup } from './sse';
import { SseConnection } from './sse-connection';

describe('streams to readers, over a real socket', () => {
  let server: Server;
  let connected: Promise<SseConnection>;
  let took: (connection: SseConnection) => void;
  const LIMIT = 65_536;

  beforeEach(async () => {
    connected = new Promise((resolve) => (took = resolve));
    server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      took(new SseConnection(response, LIMIT));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => server.close());

  const reader = async (): Promise<IncomingMessage> => {
    const { port } = server.address() as AddressInfo;
    const request = get({ port, host: '127.0.0.1' });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.on('error', () => undefined);
    return response;
  };

  it('who reads gets everything in order, until it ends', async () => {
    const response = await reader();
    const connection = await connected;
    connection.send(sseEvent('a', { n: 1 }));
    connection.end(sseEvent('bye', {}));
    let text = '';
    for await (const chunk of response) text += String(chunk);
    expect(text).toBe('event: a\ndata: {"n":1}\n\nevent: bye\ndata: {}\n\n');
    expect(connection.isOpen).toBe(false);
  });

  it('who does not read is cut off, and what waits for it is bounded', async () => {
    const response = await reader();
    response.pause();
    const connection = await connected;
    const ended = new Promise<void>((resolve) => {
      connection.onEnd(resolve);
    });
    const chunk = 'x'.repeat(16_384);
    for (let sent = 0; connection.isOpen && sent < 10_000; sent++) {
      connection.send(chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await ended;
    expect(connection.isOpen).toBe(false);
    connection.send(chunk); // to nobody
  });

  it('hears of a reader that hangs up', async () => {
    const response = await reader();
    const connection = await connected;
    const ended = new Promise<void>((resolve) => {
      connection.onEnd(resolve);
    });
    response.destroy();
    await ended;
    expect(connection.isOpen).toBe(false);
  });
});

describe('events that belong together', () => {
  it('only the last has the id', () => {
    expect(sseGroup('7', [sseEvent('a', {}), sseEvent('b', {})])).toBe(
      'event: a\ndata: {}\n\nid: 7\nevent: b\ndata: {}\n\n',
    );
    expect(sseGroup('7', [])).toBe('');
  });
});
