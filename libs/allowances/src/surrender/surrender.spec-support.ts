import { newId } from '@carbon/kernel';
import { defineInstrument, openAccounts } from '@carbon/ledger';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
  type PlatformFixtureOptions,
} from '../../../../tests/support/platform-fixture';
import { recordVerified } from '../verified/record-verified';

const HOUSES = {
  EMITTER: ['key-emitter', '浙江'],
  OTHER: ['key-emitter', '浙江'],
  HELPER: ['key-emitter', '江苏'],
  REGISTRY: ['registry-operator', undefined],
  PROVINCE: ['regulator', '浙江'],
  ELSEWHERE: ['regulator', '江苏'],
} as const;
export type House = keyof typeof HOUSES;

const ROLES = {
  maker: ['EMITTER', 'maker'],
  checker: ['EMITTER', 'checker'],
  otherMaker: ['OTHER', 'maker'],
  otherChecker: ['OTHER', 'checker'],
  helperMaker: ['HELPER', 'maker'],
  registryMaker: ['REGISTRY', 'maker'],
  registryChecker: ['REGISTRY', 'checker'],
  provinceMaker: ['PROVINCE', 'maker'],
  provinceChecker: ['PROVINCE', 'checker'],
  elsewhereChecker: ['ELSEWHERE', 'checker'],
} as const;
export type Who = keyof typeof ROLES;

export interface SentTask {
  readonly id: string;
  readonly state: string;
  readonly outcome: Readonly<Record<string, string>> | null;
  readonly failure: { readonly code: string; readonly rule?: string } | null;
}

export interface SentLine {
  readonly status: string;
  readonly due: string;
  readonly surrendered: string;
  readonly credits: string;
  readonly pendingAllowances: string;
  readonly pendingCredits: string;
  readonly shortfall: string;
  readonly surplus: string;
  readonly creditCap: string | null;
  readonly creditCapLeft: string | null;
  readonly units: readonly { readonly instrument: string; readonly quantity: string }[];
  readonly warnings: readonly { readonly rule: string; readonly en: string }[];
  readonly fulfilledAt: string | null;
}

/** An answer that must not be a refusal. */
export function done(answer: Answer): Answer {
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer;
}

/** Days on which people of the obligation year 2024 act; its deadline is 31 December 2025. */
export const IN_TIME = '2025-11-03';

/** The platform with emitters, a registry and two provinces, and what people do with obligations. */
export class SurrenderWorld {
  private issued = 0;

  private constructor(
    readonly platform: PlatformFixture,
    readonly holders: Readonly<Record<House, string>>,
    readonly accounts: Readonly<Record<House, string>>,
    private readonly people: Record<Who, Person>,
  ) {}

  static async open(day = IN_TIME, options: PlatformFixtureOptions = {}): Promise<SurrenderWorld> {
    const platform = await openPlatformFixture(new Date(`${day}T10:00:00+08:00`), options);
    const holders = {} as Record<House, string>;
    const accounts = {} as Record<House, string>;
    for (const [code, [kind, province]] of Object.entries(HOUSES) as [House, (typeof HOUSES)[House]][]) {
      holders[code] = await platform.holder(code, kind, province);
      accounts[code] = await openHolding(platform, holders[code]);
    }
    const people = {} as Record<Who, Person>;
    for (const [who, [house, role]] of Object.entries(ROLES) as [Who, (typeof ROLES)[Who]][])
      people[who] = await platform.person(holders[house], role);
    return new SurrenderWorld(platform, holders, accounts, people);
  }

  close(): Promise<void> {
    return this.platform.close();
  }

  /** Moves the clock to ten in the morning of a China day; everybody signs in again. */
  async on(day: string, time = '10:00:00'): Promise<void> {
    this.platform.clock.set(new Date(`${day}T${time}+08:00`));
    for (const who of Object.keys(this.people) as Who[])
      this.people[who] = await this.platform.again(this.people[who]);
  }

  /** Another enterprise with its account and a maker. */
  async emitter(code: string): Promise<{ id: string; account: string; maker: Person }> {
    const id = await this.platform.holder(code, 'key-emitter', '浙江');
    return {
      ...{ id, account: await openHolding(this.platform, id) },
      maker: await this.platform.person(id, 'maker'),
    };
  }

  person(who: Who): Person {
    return this.people[who];
  }

  get(who: Who, path: string): Promise<Answer> {
    return this.platform.send('GET', path, this.people[who].headers);
  }

  post(who: Who | Person, path: string, body: object = {}): Promise<Answer> {
    const { headers } = typeof who === 'string' ? this.people[who] : who;
    return this.platform.send('POST', path, headers, body);
  }

  propose(who: Who | Person, kind: string, payload: object, document?: string): Promise<Answer> {
    return this.post(who, '/v1/tasks', { kind, payload, ...(document && { document }) });
  }

  /** Applies from the holder's own account. */
  apply(who: Who, account: string, over: object, year = 2024): Promise<Answer> {
    return this.propose(who, 'allowance-surrender', { market: 'CN', year, account, ...over });
  }

  async approved(who: Who, task: Answer | string): Promise<SentTask> {
    const id = typeof task === 'string' ? task : done(task).json<SentTask>().id;
    return done(await this.post(who, `/v1/tasks/${id}/approvals`)).json<SentTask>();
  }

