import { setTimeout as pause } from 'node:timers/promises';
import { auditMigrations } from '@carbon/audit';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import { type Caller, IsText, reachIds, reachOf, serviceCaller } from '@carbon/http';
import { type Json, newId, Refusal } from '@carbon/kernel';
import { Client } from 'pg';
import { createTestDatabase } from '../../../tests/support/test-database';
import { type JobKind, JobKinds, type RunningJob } from './job-kind';
import { JobRunner } from './job-runner';
import { findJob, type JobRecord, readFile, readJobs } from './persistence/job-record';
import { jobMigrations } from './persistence/migrations/index';
import { cancelJob } from './use-cases/cancel-job';
import { checkedRequest, requestJob } from './use-cases/request-job';

class CountBody {
  @IsText({ description: 'what to count', max: 20, example: 'sheep' })
  what!: string;
}

const STEP = { zh: '计数', en: 'counting' };
const HOLDER = '01900000-0000-7000-8000-00000000000a';
const OTHER = '01900000-0000-7000-8000-00000000000b';

let database: Database;
let superuser: Client;
let drop: () => Promise<void>;
const runners: JobRunner[] = [];
const faults: unknown[] = [];

beforeAll(async () => {
  const server = await createTestDatabase([...platformMigrations, ...auditMigrations, ...jobMigrations]);
  drop = () => server.drop();
  const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
  database = await connect({ url, poolSize: 10 });
  superuser = new Client({ connectionString: server.superuserUrl });
  await superuser.connect();
});

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  await superuser.query('truncate jobs.job cascade');
  faults.length = 0;
});

afterAll(async () => {
  await superuser.end();
  await database.close();
  await drop();
});

const machine = serviceCaller('machine', 'machine', ['jobs.write', 'exports.write']);
const personOf = (holderId: string): Caller => ({
  ...{ id: `user:${newId()}`, name: 'a person', kind: 'user', permissions: new Set(['exports.write']) },
  ...{ reach: reachOf([holderId]), holder: { id: holderId, code: 'H', kind: 'organisation' } },
});

function kindThat(run: (job: RunningJob<CountBody>) => Promise<Json>): JobKinds {
  const kinds = new JobKinds();
  const kind: JobKind<CountBody> = {
    ...{ kind: 'count', title: { zh: '数', en: 'count' }, payload: CountBody, permission: 'exports.write' },
    run,
  };
  kinds.register(kind);
  return kinds;
}

function runnerOf(kinds: JobKinds, atOnce = 2): JobRunner {
  const runner = new JobRunner(database, kinds, {
    every: 20,
    atOnce,
    onFault: (error) => faults.push(error),
  });
  runners.push(runner);
  runner.start();
  return runner;
}

async function ask(kinds: JobKinds, caller: Caller = machine): Promise<JobRecord> {
  const request = await checkedRequest(kinds, { kind: 'count', payload: { what: 'sheep' } }, caller);
  return database.transaction((tx) => requestJob(tx, request, caller, new Date()));
}

async function until(id: string, wanted: (job: JobRecord) => boolean): Promise<JobRecord> {
  for (let tries = 0; tries < 1000; tries++) {
    const job = await findJob(database, id, machine);
    if (job !== undefined && wanted(job)) return job;
    await pause(20);
  }
  throw new Error('the job did not come so far');
}
const ended = (job: JobRecord) => job.endedAt !== null;

it('runs with the payload, says how far it is, keeps its result and its file', async () => {
  let go = (): void => undefined;
  const seen = new Promise<void>((resolve) => (go = resolve));
  const kinds = kindThat(async (job) => {
    await job.progress(STEP, 3, 10);
    await seen;
    await job.keepFile({ name: '数.txt', mediaType: 'text/plain', bytes: Buffer.from(job.payload.what) });
    return { counted: '10' };
  });
  runnerOf(kinds);
  const { id } = await ask(kinds);
  const half = await until(id, ({ done }) => done === '3');
  expect(half).toMatchObject({ state: 'running', total: '10', stepZh: '计数', stepEn: 'counting' });
  go();
  expect(await until(id, ended)).toMatchObject({
    state: 'done',
    result: { counted: '10' },
    fileName: '数.txt',
  });
  expect((await readFile(database, id))?.bytes.toString()).toBe('sheep');
});

it('stops between two batches when it is cancelled, and at once while it waits', async () => {
  const kinds = kindThat(async (job) => {
    for (let done = 0; ; done++) {
      await job.progress(STEP, done);
      await pause(5);
    }
  });
  const waiting = await ask(kinds);
  await database.transaction((tx) => cancelJob(tx, waiting.id, machine, new Date()));
  expect((await until(waiting.id, ended)).state).toBe('cancelled');

  runnerOf(kinds);
  const { id } = await ask(kinds);
  await until(id, ({ done }) => done !== '0');
  await database.transaction((tx) => cancelJob(tx, id, machine, new Date()));
  expect((await until(id, ended)).state).toBe('cancelled');
  await expect(database.transaction((tx) => cancelJob(tx, id, machine, new Date()))).rejects.toMatchObject({
    code: 'JOB_ENDED',
  });
});

