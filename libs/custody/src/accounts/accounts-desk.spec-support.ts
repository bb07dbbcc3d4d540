import {
  approvalMigrations,
  ApprovalsModule,
  approveTask,
  expireTasks,
  proposeTask,
  rejectTask,
  TaskDesk,
  type TaskRecord,
} from '@carbon/approvals';
import { auditMigrations } from '@carbon/audit';
import {
  connect,
  type Database,
  ensureServiceLogin,
  platformMigrations,
  type Transaction,
} from '@carbon/database';
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
  type HolderKind,
  identityEntities,
  identityMigrations,
  permissionsOf,
  type Role,
} from '@carbon/identity';
import { Refusal, SettableClock } from '@carbon/kernel';
import {
  type Command,
  defineInstrument,
  Ledger,
  LedgerModule,
  ledgerMigrations,
  openAccounts,
  readAccount,
  readBalance,
} from '@carbon/ledger';
import { rulesMigrations } from '@carbon/rules';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase } from '../../../../tests/support/test-database';
import { transferMigrations } from '../transfers/persistence/migrations/index';
import { TransfersModule } from '../transfers/transfers.module';
import { AccountsDeskModule } from './accounts-desk.module';
import { ClosureChecks } from './closure-checks';
import { accountDeskMigrations } from './persistence/migrations/index';

type House = 'OWNER' | 'STRANGER' | 'REGISTRY';
const KINDS: Readonly<Record<House, HolderKind>> = {
  OWNER: 'organisation',
  STRANGER: 'organisation',
  REGISTRY: 'registry-operator',
};
const STAFF = {
  maker: ['REGISTRY', 'maker'],
  checker: ['REGISTRY', 'checker'],
  owner: ['OWNER', 'maker'],
  stranger: ['STRANGER', 'maker'],
} as const satisfies Record<string, readonly [House, Role]>;
type Staff = keyof typeof STAFF;

/** SHA-256 of the document that acts rest on. */
export const DOCUMENT = 'ab'.repeat(32);

class Desks extends Authenticator {
  constructor(
    private readonly holders: Readonly<Record<House, string>>,
    private readonly clock: SettableClock,
  ) {
    super();
  }

  authenticate({ authorization }: Credentials): Promise<Caller | undefined> {
    const name = authorization?.replace('Bearer ', '') ?? '';
    return Promise.resolve(name in STAFF ? this.callerOf(name as Staff) : undefined);
  }

  callerOf(name: Staff): Caller {
    const [house, role] = STAFF[name];
    const id = this.holders[house];
    return {
      id: `user:${name}`,
      name,
      kind: 'user',
      permissions: permissionsOf(KINDS[house], role),
      reach: house === 'REGISTRY' ? EVERYTHING : reachOf([id]),
      personId: name,
      userId: name,
      holder: { id, code: house, kind: KINDS[house] },
      role,
      secondFactorAt: this.clock.now(),
    };
  }
}

/** A registry with the accounts desk on a fresh real database; acts go through the task engine. */
export class AccountsDeskFixture {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: Database,
    readonly superuserUrl: string,
    readonly clock: SettableClock,
    readonly ledger: Ledger,
    private readonly desks: Desks,
    /** Of the owner two, of the stranger one. The owner's first holds 1,000 fen and 100 certificates. */
    readonly accounts: Readonly<Record<'first' | 'second' | 'strange', string>>,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(): Promise<AccountsDeskFixture> {
    const server = await createTestDatabase([
      ...platformMigrations,
      ...auditMigrations,
      ...rulesMigrations,
      ...identityMigrations,
      ...ledgerMigrations,
      ...approvalMigrations,
      ...accountDeskMigrations,
      ...transferMigrations,
    ]);
    const { superuserUrl } = server;
    const url = await ensureServiceLogin(superuserUrl, 'carbon_service', 'test-only');
    const database = await connect({ url, entities: [...identityEntities], poolSize: 20 });
    const clock = new SettableClock(new Date('2026-03-11T02:00:00Z'));
    const ledger = await Ledger.create(clock);
    const { holders, accounts } = await database.transaction((tx) => enter(tx, ledger, clock.now()));
    const desks = new Desks(holders, clock);
    const app = await createHttpApp(
      {
        module: class {},
        imports: [
          EdgeModule.forRoot({ database, clock, authenticator: desks }),
          LedgerModule.forRoot(ledger),
          ApprovalsModule.forRoot({ rolesSince: () => Promise.resolve([]), sweepEvery: 60_000 }),
          TransfersModule.forRoot({ runner: { everyMs: 0 } }),
          AccountsDeskModule,
        ],
      },
      { openApi: { title: 't', description: 'd', version: '1' }, logger: new JsonLogger('silent') },
    );
    return new AccountsDeskFixture(app, database, superuserUrl, clock, ledger, desks, accounts, () =>
      server.drop(),
    );
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.close();
    await this.drop();
  }