  /** Files a document that nobody filed before; gives its SHA-256. */
  async file(who: Who): Promise<string> {
    const boundary = 'b0undary';
    const part = `content-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain`;
    const answer = await this.platform.send(
      'POST',
      '/v1/documents',
      { ...this.people[who].headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      `--${boundary}\r\n${part}\r\n\r\ninvented ${++this.issued}\r\n--${boundary}--\r\n`,
    );
    return done(answer).json<{ sha256: string }>().sha256;
  }

  /** Verified emissions, in whole tonnes. */
  async verified(holderId: string, tonnes: bigint, year = 2024, market = 'CN'): Promise<void> {
    await this.platform.database.transaction((tx) =>
      recordVerified(
        tx,
        [
          {
            ...{ market, year, holderId, sector: market === 'CN' ? 'power' : 'manufacturing' },
            ...{ province: '浙江', verifiedT: tonnes, units: [], lines: [], source: 'synthetic' },
          },
        ],
        { now: this.platform.clock.now(), by: 'test' },
      ),
    );
  }

  /** Puts units into an account, as their scheme would. */
  async issue(
    account: string,
    instrument: string,
    quantity: bigint,
    scheme = 'ETS-CN',
    kind: 'allowance' | 'credit' | 'inclusion-reduction' = 'allowance',
  ): Promise<void> {
    await this.platform.database.transaction(async (tx) => {
      await defineInstrument(tx, { code: instrument, kind, unit: 't', scheme, serialised: true });
      const [outcome] = await this.platform.ledger.submit(tx, [
        {
          ...{ kind: 'issue', instrument, quantity, to: account },
          ...{ sourceKey: `test:${++this.issued}`, cause: { actor: 'test' } },
        },
      ]);
      if (outcome?.status !== 'done') throw new Error(JSON.stringify(outcome));
    });
  }

  /** CCER of a project of its own, as their registration leaves them on file; issued to an account. */
  async ccer(
    account: string,
    quantity: bigint,
    { registeredOn = '2025-03-10', coveredByEts = false } = {},
  ): Promise<string> {
    const number = `PJ9${String(++this.issued).padStart(5, '0')}`;
    const instrument = `CCER-${number}-20240101-20240131`;
    const [asset, project] = [newId(), newId()];
    await this.platform.database.query(
      `insert into sources.asset (id, kind, holder_id, province, registered_at) values ($1, 'power-plant', $2, '35', now())`,
      [asset, this.holders.OTHER],
    );
    await this.platform.database.query(
      `insert into credits.project (id, number, scheme, holder_id, account_number, methodology, methodology_version,
         methodology_hash, name_zh, name_en, asset_id, parcels, construction_started, commissioned, crediting_from,
         crediting_to, design_document, parameters, facts, ets_covered, legally_required, in_other_mechanism, source,
         filed_by, filed_at)
       values ($1, $2, 'CCER', $3, $4, 'CCER-01-002-V01', '1', 'x', '虚构项目', 'Invented project', $5, '{}', '2023-01-01',
         '2023-06-01', '2024-01-01', '2033-12-31', decode(repeat('ab', 32), 'hex'), '[]', '[]', $6, false, false,
         'synthetic', 'test', now())`,
      [project, number, this.holders.OTHER, this.accounts.OTHER, asset, coveredByEts],
    );
    await this.platform.database.query(
      `insert into credits.report (id, number, project_id, period_from, period_to, document_hash, inputs, stocks,
         methodology, methodology_version, methodology_hash, steps, rules, certainty, exact_t, computed_t, comment_from,
         comment_until, instrument, transaction_id, registered_at, source, filed_by, filed_at)
       values ($1, $2, $3, '2024-01-01', '2024-01-31', decode(repeat('ab', 32), 'hex'), '{}', '[]', 'CCER-01-002-V01',
         '1', 'x', '[]', '{}', 'X', $4, $4::text::bigint, '2024-02-01', '2024-03-01', $5, $6,
         $7::date + time '10:00' at time zone 'Asia/Shanghai', 'synthetic', 'test', now())`,
      [
        ...[newId(), number.replace('PJ', 'MR'), project, quantity.toString()],
        ...[instrument, (900_000 + this.issued).toString(), registeredOn],
      ],
    );
    await this.issue(account, instrument, quantity, 'CCER', 'credit');
    return instrument;
  }

  async line(who: Who, holder: string, year = 2024, market = 'CN'): Promise<SentLine> {
    return done(await this.get(who, `/v1/compliance/${holder}/${market}/${year}`)).json<SentLine>();
  }

  /** What an account holds of an instrument: `first-last:part`, lowest first. */
  async blocks(account: string, instrument: string): Promise<string[]> {
    const rows = await this.platform.database.query<{ told: string }>(
      `select b.first_serial || '-' || b.last_serial || ':' || p.name as told
         from ledger.block b join ledger.account a on a.id = b.account_id
         join ledger.instrument i on i.id = b.instrument_id join ledger.part p on p.id = b.part
        where a.number = $1 and i.code = $2 order by b.first_serial`,
      [account, instrument],
    );
    return rows.map(({ told }) => told);
  }
}

async function openHolding(platform: PlatformFixture, holderId: string): Promise<string> {
  const [number] = await platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId, kind: 'holding' }]),
  );
  return number ?? '';
}
