import { approvalMigrations, ApprovalsModule, expireTasks, TaskDesk } from '@carbon/approvals';
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
  type HolderKind,
  identityEntities,
  identityMigrations,
  permissionsOf,
  type Role,
} from '@carbon/identity';
import { SettableClock } from '@carbon/kernel';
import {
  type AccountState,
  blockAccounts,
  type Command,
  defineInstrument,
  Ledger,
  LedgerModule,
  ledgerMigrations,
  openAccounts,
  type Outcome,
  readBalances,
  setAccountState,
  unblockAccount,
} from '@carbon/ledger';
import { type Market, rulesMigrations } from '@carbon/rules';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase } from '../../../../tests/support/test-database';
import type { OrderBody, OrderWithHistoryBody } from './http/order-bodies';
import { transferMigrations } from './persistence/migrations/index';
import { TransferRules } from './transfer-rules';
import { TransferRunner } from './transfer-runner';
import { TransfersModule } from './transfers.module';

/** Wednesday 11 March 2026, 11:00 in Brussels. */
export const WEDNESDAY_11 = cet('2026-03-11', '11:00');

/** A moment on the winter clock of Brussels. */
export function cet(day: string, time: string): Date {
  return new Date(`${day}T${time}:00+01:00`);
}

const MIGRATIONS = [
  ...platformMigrations,
  ...auditMigrations,
  ...rulesMigrations,
  ...identityMigrations,
  ...ledgerMigrations,
  ...approvalMigrations,
  ...transferMigrations,
];

type House = 'SENDER' | 'BUYER' | 'REGISTRY';
const KINDS: Readonly<Record<House, HolderKind>> = {
  SENDER: 'key-emitter',
  BUYER: 'organisation',
  REGISTRY: 'registry-operator',
};

/** Who is there: of the sender two checkers, for large transfers need two approvals. */
const STAFF = {
  maker: ['SENDER', 'maker'],
  checker: ['SENDER', 'checker'],
  checker2: ['SENDER', 'checker'],
  reader: ['SENDER', 'reader'],
  buyer: ['BUYER', 'maker'],
  buyerChecker: ['BUYER', 'checker'],
  registryMaker: ['REGISTRY', 'maker'],
  registryChecker: ['REGISTRY', 'checker'],
} as const satisfies Record<string, readonly [House, Role]>;
export type Staff = keyof typeof STAFF;

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

export type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

interface TaskAnswer {
  readonly id: string;
  readonly state: string;
  readonly outcome: Readonly<Record<string, unknown>> | null;
}

/** A registry on a fresh real database: ledger, approvals, transfers; the runner only when it is called. */
export class TransfersFixture {
  private keys = 0;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: Database,
    readonly superuserUrl: string,
    readonly clock: SettableClock,
    readonly ledger: Ledger,
    readonly holders: Readonly<Record<House, string>>,
    /** Account numbers: `sender` and `sender2` of one holder, `buyer` and `registry` of others. */
    readonly accounts: Readonly<Record<'sender' | 'sender2' | 'buyer' | 'registry', string>>,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(market: Market = 'eu'): Promise<TransfersFixture> {
    const server = await createTestDatabase(MIGRATIONS);
    const { superuserUrl } = server;
    const url = await ensureServiceLogin(superuserUrl, 'carbon_service', 'test-only');
    const database = await connect({ url, entities: [...identityEntities], poolSize: 20 });
    const clock = new SettableClock(WEDNESDAY_11);
    const ledger = await Ledger.create(clock);
    const holders = await enterHolders(database, clock.now());
    const accounts = await openAll(database, ledger, holders);
    const routes = { 'CN-GEC': '/v1/certificate-transfers' };
    const app = await createHttpApp(
      {
        module: class {},
        imports: [
          EdgeModule.forRoot({ database, clock, authenticator: new Desks(holders, clock) }),
          LedgerModule.forRoot(ledger, { schemes: routes }),
          ApprovalsModule.forRoot({ rolesSince: () => Promise.resolve([]), sweepEvery: 60_000 }),
          TransfersModule.forRoot({ market, schemes: routes, runner: { everyMs: 0 } }),
        ],
      },
      { openApi: { title: 't', description: 'd', version: '1' }, logger: new JsonLogger('silent') },
    );
    return new TransfersFixture(app, database, superuserUrl, clock, ledger, holders, accounts, () =>
      server.drop(),
    );
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.close();
    await this.drop();
  }

  get runner(): TransferRunner {
    return this.app.get(TransferRunner);
  }

  get rules(): TransferRules {
    return this.app.get(TransferRules);
  }

