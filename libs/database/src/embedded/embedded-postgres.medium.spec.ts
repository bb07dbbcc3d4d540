import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '@carbon/kernel';
import { Client } from 'pg';
import { EmbeddedPostgres, type EmbeddedPostgresOptions, freePort } from './index';
import { type PostgresBinaries, locateBinaries, reachableBinaries } from './postgres-binaries';
import { isAlive } from './process-life';
import { runProgram } from './run-program';
import { chooseAccount, runsAsRoot } from './unprivileged-user';

let parent: string;
let directory: string;
const started: EmbeddedPostgres[] = [];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'carbon-postgres-'));
  chmodSync(parent, 0o755);
  directory = join(parent, 'data');
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  rmSync(parent, { recursive: true, force: true, maxRetries: 20 });
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await EmbeddedPostgres.start({ directory, profile: 'test', ...options });
  started.push(server);
  return server;
}

async function query(server: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.superuserUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const outcome: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Refusal)) throw new Error(`expected a refusal, got ${String(outcome)}`);
  return outcome;
}

function occupy(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

describe('an embedded PostgreSQL', () => {
  it('keeps its data and its port from one start to the next', async () => {
    const first = await start({ profile: 'default' });
    await query(first, "create table kept as select '绿证'::text as name");
    expect(await query(first, 'show fsync')).toEqual(['on']);
    expect(await query(first, 'show max_wal_size')).toEqual(['4GB']);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    // the port is kept, unless somebody else on this machine took it meanwhile, which is told
    const said: string[] = [];
    const second = await start({ profile: 'default', onProgress: ({ step }) => said.push(step) });
    expect(second.reused).toBe(false);
    const taken = said.some((step) => step.startsWith(`Port ${first.port} is taken`));
    expect([first.port, taken]).toEqual([taken ? first.port : second.port, taken]);
    expect(await query(second, 'select name from kept')).toEqual(['绿证']);
    expect(await query(second, 'show server_encoding')).toEqual(['UTF8']);
  });

  it('is reached over 127.0.0.1 with a password that only its owner can read', async () => {
    const server = await start({ settings: { work_mem: '8MB' } });
    expect(await query(server, 'show listen_addresses')).toEqual(['127.0.0.1']);
    expect(await query(server, 'show work_mem')).toEqual(['8MB']);
    const file = join(directory, 'superuser-password');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    const wrong = new Client({ connectionString: server.superuserUrl.replace(/:[0-9a-f]+@/, ':guess@') });
    await expect(wrong.connect()).rejects.toMatchObject({ code: '28P01' });
  });

  it('is joined when it is already running', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ pid: first.pid, port: first.port, reused: true });
    await first.stop();
    await second.stop();
  });

  it('is found while it runs and not after', async () => {
    const server = await start();
    expect((await EmbeddedPostgres.find(directory))?.pid).toBe(server.pid);
    await server.stop();
    expect(await EmbeddedPostgres.find(directory)).toBeUndefined();
  });

  it('is started once by two callers at the same time', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.pid).toBe(other.pid);
    expect([one.reused, other.reused].sort()).toEqual([false, true]);
  });

  it('outlives a caller that was killed, and the next one joins it', async () => {
    const first = await start();
    const killed = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const gone = new Promise((resolve) => killed.once('exit', resolve));
    writeFileSync(join(directory, 'start.lock'), String(killed.pid));
    killed.kill('SIGKILL');
    await gone;
    const second = await start();
    expect(second.pid).toBe(first.pid);
    expect(existsSync(join(directory, 'start.lock'))).toBe(false);
  });

  it('recovers after its processes were killed, with every committed row', async () => {
    const first = await start({ profile: 'default' });
    await query(first, 'create table kept as select 7 as n');
    await first.kill();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start({ profile: 'default' });
    expect(second.reused).toBe(false);
    expect(await query(second, 'select n from kept')).toEqual([7]);
  });

  it('recovers when only the postmaster was killed', async () => {
    const first = await start({ profile: 'default' });
    await query(first, 'create table kept as select 7 as n');
    if (process.platform === 'win32') execFileSync('taskkill', ['/F', '/PID', String(first.pid)]);
    else process.kill(first.pid, 'SIGKILL');
    const second = await start({ profile: 'default' });
    expect(second.pid).not.toBe(first.pid);
    expect(await query(second, 'select n from kept')).toEqual([7]);
  });

  it('starts when the pid file of a dead server names another living process', async () => {
    if (process.platform !== 'linux') return;
    const first = await start();
    await first.kill();
    const file = join(directory, 'postgres', 'data', 'postmaster.pid');
    const stranger = spawn('sleep', ['600'], runsAsRoot() ? { uid: statSync(file).uid } : {});
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(stranger.pid)));
    try {
      expect((await start()).reused).toBe(false);
    } finally {
      stranger.kill();
    }
  });
});

