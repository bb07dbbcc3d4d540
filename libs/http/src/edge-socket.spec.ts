import { connect } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { edge, ThingsController } from './edge.spec-support';
import { createHttpApp } from './http-app';
import { JsonLogger } from './json-logger';

describe('the edge, over a real socket', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const openApi = { title: 'test', description: 'test', version: '1' };
    app = await createHttpApp(edge([ThingsController]), { openApi, logger: new JsonLogger('silent') });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  /** Sends the parts one after another; gives all that comes back until the other side hangs up. */
  const send = (...parts: string[]) =>
    new Promise<string>((resolve) => {
      const { port } = app.getHttpServer().address() as { port: number };
      let text = '';
      const socket = connect(port, '127.0.0.1', () => next());
      const next = (): void => {
        const part = parts.shift();
        if (part !== undefined) socket.write(part, () => setImmediate(next));
      };
      socket.on('data', (chunk) => (text += chunk.toString())).on('end', () => resolve(text));
    });

  it('bytes that are no HTTP are answered with a problem document', async () => {
    expect(await send('NONSENSE\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/,
    );
  });

  it('header fields that are too large are 431', async () => {
    const answer = await send(`GET /health HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 .*\r\nContent-Type: application\/problem\+json/);
    expect(answer).toContain('"code":"HEADERS_TOO_LARGE"');
  });

  it('the correlation id reaches the handler also when the body comes late', async () => {
    const head = [
      'POST /v1/things/keyed HTTP/1.1',
      'Host: x',
      'Authorization: Bearer right',
      'Idempotency-Key: key-00002',
      'X-Correlation-Id: trace-0003',
      'Content-Type: application/json',
      'Content-Length: 2',
      'Connection: close',
    ].join('\r\n');
    expect(await send(`${head}\r\n\r\n`, '{', '}')).toContain('"correlationId":"trace-0003"');
  });
});