  send(who: Staff, method: 'GET' | 'POST' | 'DELETE' | 'PATCH', url: string, body?: object): Promise<Answer> {
    return this.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${who}`, 'idempotency-key': `test-key-${++this.keys}` },
      ...(body === undefined ? {} : { payload: body }),
    });
  }

  /** Proposes and gives the raw answer. */
  propose(kind: string, payload: object, who: Staff = 'maker'): Promise<Answer> {
    return this.send(who, 'POST', '/v1/tasks', { kind, payload });
  }

  /** Proposes something that is taken; gives the task. */
  async proposed(kind: string, payload: object, who: Staff = 'maker'): Promise<string> {
    const answer = await this.propose(kind, payload, who);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<TaskAnswer>().id;
  }

  approve(task: string, who: Staff = 'checker'): Promise<Answer> {
    return this.send(who, 'POST', `/v1/tasks/${task}/approvals`, {});
  }

  async approved(task: string, who: Staff = 'checker'): Promise<TaskAnswer> {
    const answer = await this.approve(task, who);
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer.json<TaskAnswer>();
  }

  /** What a transfer of 100 to the buyer is, unless said otherwise. */
  transfer(over: object = {}): object {
    const { sender: from, buyer: to } = this.accounts;
    return { from, to, instrument: 'CEA25', quantity: '100', ...over };
  }

  /** A transfer that was proposed and approved at a moment; gives its order. */
  async transferAt(moment: Date, over: object = {}): Promise<OrderWithHistoryBody> {
    this.clock.set(moment);
    const task = await this.proposed('transfer', this.transfer(over));
    await this.approved(task);
    return this.orderOf(task);
  }

  /** Puts an account on the sender's list, so that it counts when the clock shows `then`. */
  async trust(trusted: string, approvedAt: Date, then: Date): Promise<void> {
    this.clock.set(approvedAt);
    const payload = { account: this.accounts.sender, trusted, label: 'partner' };
    await this.approved(await this.proposed('trusted-account-add', payload));
    this.clock.set(then);
  }

  async order(id: string, who: Staff = 'reader'): Promise<OrderWithHistoryBody> {
    const answer = await this.send(who, 'GET', `/v1/transfer-orders/${id}`);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json<OrderWithHistoryBody>();
  }

  async orderOf(task: string): Promise<OrderWithHistoryBody> {
    const [row] = await this.database.query<{ id: string }>(
      'select id from custody.transfer_order where task_id = $1',
      [task],
    );
    return this.order(row?.id ?? '');
  }

  cancel(order: string, who: Staff = 'checker'): Promise<Answer> {
    return this.send(who, 'POST', `/v1/transfer-orders/${order}/cancellations`, { reason: 'wrong account' });
  }

  async orders(query = '', who: Staff = 'reader'): Promise<OrderBody[]> {
    const answer = await this.send(who, 'GET', `/v1/transfer-orders${query}`);
    return answer.json<{ items: OrderBody[] }>().items;
  }

  async submit(command: Command): Promise<Outcome> {
    const [outcome] = await this.database.transaction((tx) => this.ledger.submit(tx, [command]));
    if (outcome === undefined) throw new Error('no outcome');
    return outcome;
  }

  /** `available/pending` of an account. */
  async holding(account: keyof TransfersFixture['accounts'], instrument = 'CEA25'): Promise<string> {
    const { items } = await readBalances(this.database, this.accounts[account], { limit: 50 });
    const parts = items.find((each) => each.instrument === instrument)?.parts;
    return `${(parts?.available ?? 0n).toString()}/${(parts?.pending ?? 0n).toString()}`;
  }

  async setState(number: string, state: AccountState): Promise<void> {
    const change = { number, state, reason: 'test', actor: 'test' };
    await this.database.transaction((tx) => setAccountState(tx, change, this.clock.now()));
  }

  /** The block of a reconciliation: nothing moves on the account at all. */
  async block(number: string, blocked: boolean): Promise<void> {
    const cause = { reason: 'test', actor: 'test' };
    await this.database.transaction(async (tx) => {
      if (blocked) await blockAccounts(tx, { numbers: [number] }, cause, this.clock.now());
      else await unblockAccount(tx, { number, ...cause }, this.clock.now());
    });
  }

  expire(now: Date): Promise<unknown> {
    this.clock.set(now);
    return expireTasks(this.database, this.app.get(TaskDesk), now);
  }

  async audited(action: string): Promise<{ actor: string; subject_id: string; approver: string | null }[]> {
    return this.database.query(
      'select actor, subject_id, approver from audit.record where action = $1 order by id',
      [action],
    );
  }
}

async function enterHolders(database: Database, now: Date): Promise<Record<House, string>> {
  const names = { nameZh: '示范', nameEn: 'Demo', source: 'synthetic' };
  const ids = { SENDER: '', BUYER: '', REGISTRY: '' };
  await database.transaction(async (tx) => {
    for (const code of ['SENDER', 'BUYER', 'REGISTRY'] as const) {
      ids[code] = (await createHolder(tx, { code, kind: KINDS[code], ...names }, now)).id;
    }
  });
  return ids;
}

/** The sender holds ten million allowances and a thousand certificates with serials. */
async function openAll(
  database: Database,
  ledger: Ledger,
  { SENDER, BUYER, REGISTRY }: Readonly<Record<House, string>>,
): Promise<Record<'sender' | 'sender2' | 'buyer' | 'registry', string>> {
  const numbers = await database.transaction(async (tx) => {
    const gec = { kind: 'green-certificate', unit: 'certificate', serialised: true } as const;
    await defineInstrument(tx, { code: 'GEC-A', scheme: 'TEST', ...gec });
    await defineInstrument(tx, { code: 'GEC-X', scheme: 'CN-GEC', ...gec });
    await defineInstrument(tx, {
      ...{ code: 'CEA25', kind: 'allowance', unit: 'tCO2e', scheme: 'CN-ETS', serialised: false },
    });
    return openAccounts(
      tx,
      [SENDER, SENDER, BUYER, REGISTRY].map((holderId) => ({ holderId, kind: 'holding' as const })),
    );
  });
  const [sender = '', sender2 = '', buyer = '', registry = ''] = numbers;
  const issue = (instrument: string, quantity: bigint): Command => ({
    ...{ kind: 'issue', instrument, quantity, to: sender, sourceKey: `test ${instrument}` },
    cause: { actor: 'test' },
  });
  await database.transaction((tx) =>
    ledger.submit(tx, [issue('CEA25', 10_000_000n), issue('GEC-A', 1_000n), issue('GEC-X', 1_000n)]),
  );
  return { sender, sender2, buyer, registry };
}
