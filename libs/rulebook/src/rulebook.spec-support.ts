import { setTimeout as pause } from 'node:timers/promises';
import { approvalMigrations, ApprovalsModule } from '@carbon/approvals';
import { auditMigrations } from '@carbon/audit';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import {
  Authenticator,
  type Caller,
  createHttpApp,
  type Credentials,
  EdgeModule,
  EVERYTHING,
  JsonLogger,
  type Permission,
  reachOf,
} from '@carbon/http';
import { jobMigrations, JobsModule } from '@carbon/jobs';
import { SettableClock } from '@carbon/kernel';
import {
  approvalPacks,
  approvalPolicy,
  packHash,
  positiveNumber,
  RulePacks,
  rulesMigrations,
} from '@carbon/rules';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase, type TestDatabase } from '../../../tests/support/test-database';
import { RuleFamilies } from './domain/rule-families';
import { rulebookMigrations } from './persistence/migrations/index';
import { Rulebook } from './rulebook';
import { RulebookModule } from './rulebook.module';

export interface LimitsFile {
  readonly id: string;
  readonly version: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
  readonly values: readonly Readonly<Record<string, unknown>>[];
}

/** A pack of one limit: small enough to be read in a test. */
export const limitsFile = (
  version: string,
  effectiveFrom: string,
  limit: number,
  id = 'test-limits',
): LimitsFile => ({
  id,
  version,
  title: { zh: '测试限额', en: 'test limits' },
  effectiveFrom,
  values: [
    {
      key: 'limit',
      value: limit,
      rules: ['INV-10'],
      source: 'a test',
      certainty: 'X',
      effectiveFrom: '2020-01-01',
    },
  ],
});

const packsOf = (file: LimitsFile) =>
  new RulePacks(file.id, { keys: { limit: positiveNumber } }, [file], {
    [`${file.id}@${file.version}`]: packHash(file),
  });

export const limitsPacks = packsOf(limitsFile('2026.1', '2020-01-01', 1));
/** A family whose readers do not ask the rulebook. */
export const frozenPacks = packsOf(limitsFile('2026.1', '2020-01-01', 1, 'test-frozen'));

export const testFamilies = new RuleFamilies([
  { packs: limitsPacks, readsApproved: true },
  { packs: frozenPacks, readsApproved: false },
  { packs: approvalPacks, readsApproved: true },
]);

export const rulebookTestMigrations = [
  ...platformMigrations,
  ...auditMigrations,
  ...rulesMigrations,
  ...approvalMigrations,
  ...jobMigrations,
  ...rulebookMigrations,
];

const PERMISSIONS: readonly Permission[] = [
  'rules.read',
  'tasks.read',
  'tasks.propose',
  'tasks.approve',
  'rule-packs.propose',
  'rule-packs.approve',
  'jobs.read',
];

/** `one` and `two` act for everybody, `province` for one holder. */
class People extends Authenticator {
  constructor(private readonly clock: SettableClock) {
    super();
  }

  authenticate({ authorization }: Credentials): Promise<Caller | undefined> {
    const name = authorization?.replace('Bearer ', '');
    if (name === undefined || !['one', 'two', 'province'].includes(name)) return Promise.resolve(undefined);
    return Promise.resolve({
      id: `user:${name}`,
      name,
      kind: 'user',
      permissions: new Set(PERMISSIONS),
      reach: name === 'province' ? reachOf(['01900000-0000-7000-8000-000000000001']) : EVERYTHING,
      personId: name,
      secondFactorAt: this.clock.now(),
    });
  }
}

interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface TaskView {
  readonly id: string;
  readonly state: string;
  readonly code?: string;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly failure: { readonly code: string } | null;
  readonly fields: readonly { readonly field: string; readonly message: { readonly zh: string } }[];
}

/** The room by itself over HTTP, on a database of its own. */
export class RulebookFixture {
  private keys = 0;

  private constructor(
    readonly server: TestDatabase,
    readonly database: Database,
    readonly app: NestFastifyApplication,
    readonly rulebook: Rulebook,
    readonly clock: SettableClock,
  ) {}

  static async open(now = '2026-03-02T02:00:00.000Z'): Promise<RulebookFixture> {
    const server = await createTestDatabase(rulebookTestMigrations);
    const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
    const database = await connect({ url, poolSize: 20 });
    const clock = new SettableClock(new Date(now));
    const rulebook = new Rulebook(testFamilies);
    const app = await createHttpApp(
      {
        module: class {},
        imports: [
          EdgeModule.forRoot({ database, clock, authenticator: new People(clock) }),
          ApprovalsModule.forRoot({
            policy: async (kind, facts, reader) =>
              approvalPolicy(kind, { ...facts, packs: await rulebook.packs(reader) }),
            rolesSince: () => Promise.resolve([]),
            sweepEvery: 'never',
          }),
          JobsModule.forRoot({ every: 50 }),
          RulebookModule.forRoot({ rulebook }),
        ],
      },
      {
        openApi: { title: 't', description: 'd', version: '1' },
        logger: new JsonLogger('silent'),
        throttle: { requests: 1_000_000, seconds: 1 },
      },
    );
    return new RulebookFixture(server, database, app, rulebook, clock);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.close();
    await this.server.drop();
  }

  async post<T = TaskView>(who: string, url: string, payload: unknown): Promise<Answer<T>> {
    const answer = await this.app.inject({
      method: 'POST',
      url,
      headers: {
        authorization: `Bearer ${who}`,
        'idempotency-key': `rulebook-key-${++this.keys}`,
        'content-type': 'application/json',
      },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
    return { status: answer.statusCode, body: answer.json<T>() };
  }

  async get<T>(url: string, who?: string): Promise<Answer<T>> {
    const headers = who === undefined ? {} : { authorization: `Bearer ${who}` };
    const answer = await this.app.inject({ method: 'GET', url, headers });
    return { status: answer.statusCode, body: answer.json<T>() };
  }

  propose(pack: unknown, who = 'one'): Promise<Answer<TaskView>> {
    return this.post(who, '/v1/tasks', { kind: 'rule-pack-version', payload: { pack, reason: 'a drill' } });
  }

  proposeWithdrawal(packId: string, version: string): Promise<Answer<TaskView>> {
    const payload = { packId, version, reason: 'a drill' };
    return this.post('one', '/v1/tasks', { kind: 'rule-pack-withdrawal', payload });
  }

  approve(taskId: string, who = 'two'): Promise<Answer<TaskView>> {
    return this.post(who, `/v1/tasks/${taskId}/approvals`, {});
  }

  /** Proposed by one, approved by another; fails where it is not executed. */
  async enact(pack: unknown): Promise<void> {
    const proposed = await this.propose(pack);
    const approved = await this.approve(proposed.body.id);
    if (approved.body.state !== 'executed') throw new Error(JSON.stringify([proposed, approved]));
  }

  async enactAfterTrial(pack: { readonly id: string }): Promise<void> {
    await this.tried(pack);
    await this.enact(pack);
  }

  /** A dry run to its end. */
  async tried(pack: { readonly id: string }): Promise<string> {
    const asked = await this.post<{ id: string }>('one', `/v1/rule-packs/${pack.id}/dry-runs`, {
      pack,
      format: 'csv',
    });
    if (asked.status !== 202) throw new Error(JSON.stringify(asked));
    for (let tries = 0; tries < 500; tries++) {
      const run = await this.get<{ state: string }>(`/v1/rule-packs/dry-runs/${asked.body.id}`, 'one');
      if (run.body.state === 'finished') return asked.body.id;
      await pause(20);
    }
    throw new Error('the dry run does not end');
  }
}
