import { createHash } from 'node:crypto';
import { auditMigrations } from '@carbon/audit';
import {
  connect,
  type Database,
  ensureServiceLogin,
  platformMigrations,
  type Transaction,
} from '@carbon/database';
import { documentMigrations, DocumentsModule } from '@carbon/documents';
import {
  Authenticator,
  type Caller,
  createHttpApp,
  type Credentials,
  EdgeModule,
  EVERYTHING,
  IsQuantity,
  IsText,
  JsonLogger,
  reachOf,
  serviceCaller,
} from '@carbon/http';
import {
  createHolder,
  type HolderKind,
  identityEntities,
  identityMigrations,
  permissionsOf,
  type Role,
} from '@carbon/identity';
import { type Json, newId, Refusal, SettableClock } from '@carbon/kernel';
import { Injectable, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { createTestDatabase } from '../../../tests/support/test-database';
import { ApprovalsModule } from './approvals.module';
import { type ApprovalPolicies, TaskDesk } from './desk';
import type { SweepEvery } from './expiry-scheduler';
import { approvalMigrations } from './persistence/migrations/index';
import { TaskEvents, type TaskNotice } from './task-events';
import { type Ending, type Task, type TaskKind, TaskKinds } from './task-kind';

/** A note that is set apart when it is proposed, written when it is approved, and torn up when nothing comes of it. */
class NotePayload {
  @IsText({ description: 'what it says', max: 40 })
  text!: string;

  @IsQuantity({ description: 'units', optional: true })
  quantity?: string;

  shout(): string {
    return `${this.text}!`;
  }
}

const NOTES = `
  create schema drill;
  grant usage on schema drill to carbon_app;
  create table drill.note (task_id uuid, state text not null, text text not null, by text);
  grant all on drill.note to carbon_app;
`;

type Names = Pick<TaskKind, 'kind' | 'propose' | 'approve'>;

/** Writes real rows, so that what is done twice is seen twice. */
class NoteKind implements TaskKind<NotePayload> {
  readonly kind: string;
  readonly propose: TaskKind['propose'];
  readonly approve: TaskKind['approve'];
  readonly title = { zh: '便条', en: 'A note' };
  readonly payload = NotePayload;

  constructor(names: Names) {
    this.kind = names.kind;
    this.propose = names.propose;
    this.approve = names.approve;
  }

  async prepare(
    tx: Transaction,
    { taskId, payload, caller }: { taskId: string; payload: NotePayload; caller: Caller },
  ) {
    if (payload.text === 'refuse at once') throw refused();
    await tx.query(`insert into drill.note values ($1, 'set apart', $2)`, [taskId, payload.text]);
    return {
      holderId: caller.holder?.id ?? null,
      summary: { zh: `便条：${payload.text}`, en: `Note: ${payload.text}` },
      subject: { kind: 'note', id: payload.text },
      ...(payload.quantity === undefined ? {} : { quantity: BigInt(payload.quantity) }),
    };
  }

  async execute(tx: Transaction, task: Task<NotePayload>, { approver }: { approver: Caller }): Promise<Json> {
    await tx.query(`insert into drill.note values ($1, 'written', $2, $3)`, [
      task.id,
      task.payload.shout(),
      approver.id,
    ]);
    if (task.payload.text === 'refuse later') throw refused();
    if (task.payload.text === 'break') throw new Error('out of ink');
    return { written: task.payload.text };
  }

  async abandon(tx: Transaction, task: Task<NotePayload>, ending: Ending): Promise<void> {
    if (task.payload.text === 'stick') throw new Error('it sticks');
    await tx.query(`insert into drill.note values ($1, 'torn up', $2, $3)`, [task.id, ending.how, ending.by]);
  }
}

function refused(): Refusal {
  return new Refusal('DRILL_REFUSED', 422, { zh: '墨水用尽', en: 'out of ink' }, { rule: 'REG-006' });
}

@Injectable()
class NoteKinds {
  constructor(kinds: TaskKinds) {
    const names = { propose: 'transfers.propose', approve: 'transfers.approve' } as const;
    kinds.register(new NoteKind({ kind: 'note.write', ...names }));
    kinds.register(new NoteKind({ kind: 'note.alone', ...names }));
    kinds.register(
      new NoteKind({
        kind: 'note.registry',
        propose: 'holder-changes.propose',
        approve: 'holder-changes.approve',
      }),
    );
    kinds.register(
      new NoteKind({
        kind: 'note.market',
        propose: 'trading-accounts.propose',
        approve: 'trading-accounts.approve',
      }),
    );
  }
}

@Module({ providers: [NoteKinds] })
class NotesModule {}

export const DEADLINE_DAYS = 7;

const policy: ApprovalPolicies = (kind, { quantity }) => ({
  approvals: kind === 'note.alone' ? 0 : (quantity ?? 0n) > 1000n ? 2 : 1,
  deadlineDays: DEADLINE_DAYS,
  rules: ['REG-001'],
  certainty: 'E',
});

/** An id of one's own for a name. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Makes an account a member of a holder, of no other, in this role from now on. */
async function makeMember(
  tx: Transaction,
  {
    account,
    person,
    holderId,
    role,
    now,
  }: { account: string; person: string; holderId: string; role: Role; now: Date },
): Promise<void> {
  const user = idOf(`account ${account}`);
  await tx.query(
    `insert into identity.user_account (id, person_id, email_index, created_at)
     values ($1::uuid, $2, sha256(uuid_send($1::uuid)), $3) on conflict do nothing`,
    [user, idOf(person), now],
  );
  await tx.query(
    `update identity.membership set ended_at = greatest(began_at, $3), changed_at = $3
      where user_id = $1 and holder_id <> $2 and ended_at is null`,
    [user, holderId, now],
  );
  await tx.query(
    `insert into identity.membership (id, user_id, holder_id, role, began_at, changed_at) values ($1, $2, $3, $4, $5, $5)
     on conflict (user_id, holder_id) where ended_at is null do update set role = $4, changed_at = $5
      where membership.role <> $4`,
    [newId(), user, holderId, role, now],
  );
}

/** Callers by the token they send; the role of each is read at every request. */
class Desks extends Authenticator {
  readonly callers = new Map<string, Caller>();

  authenticate({ authorization }: Credentials): Promise<Caller | undefined> {
    return Promise.resolve(this.callers.get(authorization?.replace('Bearer ', '') ?? ''));
  }
}

export interface Member {
  readonly holder: 'HOUSE' | 'OTHER' | 'REGISTRY' | 'EXCHANGE';
  readonly role: Role;
  /** The natural person; the account's own name when absent. */
  readonly person?: string;
  readonly secondFactor?: boolean;
}

export type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

export interface ApprovalsFixture {
  readonly app: NestFastifyApplication;
  readonly database: Database;
  readonly superuserUrl: string;
  readonly clock: SettableClock;
  readonly desk: TaskDesk;
  /** What was told to listeners, of committed and uncommitted acts. */
  readonly notices: TaskNotice[];
  readonly holders: Readonly<Record<Member['holder'], string>>;
  /** Gives an account a role from now on, or ends its being there. */
  employ(account: string, member: Member): Promise<void>;
  as(account: string): {
    get(url: string): Promise<Answer>;
    post(url: string, body: object, key?: string): Promise<Answer>;
    propose(text: string, more?: object): Promise<string>;
  };
  upload(account: string, name: string, bytes: Buffer | string, type?: string): Promise<Answer>;
  /** The states of a task's notes, in the order they were written. */
  notes(taskId: string): Promise<string[]>;
  close(): Promise<void>;
}

const KINDS: Readonly<Record<Member['holder'], HolderKind>> = {
  HOUSE: 'key-emitter',
  OTHER: 'key-emitter',
  REGISTRY: 'registry-operator',
  EXCHANGE: 'market-operator',
};

export async function openApprovals(sweepEvery: SweepEvery = 'never'): Promise<ApprovalsFixture> {
  const server = await createTestDatabase([
    ...platformMigrations,
    ...auditMigrations,
    ...documentMigrations,
    ...identityMigrations,
    ...approvalMigrations,
  ]);
  const { superuserUrl } = server;
  const client = new Client(superuserUrl);
  await client.connect();
  await client.query(NOTES);
  await client.end();
  const url = await ensureServiceLogin(superuserUrl, 'carbon_service', 'test-only');
  const database = await connect({ url, entities: [...identityEntities] });
  const clock = new SettableClock(new Date('2026-03-02T02:00:00.000Z'));
  const codes = ['HOUSE', 'OTHER', 'REGISTRY', 'EXCHANGE'] as const;
  const entered = await database.transaction(async (tx) => {
    const ids: [Member['holder'], string][] = [];
    for (const code of codes) {
      const names = { nameZh: '示范', nameEn: 'Demo', source: 'synthetic' };
      ids.push([code, (await createHolder(tx, { code, kind: KINDS[code], ...names }, clock.now())).id]);
    }
    return ids;
  });
  const holders = Object.fromEntries(entered) as Record<Member['holder'], string>;
  const desks = new Desks();
  desks.callers.set(
    'machine',
    serviceCaller('importer', 'Importer', [
      'tasks.propose',
      'tasks.approve',
      'tasks.read',
      'transfers.propose',
      'transfers.approve',
    ]),
  );
  const app = await createHttpApp(
    {
      module: class {},
      imports: [
        EdgeModule.forRoot({ database, clock, authenticator: desks }),
        ApprovalsModule.forRoot({ policy, sweepEvery }),
        DocumentsModule.forRoot(),
        NotesModule,
      ],
    },
    { openApi: { title: 't', description: 'd', version: '1' }, logger: new JsonLogger('silent') },
  );
  const notices: TaskNotice[] = [];
  app.get(TaskEvents).onTaskEvent((_, notice) => {
    notices.push(notice);
    return Promise.resolve();
  });

  let keys = 0;
  const as: ApprovalsFixture['as'] = (account) => {
    const authorization = `Bearer ${account}`;
    const get = (path: string) => app.inject({ method: 'GET', url: path, headers: { authorization } });
    const post = (path: string, body: object, key = `test-key-${++keys}`) =>
      app.inject({
        method: 'POST',
        url: path,
        headers: { authorization, 'idempotency-key': key },
        payload: body,
      });
    const propose = async (text: string, more: object = {}) => {
      const answer = await post('/v1/tasks', { kind: 'note.write', payload: { text }, ...more });
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return answer.json<{ id: string }>().id;
    };
    return { get, post, propose };
  };

  return {
    app,
    database,
    superuserUrl,
    clock,
    desk: app.get(TaskDesk),
    notices,
    holders,
    as,
    employ: async (account, { holder, role, person = account, secondFactor = true }) => {
      const now = clock.now();
      const id = holders[holder];
      await database.transaction((tx) => makeMember(tx, { account, person, holderId: id, role, now }));
      desks.callers.set(account, {
        id: `user:${account}`,
        name: account,
        kind: 'user',
        permissions: permissionsOf(KINDS[holder], role),
        reach: holder === 'REGISTRY' || holder === 'EXCHANGE' ? EVERYTHING : reachOf([id]),
        personId: idOf(person),
        userId: account,
        holder: { id, code: holder, kind: KINDS[holder] },
        role,
        ...(secondFactor ? { secondFactorAt: now } : {}),
      });
    },
    upload: (account, name, bytes, type = 'application/octet-stream') => {
      const frame = Buffer.from(
        `--edge\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
      );
      return app.inject({
        method: 'POST',
        url: '/v1/documents',
        headers: {
          authorization: `Bearer ${account}`,
          'idempotency-key': `test-key-${++keys}`,
          'content-type': 'multipart/form-data; boundary=edge',
        },
        payload: Buffer.concat([frame, Buffer.from(bytes), Buffer.from('\r\n--edge--\r\n')]),
      });
    },
    notes: async (taskId) => {
      const rows = await database.query<{ state: string }>(
        `select state from drill.note where task_id = $1 order by ctid`,
        [taskId],
      );
      return rows.map(({ state }) => state);
    },
    close: async () => {
      await app.close();
      await database.close();
      await server.drop();
    },
  };
}
