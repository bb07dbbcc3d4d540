import { approvalMigrations, ApprovalsModule } from '@carbon/approvals';
import { auditMigrations } from '@carbon/audit';
import { HolderActsModule, transferMigrations, TransferRunner, TransfersModule } from '@carbon/custody';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import { documentMigrations, DocumentsModule } from '@carbon/documents';
import {
  Authenticator,
  type Caller,
  createHttpApp,
  type Credentials,
  EdgeModule,
  EVERYTHING,
  JsonLogger,
  PERMISSIONS,
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
import { jobMigrations, JobsModule } from '@carbon/jobs';
import { SettableClock } from '@carbon/kernel';
import { Ledger, LedgerModule, ledgerMigrations, openAccounts, readBlocks } from '@carbon/ledger';
import {
  PersonalDataSources,
  privacyEntities,
  privacyMigrations,
  PrivacyModule,
  type SealedPersonVault,
} from '@carbon/privacy';
import { ReceiptsModule } from '@carbon/receipts';
import { rulesMigrations } from '@carbon/rules';
import { sourceMigrations } from '@carbon/sources';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase } from '../../../tests/support/test-database';
import { certificateRoutes, CertificatesModule } from './certificates.module';
import { instrumentCode } from './domain/instrument-code';
import { parseKwh } from './domain/energy';
import { certificateEntities } from './persistence/entities';
import { certificateMigrations } from './persistence/migrations/index';
import type { Plant } from './persistence/plant.entity';
import { newPlant, newVault } from './use-cases/certificates.spec-support';
import { filePlants } from './use-cases/file-plants';
import { importMeterMonths } from './use-cases/import-meter-months';
import { issueAll } from './use-cases/issue-all';

/** Monday 2 March 2026, a China morning. */
const MONDAY = new Date('2026-03-02T02:00:00.000Z');
const OPERATOR = { actor: 'operator' } as const;

const KINDS = {
  OWNER: 'generator',
  BUYER: 'key-emitter',
  AUDITOR: 'auditor',
  REGISTRY: 'registry-operator',
} as const satisfies Record<string, HolderKind>;
export type House = keyof typeof KINDS;

const STAFF = {
  maker: ['OWNER', 'maker'],
  checker: ['OWNER', 'checker'],
  buyerMaker: ['BUYER', 'maker'],
  buyerChecker: ['BUYER', 'checker'],
  auditor: ['AUDITOR', 'reader'],
  registryMaker: ['REGISTRY', 'maker'],
  registryChecker: ['REGISTRY', 'checker'],
  registryChecker2: ['REGISTRY', 'checker'],
} as const satisfies Record<string, readonly [House, Role]>;
/** `machine` is one of the operator's, with every permission. */
export type Who = keyof typeof STAFF | 'machine';

type Holders = Readonly<Record<House, string>>;

class Staff extends Authenticator {
  constructor(
    private readonly holders: Holders,
    private readonly clock: SettableClock,
  ) {
    super();
  }

  authenticate({ authorization }: Credentials): Promise<Caller | undefined> {
    const name = authorization?.replace('Bearer ', '') ?? '';
    if (name === 'machine') return Promise.resolve(serviceCaller('machine', 'Machine', PERMISSIONS));
    return Promise.resolve(name in STAFF ? this.callerOf(name as keyof typeof STAFF) : undefined);
  }

  callerOf(name: keyof typeof STAFF): Caller {
    const [house, role] = STAFF[name];
    const id = this.holders[house];
    // the auditor is engaged by the buyer
    const reach = house === 'AUDITOR' ? reachOf([id, this.holders.BUYER]) : reachOf([id]);
    return {
      id: `user:${name}`,
      name,
      kind: 'user',
      permissions: permissionsOf(KINDS[house], role),
      reach: house === 'REGISTRY' ? EVERYTHING : reach,
      personId: name,
      userId: name,
      holder: { id, code: house, kind: KINDS[house] },
      role,
      secondFactorAt: this.clock.now(),
    };
  }
}

export type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

