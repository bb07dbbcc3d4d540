import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { edge, ThingsController } from './edge.spec-support';
import { createHttpApp } from './http-app';
import { JsonLogger } from './json-logger';

describe('bodies within bodies', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    const openApi = { title: 'test', description: 'test', version: '1' };
    app = await createHttpApp(edge([ThingsController]), { openApi, logger: new JsonLogger('silent') });
  });
  afterAll(() => app.close());

  const post = (payload: string) =>
    app.inject({
      method: 'POST',
      url: '/v1/things',
      headers: { 'content-type': 'application/json' },
      payload,
    });

  it.each([
    ['objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
    ['lists', `{"lines":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['one more than is taken', '{"a":'.repeat(33) + '1' + '}'.repeat(33)],
  ])('nested without end are refused: %s', async (_, payload) => {
    const answer = await post(payload);
    expect(answer.json()).toMatchObject({ status: 400, fields: [{ field: 'body', rule: 'depth' }] });
  });

  it('also where an object says it is something else', async () => {
    const answer = await post('{"constructor":1,"a":'.repeat(2_500) + '1' + '}'.repeat(2_500));
    expect(answer.statusCode).toBe(400);
  });

  it('as deep as bodies are go on to be checked', async () => {
    const answer = await post('{"a":'.repeat(32) + '1' + '}'.repeat(32));
    expect(answer.json<{ fields: { field: string }[] }>().fields[0]?.field).not.toBe('body');
  });
});
