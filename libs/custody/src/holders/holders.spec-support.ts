import { approvalMigrations, type Task, type TaskKind, TaskKinds } from '@carbon/approvals';
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
  reachOf,
} from '@carbon/http';
import {
  createHolder,
  deskOf,
  getHolder,
  type Holder,
  identityEntities,
  identityMigrations,
  type NewHolder,
  permissionsOf,
  type Role,
} from '@carbon/identity';
import { type Json, newId, SettableClock } from '@carbon/kernel';
import { defineInstrument, Ledger, ledgerMigrations, openAccounts } from '@carbon/ledger';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { plainToInstance } from 'class-transformer';
import { createTestDatabase } from '../../../../tests/support/test-database';
import { HolderActsModule } from './holder-acts.module';
import { HolderSuccession } from './holder-succession';

export const DOCUMENT = 'cd'.repeat(32);

class KnownCallers extends Authenticator {
  readonly byId = new Map<string, Caller>();

  authenticate({ authorization }: Pick<Credentials, 'authorization'>): Promise<Caller | undefined> {
    return Promise.resolve(this.byId.get(authorization ?? ''));
  }
}

@Global()
@Module({ providers: [TaskKinds], exports: [TaskKinds] })
class Register {}

/** What a proposal became: the task as its kind sees it, and what an approver reads. */
export interface Proposed {
  readonly task: Task;
  readonly summary: { readonly zh: string; readonly en: string };
}

/**
 * Holders with accounts on a fresh real database. Kinds are asked and executed as the engine does it, without its rules
 * of who approves: those are tried where it stands.
 */
export interface ActsFixture {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly clock: SettableClock;
  readonly app: NestFastifyApplication;
  readonly succession: HolderSuccession;
  enter(code: string, entry?: Partial<NewHolder>): Promise<Holder>;
  holder(code: string): Promise<Holder>;
  open(holder: Holder): Promise<string>;
  issue(account: string, instrument: string, quantity: bigint): Promise<void>;
  person(holder: Holder, role: Role, reach?: Caller['reach']): Caller;
  /** Prepares, and keeps the open task as the engine would. */
  propose(kind: string, payload: object, caller: Caller, documentHash?: string | null): Promise<Proposed>;
  /** Executes in a transaction, and ends the task. */
  approve(proposed: Proposed, approver: Caller): Promise<Json>;
  /** Ends a task of which nothing comes. */
  withdraw(proposed: Proposed): Promise<void>;
  get(path: string, caller: Caller): ReturnType<NestFastifyApplication['inject']>;
  close(): Promise<void>;
}