export interface TaskAnswer {
  readonly id: string;
  readonly state: string;
  readonly outcome: Readonly<Record<string, unknown>> | null;
  readonly failure: Readonly<Record<string, unknown>> | null;
}

export interface OrderAnswer {
  readonly id: string;
  readonly state: string;
  readonly units: string;
  readonly serials: readonly string[];
  readonly scheme: object;
  readonly failure: string | null;
  readonly executeAt: string;
  readonly transaction: string | null;
}

const MIGRATIONS = [
  ...platformMigrations,
  ...ledgerMigrations,
  ...auditMigrations,
  ...rulesMigrations,
  ...privacyMigrations,
  ...identityMigrations,
  ...approvalMigrations,
  ...transferMigrations,
  ...documentMigrations,
  ...jobMigrations,
  ...sourceMigrations,
  ...certificateMigrations,
];

/**
 * The room with those it stands on, over HTTP on a fresh real database: an owner whose plant TEST1 has 10, 20 and 30
 * certificates of January to March 2025, and a buyer without any.
 */
export class CertificatesApp {
  private keys = 0;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: Database,
    readonly superuserUrl: string,
    readonly clock: SettableClock,
    readonly vault: SealedPersonVault,
    readonly ledger: Ledger,
    readonly holders: Holders,
    readonly plant: Plant,
    readonly buyer: string,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(): Promise<CertificatesApp> {
    const server = await createTestDatabase(MIGRATIONS);
    const { superuserUrl } = server;
    const url = await ensureServiceLogin(superuserUrl, 'carbon_service', 'test-only');
    const entities = [...privacyEntities, ...identityEntities, ...certificateEntities];
    const database = await connect({ url, entities, poolSize: 20 });
    const clock = new SettableClock(MONDAY);
    const ledger = await Ledger.create(clock);
    const vault = newVault();
    const holders = await enterHolders(database, clock.now());
    const { plant, buyer } = await issueStock(database, { ledger, clock }, holders);
    const app = await createHttpApp(
      {
        module: class {},
        imports: [
          EdgeModule.forRoot({ database, clock, authenticator: new Staff(holders, clock) }),
          PrivacyModule.forRoot({ vault }),
          LedgerModule.forRoot(ledger, { schemes: certificateRoutes }),
          ApprovalsModule.forRoot({ rolesSince: () => Promise.resolve([]), sweepEvery: 60_000 }),
          HolderActsModule,
          TransfersModule.forRoot({ schemes: certificateRoutes, runner: { everyMs: 0 } }),
          DocumentsModule.forRoot(),
          JobsModule.forRoot(),
          ReceiptsModule.forRoot(),
          CertificatesModule.forRoot(),
        ],
      },
      { openApi: { title: 't', description: 'd', version: '1' }, logger: new JsonLogger('silent') },
    );
    const drop = () => server.drop();
    return new CertificatesApp(
      ...([app, database, superuserUrl, clock, vault, ledger, holders, plant, buyer, drop] as const),
    );
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.close();
    await this.drop();
  }

  get owner(): string {
    return this.plant.accountNumber;
  }

  get sources(): PersonalDataSources {
    return this.app.get(PersonalDataSources);
  }

  /** The ledger's instrument of a month of the plant. */
  instrument(month: Plant['connectedMonth']): string {
    return instrumentCode(this.plant.code, month);
  }