  get checks(): ClosureChecks {
    return this.app.get(ClosureChecks);
  }

  get(who: Staff, url: string): ReturnType<NestFastifyApplication['inject']> {
    return this.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${who}` } });
  }

  propose(
    kind: string,
    payload: object,
    over: { documentHash?: string | undefined; by?: Staff } = {},
  ): Promise<TaskRecord> {
    const proposal = { kind, payload, documentHash: 'documentHash' in over ? over.documentHash : DOCUMENT };
    return this.act((tx, desk) =>
      proposeTask(tx, desk, proposal, this.desks.callerOf(over.by ?? 'maker'), this.clock.now()),
    );
  }

  approve(taskId: string): Promise<TaskRecord> {
    return this.act((tx, desk) =>
      approveTask(tx, desk, { taskId }, this.desks.callerOf('checker'), this.clock.now()),
    );
  }

  reject(taskId: string): Promise<TaskRecord> {
    return this.act((tx, desk) =>
      rejectTask(tx, desk, { taskId }, this.desks.callerOf('checker'), this.clock.now()),
    );
  }

  /** Proposed by one, approved by another. */
  async done(kind: string, payload: object): Promise<TaskRecord> {
    return this.approve((await this.propose(kind, payload)).id);
  }

  async expire(now: Date): Promise<void> {
    this.clock.set(now);
    await expireTasks(this.database, this.app.get(TaskDesk), now);
  }

  /** What the ledger says to a command: `done`, or the code of its refusal. */
  async submit(command: Command): Promise<string> {
    const [outcome] = await this.database.transaction((tx) => this.ledger.submit(tx, [command]));
    return outcome?.status === 'refused' ? outcome.refusal.code : (outcome?.status ?? 'nothing');
  }

  async state(number: string): Promise<string> {
    return (await readAccount(this.database, number))?.state ?? 'unknown';
  }

  /** `available/judicial` of the owner's first account. */
  async holding(instrument: string): Promise<string> {
    const balance = await readBalance(this.database, this.accounts.first, instrument);
    return `${balance?.parts.available ?? 0n}/${balance?.parts.judicial ?? 0n}`;
  }

  async audited(action: string): Promise<object[]> {
    return this.database.query(
      `select actor, approver, encode(document_hash, 'hex') as document from audit.record where action = $1 order by id`,
      [action],
    );
  }

  private act<T>(work: (tx: Transaction, desk: TaskDesk) => Promise<T>): Promise<T> {
    return this.database.transaction((tx) => work(tx, this.app.get(TaskDesk)));
  }
}

/** The refusal of something. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

async function enter(tx: Transaction, ledger: Ledger, now: Date) {
  const names = { nameZh: '示范', nameEn: 'Demo', source: 'synthetic' };
  const holders = { OWNER: '', STRANGER: '', REGISTRY: '' };
  for (const code of ['OWNER', 'STRANGER', 'REGISTRY'] as const) {
    holders[code] = (await createHolder(tx, { code, kind: KINDS[code], ...names }, now)).id;
  }
  await defineInstrument(tx, {
    ...{ code: 'GEC-A', kind: 'green-certificate', unit: 'certificate', scheme: 'TEST', serialised: true },
  });
  await defineInstrument(tx, {
    ...{ code: 'CNY', kind: 'cash', unit: 'fen', scheme: 'CN', serialised: false },
  });
  const [first = '', second = '', strange = ''] = await openAccounts(
    tx,
    [holders.OWNER, holders.OWNER, holders.STRANGER].map((holderId) => ({ holderId, kind: 'holding' })),
  );
  const issue = (instrument: string, quantity: bigint): Command => ({
    ...{ kind: 'issue', instrument, quantity, to: first, sourceKey: `test ${instrument}` },
    cause: { actor: 'test' },
  });
  await ledger.submit(tx, [issue('CNY', 1_000n), issue('GEC-A', 100n)]);
  return { holders, accounts: { first, second, strange } };
}