export async function openActsFixture(): Promise<ActsFixture> {
  const server = await createTestDatabase([
    ...platformMigrations,
    ...ledgerMigrations,
    ...auditMigrations,
    ...identityMigrations,
    ...approvalMigrations,
  ]);
  const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
  const database = await connect({ url, entities: identityEntities });
  const clock = new SettableClock(new Date('2026-03-02T02:00:00.000Z'));
  const ledger = await Ledger.create(clock);
  const gec = { kind: 'green-certificate', unit: 'certificate', scheme: 'TEST', serialised: true } as const;
  await database.transaction(async (tx) => {
    for (const code of ['GEC-A', 'GEC-B', 'GEC-C']) await defineInstrument(tx, { ...gec, code });
  });
  const authenticator = new KnownCallers();
  const app = await createHttpApp(
    {
      module: class {},
      imports: [EdgeModule.forRoot({ database, clock, authenticator }), Register, HolderActsModule],
    },
    {
      logger: new JsonLogger('silent'),
      openApi: { title: 'holders', description: 'holders', version: '1' },
    },
  );
  const kinds = app.get(TaskKinds);
  const kindNamed = (name: string): TaskKind => {
    const kind = kinds.find(name);
    if (kind === undefined) throw new Error(`no kind ${name}`);
    return kind;
  };
  let issues = 0;
  return {
    database,
    ledger,
    clock,
    app,
    succession: app.get(HolderSuccession),
    enter: (code, entry = {}) =>
      database.transaction((tx) =>
        createHolder(
          tx,
          {
            code,
            nameZh: `${code} 示例`,
            nameEn: `${code} example`,
            kind: 'organisation',
            source: 'synthetic',
            ...entry,
          },
          clock.now(),
          { actor: 'test' },
        ),
      ),
    holder: (code) => getHolder(database.source.manager, code),
    open: async ({ id }) => {
      const [number = ''] = await database.transaction((tx) =>
        openAccounts(tx, [{ holderId: id, kind: 'holding' }]),
      );
      return number;
    },
    issue: async (to, instrument, quantity) => {
      const command = { kind: 'issue', instrument, quantity, to, sourceKey: `source ${++issues}` } as const;
      const [outcome] = await database.transaction((tx) =>
        ledger.submit(tx, [{ ...command, cause: { actor: 'test' } }]),
      );
      if (outcome?.status !== 'done') throw new Error('nothing was issued');
    },
    person: (holder, role, reach) => {
      const everything = deskOf(holder.kind) === 'registry' || deskOf(holder.kind) === 'regulator';
      const caller: Caller = {
        id: `user:${holder.code}-${role}`,
        name: role,
        kind: 'user',
        permissions: permissionsOf(holder.kind, role),
        reach: reach ?? (everything ? EVERYTHING : reachOf([holder.id])),
        holder: { id: holder.id, code: holder.code, kind: holder.kind },
        role,
      };
      authenticator.byId.set(caller.id, caller);
      return caller;
    },
    propose: (name, body, caller, documentHash = DOCUMENT) =>
      database.transaction(async (tx) => {
        const kind = kindNamed(name);
        const now = clock.now();
        const id = newId();
        const payload = plainToInstance(kind.payload, body);
        const document = documentHash === null ? {} : { documentHash };
        const prepared = await kind.prepare(tx, { taskId: id, payload, caller, now, ...document });
        const deadline = new Date(now.getTime() + 86_400_000);
        const stored = prepared.payload ?? payload;
        await tx.query(
          `insert into approvals.task (id, kind, holder_id, subject_kind, subject_id, summary_zh, summary_en, payload,
             document_hash, initiator, approvals_needed, rules, certainty, proposed_at, deadline)
           values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, 0, '{}', 'X', $11, $12)`,
          [
            id,
            name,
            prepared.holderId,
            prepared.subject.kind,
            prepared.subject.id,
            prepared.summary.zh,
            prepared.summary.en,
            JSON.stringify(stored),
            documentHash,
            caller.id,
            now,
            deadline,
          ],
        );
        const task: Task = {
          id,
          kind: name,
          payload: plainToInstance(kind.payload, JSON.parse(JSON.stringify(stored)) as object),
          holderId: prepared.holderId,
          initiator: { id: caller.id, personId: null },
          comment: null,
          documentHash,
          proposedAt: now,
          deadline,
        };
        return { task, summary: prepared.summary };
      }),
    approve: ({ task }, approver) =>
      database.transaction(async (tx) => {
        const now = clock.now();
        await tx.query(`update approvals.task set state = 'approved' where id = $1`, [task.id]);
        const outcome = await kindNamed(task.kind).execute(tx, task, { approver, now });
        await tx.query(`update approvals.task set state = 'executed', ended_at = $2 where id = $1`, [
          task.id,
          now,
        ]);
        return outcome;
      }),
    withdraw: async ({ task }) => {
      await database.query(`update approvals.task set state = 'withdrawn', ended_at = $2 where id = $1`, [
        task.id,
        clock.now(),
      ]);
    },
    get: (path, caller) => app.inject({ method: 'GET', url: path, headers: { authorization: caller.id } }),
    close: async () => {
      await app.close();
      await database.close();
      await server.drop();
    },
  };
}