  send(who: Who, method: 'GET' | 'POST', url: string, body?: object): Promise<Answer> {
    return this.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${who}`, 'idempotency-key': `test-key-${++this.keys}` },
      ...(body === undefined ? {} : { payload: body }),
    });
  }

  propose(who: Who, kind: string, payload: object): Promise<Answer> {
    return this.send(who, 'POST', '/v1/tasks', { kind, payload });
  }

  /** Proposes what is taken; gives the task. */
  async proposed(who: Who, kind: string, payload: object): Promise<string> {
    const answer = await this.propose(who, kind, payload);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<TaskAnswer>().id;
  }

  approve(who: Who, task: string): Promise<Answer> {
    return this.send(who, 'POST', `/v1/tasks/${task}/approvals`, {});
  }

  async approved(who: Who, task: string): Promise<TaskAnswer> {
    const answer = await this.approve(who, task);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json<TaskAnswer>();
  }

  /** A sale of ten certificates of January, unless said otherwise. */
  transfer(over: object = {}): object {
    return {
      ...{ from: this.owner, to: this.buyer, instrument: this.instrument('2025-01'), quantity: '10' },
      scheme: { ground: 'sale' },
      ...over,
    };
  }

  async orderOf(task: string): Promise<OrderAnswer> {
    const { items } = (await this.send('registryMaker', 'GET', '/v1/transfer-orders?limit=100')).json<{
      items: (OrderAnswer & { readonly task: string })[];
    }>();
    const order = items.find((each) => each.task === task);
    if (order === undefined) throw new Error(`no order of ${task}`);
    return order;
  }

  /** A transfer of the owner, proposed and approved; it waits for its time. */
  async delayed(over: object = {}): Promise<{ readonly task: string; readonly order: OrderAnswer }> {
    const task = await this.proposed('maker', 'transfer', this.transfer(over));
    await this.approved('checker', task);
    return { task, order: await this.orderOf(task) };
  }

  /** Executes what is due at a moment. */
  async runAt(moment: string | Date): Promise<void> {
    this.clock.set(new Date(moment));
    await this.app.get(TransferRunner).runDue();
  }

  /** What an account holds, as `month:first-last:part`. */
  async blocks(account: string): Promise<string[]> {
    const { items } = await readBlocks(this.database, account, { limit: 500 });
    return items.map(
      ({ instrument, first, last, part }) => `${instrument.slice(-6)}:${first}-${last}:${part}`,
    );
  }

  /** Ranges of serials that count as sold, as `month:first-last`. */
  async sold(): Promise<string[]> {
    const rows = await this.database.query<{ text: string }>(
      `select right(instrument, 6) || ':' || first_serial || '-' || last_serial as text
         from certificates.sold_range order by instrument, first_serial`,
    );
    return rows.map(({ text }) => text);
  }

  audited(action: string): Promise<Record<string, unknown>[]> {
    return this.database.query('select * from audit.record where action = $1 order by id', [action]);
  }
}

async function enterHolders(database: Database, now: Date): Promise<Holders> {
  const names = { nameZh: '示范', nameEn: 'Demo', source: 'synthetic' };
  const ids = { OWNER: '', BUYER: '', AUDITOR: '', REGISTRY: '' };
  await database.transaction(async (tx) => {
    for (const code of Object.keys(ids) as House[]) {
      ids[code] = (await createHolder(tx, { code, kind: KINDS[code], ...names }, now, OPERATOR)).id;
    }
  });
  return ids;
}

async function issueStock(
  database: Database,
  desk: { readonly ledger: Ledger; readonly clock: SettableClock },
  { OWNER: holderId, BUYER }: Holders,
): Promise<{ readonly plant: Plant; readonly buyer: string }> {
  const [plant] = await database.transaction((tx) =>
    filePlants(tx, desk, [newPlant({ holderId })], OPERATOR),
  );
  if (plant === undefined) throw new Error('no plant was filed');
  const energy = { '2025-01': '10000.4', '2025-02': '20000.4', '2025-03': '30000.4' };
  await database.transaction((tx) =>
    importMeterMonths(tx, desk, {
      ...OPERATOR,
      input: {
        rows: Object.entries(energy).map(([month, kwh], line) => ({
          line,
          plant: plant.shortCode,
          month: month as Plant['connectedMonth'],
          energyWh: parseKwh(kwh),
          reportedBy: 'grid-company',
          basis: 'test',
        })),
      },
    }),
  );
  await issueAll(database, desk, OPERATOR);
  const [buyer = ''] = await database.transaction((tx) =>
    openAccounts(tx, [{ holderId: BUYER, kind: 'holding' }]),
  );
  return { plant, buyer };
}