describe('an embedded PostgreSQL refuses to start', () => {
  it('on a port that another program uses, naming the port', async () => {
    const port = await freePort();
    const other = await occupy(port);
    const refusal = await refusalOf(start({ port }));
    expect(refusal).toMatchObject({
      code: 'DATABASE_PORT_IN_USE',
      status: 503,
      details: { port: String(port) },
    });
    expect(refusal.text.zh).toContain(String(port));
    other.close();
  });

  it('but takes another port when the remembered one is taken and none was asked for', async () => {
    const first = await start();
    await first.stop();
    const other = await occupy(first.port);
    const steps: string[] = [];
    const second = await start({ onProgress: ({ step }) => steps.push(step) });
    expect(second.port).not.toBe(first.port);
    expect(steps.join('\n')).toContain(String(first.port));
    other.close();
  });

  it('on a directory of a newer version of the platform', async () => {
    await (await start()).stop();
    const file = join(directory, 'carbon-version.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"layout": \d+/, '"layout": 99'));
    const refusal = await refusalOf(start());
    expect(refusal).toMatchObject({ code: 'DATABASE_DIRECTORY_NEWER', details: { found: '99', known: '1' } });
    writeFileSync(file, '{');
    expect((await refusalOf(start())).code).toBe('DATABASE_DIRECTORY_UNREADABLE');
  });

  it.each(['15', '99'])('on data of PostgreSQL %s, naming the version to use', async (version) => {
    await (await start()).stop();
    writeFileSync(join(directory, 'postgres', 'data', 'PG_VERSION'), `${version}\n`);
    const refusal = await refusalOf(start());
    expect(refusal).toMatchObject({ code: 'DATABASE_POSTGRES_VERSION', details: { found: version } });
    expect(refusal.text.en).toContain(`PostgreSQL ${version}`);
  });

  it('where the directory cannot be made', async () => {
    const file = join(parent, 'a-file');
    writeFileSync(file, '');
    const refusal = await refusalOf(start({ directory: join(file, 'data') }));
    expect(refusal).toMatchObject({ code: 'DATABASE_DIRECTORY_NOT_WRITABLE' });
  });

  it('with a password file that does not belong to the data', async () => {
    await (await start()).stop();
    writeFileSync(join(directory, 'superuser-password'), 'another\n');
    expect((await refusalOf(start())).code).toBe('DATABASE_PASSWORD_REFUSED');
    await (await EmbeddedPostgres.start({ directory }).catch(() => undefined))?.stop();
    // It runs, but nobody can enter: end it by its pid file.
    const pid = Number(
      readFileSync(join(directory, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    process.kill(pid, 'SIGKILL');
  });

  it('with a setting that the server does not know, showing the end of its log', async () => {
    const refusal = await refusalOf(start({ settings: { no_such_setting: '1' } }));
    expect(refusal.code).toBe('DATABASE_START_FAILED');
    expect(refusal.details['log']).toContain('no_such_setting');
  });
});

describe('on a full disk', () => {
  /** A disk of 24 MB, where this machine lets us have one. */
  function tinyDisk(): boolean {
    if (process.platform !== 'linux' || !runsAsRoot()) return false;
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=755', 'tmpfs', parent], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }

  it('the refusal names the disk, and a later start with space succeeds', async () => {
    if (!tinyDisk()) return;
    try {
      const refusal = await refusalOf(start());
      expect(refusal.code).toBe('DATABASE_DISK_FULL');
      expect(refusal.text.en).toContain(directory);
      execFileSync('mount', ['-o', 'remount,size=400m', parent]);
      expect(await query(await start(), 'select 1')).toEqual([1]);
    } finally {
      for (const server of started.splice(0)) await server.stop();
      execFileSync('umount', [parent]);
    }
  });
});

describe('as root, where the account of PostgreSQL cannot enter', () => {
  it('the data go to a passable place, and the directory is left as it is', async () => {
    if (!runsAsRoot()) return;
    chmodSync(parent, 0o700);
    const steps: string[] = [];
    const first = await start({ onProgress: ({ step }) => steps.push(step) });
    const { cluster } = JSON.parse(readFileSync(join(directory, 'carbon-version.json'), 'utf8')) as {
      cluster: string;
    };
    try {
      expect(cluster).toMatch(/^\/var\/lib\/carbon-ledger\/[0-9a-f]{16}-[0-9a-f]{8}$/);
      expect(steps.join('\n')).toContain(cluster);
      expect(statSync(parent).mode & 0o777).toBe(0o700);
      await query(first, 'create table kept as select 7 as n');
      await first.stop();
      expect(await query(await start(), 'select n from kept')).toEqual([7]);
    } finally {
      for (const server of started.splice(0)) await server.stop();
      rmSync(cluster, { recursive: true, force: true, maxRetries: 20 });
    }
  });

  it('binaries in a closed checkout are copied once to where the account can run them', async () => {
    if (!runsAsRoot()) return;
    const found = locateBinaries();
    const account = await chooseAccount();
    const checkout = join(parent, 'closed');
    cpSync(found.root, checkout, { recursive: true, verbatimSymlinks: true });
    chmodSync(checkout, 0o700);
    const inside = { initdb: join(checkout, 'bin', 'initdb'), postgres: join(checkout, 'bin', 'postgres') };
    const closed = { ...found, root: checkout, ...inside };
    const steps: string[] = [];
    const reach = (): Promise<PostgresBinaries> =>
      reachableBinaries(closed, account, join(parent, 'open'), ({ step }) => steps.push(step));
    const copy = await reach();
    expect(await reach()).toEqual(copy);
    expect(steps).toHaveLength(1);
    expect((await runProgram(copy.postgres, ['--version'], account)).output).toContain(String(found.major));
    expect(statSync(checkout).mode & 0o777).toBe(0o700);
  });
});