it('a refusal is told as it is; an error is logged and told without its words', async () => {
  const refusing = kindThat(() => {
    throw new Refusal('NO_SHEEP', 422, { zh: '没有羊', en: 'no sheep' });
  });
  const first = runnerOf(refusing);
  const refused = await until((await ask(refusing)).id, ended);
  expect(refused).toMatchObject({ state: 'failed', problem: { code: 'NO_SHEEP' } });
  await first.stop();

  const breaking = kindThat(() => Promise.reject(new Error('secret words')));
  runnerOf(breaking);
  const broken = await until((await ask(breaking)).id, ended);
  expect(broken).toMatchObject({ state: 'failed', problem: { code: 'JOB_BROKE' } });
  expect(JSON.stringify(broken)).not.toContain('secret');
  expect(faults).toHaveLength(1);
});

describe('a process that dies', () => {
  const die = (id: string) =>
    superuser.query(
      `update jobs.job set state = 'running', runner = $2, attempts = attempts + 1,
              lease_until = now() - interval '1 second' where id = $1`,
      [id, newId()],
    );

  it('leaves its job to another, which knows that it is not the first', async () => {
    const kinds = kindThat((job) => Promise.resolve({ attempt: job.attempt }));
    const { id } = await ask(kinds);
    await die(id);
    runnerOf(kinds);
    expect(await until(id, ended)).toMatchObject({ state: 'done', result: { attempt: 2 } });
  });

  it('on the same job again and again: it is given up', async () => {
    const kinds = kindThat(() => Promise.resolve({}));
    const { id } = await ask(kinds);
    for (let times = 0; times < 3; times++) await die(id);
    runnerOf(kinds);
    expect(await until(id, ended)).toMatchObject({ state: 'failed', problem: { code: 'JOB_GAVE_UP' } });
  });

  it('only seemingly: it learns that the job is another’s and ends nothing', async () => {
    let taken = (): void => undefined;
    const other = new Promise<void>((resolve) => (taken = resolve));
    const kinds = kindThat(async (job) => {
      await job.progress(STEP, 1);
      await other;
      await job.progress(STEP, 2);
      return {};
    });
    const slow = runnerOf(kinds);
    const { id } = await ask(kinds);
    await until(id, ({ done }) => done === '1');
    const elsewhere = newId();
    await superuser.query('update jobs.job set runner = $2 where id = $1', [id, elsewhere]);
    taken();
    await slow.stop();
    const { rows } = await superuser.query('select state, done, runner from jobs.job where id = $1', [id]);
    expect(rows).toEqual([{ state: 'running', done: '1', runner: elsewhere }]);
  });
});

it('many processes never run one job twice', async () => {
  const ran: string[] = [];
  const kinds = kindThat(async (job) => {
    ran.push(job.id);
    await pause(5);
    return {};
  });
  const jobs = await Promise.all(Array.from({ length: 15 }, () => ask(kinds)));
  for (let process = 0; process < 4; process++) runnerOf(kinds);
  for (const { id } of jobs) await until(id, ended);
  expect(ran.sort()).toEqual(jobs.map(({ id }) => id).sort());
});

it('a job sees what its caller saw, and is seen by the caller and the people of its holder only', async () => {
  const kinds = kindThat((job) => Promise.resolve({ reach: reachIds(job.reach) }));
  const [one, other] = [personOf(HOLDER), personOf(OTHER)];
  runnerOf(kinds);
  const { id } = await ask(kinds, one);
  expect(await until(id, ended)).toMatchObject({ result: { reach: [HOLDER] } });
  expect(await findJob(database, id, personOf(HOLDER))).toMatchObject({ id });
  expect(await findJob(database, id, other)).toBeUndefined();
  expect((await readJobs(database, { limit: 10 }, other)).items).toEqual([]);
  await expect(database.transaction((tx) => cancelJob(tx, id, other, new Date()))).rejects.toMatchObject({
    code: 'JOB_UNKNOWN',
    status: 404,
  });
});

it('twenty open jobs of one caller are enough; unknown kinds and missing permissions are told', async () => {
  const kinds = kindThat(() => Promise.resolve({}));
  for (let times = 0; times < 20; times++) await ask(kinds);
  await expect(ask(kinds)).rejects.toMatchObject({ code: 'JOB_TOO_MANY', status: 429 });
  await expect(checkedRequest(kinds, { kind: 'fly', payload: {} }, machine)).rejects.toMatchObject({
    code: 'JOB_KIND_UNKNOWN',
  });
  const powerless = serviceCaller('other', 'other', []);
  await expect(checkedRequest(kinds, { kind: 'count', payload: {} }, powerless)).rejects.toMatchObject({
    status: 403,
  });
  await expect(checkedRequest(kinds, { kind: 'count', payload: {} }, machine)).rejects.toMatchObject({
    code: 'INPUT_MALFORMED',
  });
});
