import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { carbon, RunningPlatform } from '../support/running-platform';

interface Log {
  readonly size: string;
  readonly anchoredSize: string;
  readonly root: string;
  readonly contract: string;
  readonly unsequenced: string;
}

/** Reads again and again until it holds. @throws Error with the last value when it does not within two minutes */
async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (const deadline = Date.now() + 120_000; ;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > deadline) throw new Error(`it does not come to be: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a newcomer starts the platform', () => {
  const platform = new RunningPlatform();
  const log = () => platform.get<Log>('/v1/public/log');
  const anchored = () => until(log, (l) => l.unsequenced === '0' && l.size === l.anchoredSize);
  let first: Log;
  let code: string;
  let buyer: string;
  let seller: string;

  afterAll(() => platform.remove());

  it('the first start says what it does, loads the demonstration and prints the keys', async () => {
    const said = await platform.start();
    for (const word of ['database', 'chain', 'services', '156', '298050', 'operator key', '/docs'])
      expect(said).toContain(word);
    for (const receipt of ['/r/CR-20230118-', '/r/CR-20240103-']) expect(said).toContain(receipt);
    first = await anchored();
    expect(Number(first.size)).toBeGreaterThan(150);
    expect(statSync(join(platform.directory, 'connection.json')).mode & 0o077).toBe(0);
  });

  it('the documentation opens, and describes every route with its permission', async () => {
    const { url } = platform.connection;
    // the bare address leads there
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('swagger');
    const document = await platform.get<{ openapi: string; paths: object }>('/docs/json');
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/v1/claims',
        '/v1/public/certificates/{code}',
        '/v1/transactions/{id}/evidence',
      ]),
    );
  });

  it('the market has traded: the command tells its day, and its statements add up', async () => {
    const { status, stdout } = await carbon(['demo', 'market'], platform.env);
    for (const part of ['CEA25 closed at 70.49', 'E001 → E004', 'E001 TA-CN-000001-', 'sell 71.00  20000 t'])
      expect(stdout).toContain(part);
    expect(stdout.match(/ balances: /g)).toHaveLength(4);
    expect(status).toBe(0);
  });

  it('certificates are bought in part, traced, proved, and verified by a command that is given the file alone', async () => {
    const number = async (holder: string) =>
      (await platform.get<{ items: { number: string }[] }>(`/v1/accounts?holder=${holder}`)).items[0]!.number;
    [seller, buyer] = [await number('P-DLH10'), await number('E011')];
    const bought = await platform.post(
      '/v1/certificate-transfers',
      {
        from: seller,
        to: buyer,
        certificates: [{ plant: 'DLH10', month: '2025-03', quantity: '40' }],
        ground: 'sale',
      },
      'newcomer-buys-40',
    );
    expect(bought.status).toBe(201);
    const { items } = await platform.get<{ items: { firstCode: string; quantity: string }[] }>(
      `/v1/certificates?account=${buyer}`,
    );
    expect(items.map(({ quantity }) => quantity)).toEqual(['40']);
    code = items[0]!.firstCode;
    await anchored();
    const trace = await carbon(['trace', code], platform.env);
    expect(trace).toMatchObject({ status: 0 });
    expect(trace.stdout).toContain('transferred');
    expect(trace.stdout).toContain('anchored, leaf');

    const bundle = join(platform.directory, 'bundle.json');
    expect(await carbon(['evidence', code, '-o', bundle], platform.env)).toMatchObject({ status: 0 });
    const alone = { DATABASE_URL: '', CARBON_DATA: '/nowhere' };
    expect(await carbon(['verify', bundle], alone)).toMatchObject({ status: 0 });
    const bytes = readFileSync(bundle);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(bundle, bytes);
    const damaged = await carbon(['verify', bundle], alone);
    expect(damaged.status).toBe(1);
    expect(damaged.stdout).toMatch(/not valid: \w+ failed/);
  });

  it('a second process in the same place is told that the port is in use', async () => {
    const other = new RunningPlatform();
    const { url } = platform.connection;
    await expect(other.start({ PORT: new URL(url).port, DEMO: 'false' })).rejects.toThrow(
      /Port \d+ is in use/,
    );
    await other.remove();
  });

  it('a restart keeps everything: the log, its contract, the keys, the demonstration', async () => {
    const before = await anchored();
    const { key } = platform.connection;
    expect(await platform.stop()).toBe(0);
    const said = await platform.start();
    expect(said).toContain('demonstration data is there');
    expect(said).not.toContain('/r/CR-');
    expect(platform.connection.key).toBe(key);
    expect(await anchored()).toMatchObject({
      size: before.size,
      root: before.root,
      contract: before.contract,
    });
  });

  it('killed with everything it runs, in the midst of work: what was acknowledged is there, once, and it goes on', async () => {
    const acknowledged: string[] = [];
    const refused: string[] = [];
    let stopped = false;
    const work = async (worker: number) => {
      for (let n = 0; !stopped; n++) {
        const key = `work-${worker}-${n}`;
        const choice = { plant: 'DLH10', month: '2025-04', quantity: '1' };
        const body = { from: seller, to: buyer, certificates: [choice], ground: 'assignment' };
        const answer = await platform.post('/v1/certificate-transfers', body, key).catch(() => undefined);
        if (answer === undefined) return;
        if (answer.status === 201) acknowledged.push(key);
        else refused.push(JSON.stringify(answer.body));
      }
    };
    const workers = Array.from({ length: 6 }, (_, worker) => work(worker));
    await until(
      () => Promise.resolve(acknowledged.length),
      (count) => count >= 30 || refused.length > 100,
    );
    expect([acknowledged.length, refused.slice(0, 3)]).toEqual([expect.any(Number), []]);
    await platform.kill().finally(() => (stopped = true));
    await Promise.all(workers);
    const known = acknowledged.length;
    await platform.start();
    // each repeat is answered from memory: nothing moves again
    for (const key of acknowledged) {
      const choice = { plant: 'DLH10', month: '2025-04', quantity: '1' };
      const body = { from: seller, to: buyer, certificates: [choice], ground: 'assignment' };
      expect((await platform.post('/v1/certificate-transfers', body, key)).status).toBe(201);
    }
    const { items } = await platform.get<{ items: { productionMonth: string; quantity: string }[] }>(
      `/v1/certificates?account=${buyer}&limit=500`,
    );
    const moved = items
      .filter(({ productionMonth }) => productionMonth === '2025-04')
      .reduce((sum, { quantity }) => sum + Number(quantity), 0);
    expect(moved).toBeGreaterThanOrEqual(known);
    expect(moved).toBeLessThanOrEqual(known + 6);
    await anchored();
    const { id } = (await platform.post('/v1/reconciliations', {}, 'after-the-kill')).body as { id: string };
    const run = await until(
      () => platform.get<{ status: string; differences: unknown[] }>(`/v1/reconciliations/${id}`),
      ({ status }) => ['COMPLETED', 'INCONSISTENT', 'FAILED'].includes(status),
    );
    expect(run).toMatchObject({ status: 'COMPLETED', differences: [] });
  });

  it('a folder of a newer version is left alone, with a sentence that says so', async () => {
    await platform.stop();
    const file = join(platform.directory, 'postgres', 'carbon-version.json');
    expect(existsSync(file)).toBe(true);
    const version = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...version, layout: 999 }));
    await expect(platform.start()).rejects.toThrow(/newer/);
    writeFileSync(file, JSON.stringify(version));
    await platform.start();
  });
});

it('bad settings are refused, each with its sentence', async () => {
  const platform = new RunningPlatform();
  const start = platform.start({ PORT: 'http', LOG_LEVEL: 'loud', CHAIN_RPC_URL: 'http://x' });
  await expect(start).rejects.toThrow(/PORT: .*whole number[\s\S]*LOG_LEVEL: [\s\S]*CHAIN_ID: /);
  await platform.remove();
});

it('a port that somebody else listens on is named', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const platform = new RunningPlatform();
  await expect(platform.start({ PORT: String(port), DEMO: 'false' })).rejects.toThrow(
    `Port ${port} is in use`,
  );
  await platform.remove();
  server.close();
});
