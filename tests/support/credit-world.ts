import type { HolderKind } from '@carbon/identity';
import { openAccounts, readBlocks } from '@carbon/ledger';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
  type PlatformFixtureOptions,
} from './platform-fixture';

/** Monday 2 March 2026, a China morning. */
export const MONDAY = new Date('2026-03-02T02:00:00.000Z');

export interface EndedTask {
  readonly id: string;
  readonly state: string;
  readonly outcome: Readonly<Record<string, unknown>> | null;
  readonly failure: Readonly<Record<string, unknown>> | null;
}

export interface Told {
  readonly number: string;
  readonly state: string;
}

/** An answer that must not be a refusal. */
export function done(answer: Answer): Answer {
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer;
}

const HOUSES = {
  OWNER: 'generator',
  OTHER: 'generator',
  BUYER: 'organisation',
  VALIDATOR: 'verifier',
  VERIFIER: 'verifier',
  REGISTRY: 'registry-operator',
} as const satisfies Record<string, HolderKind>;
export type House = keyof typeof HOUSES;

const ROLES = {
  maker: ['OWNER', 'maker'],
  checker: ['OWNER', 'checker'],
  otherMaker: ['OTHER', 'maker'],
  buyerMaker: ['BUYER', 'maker'],
  validator: ['VALIDATOR', 'maker'],
  verifier: ['VERIFIER', 'maker'],
  registryMaker: ['REGISTRY', 'maker'],
  registryChecker: ['REGISTRY', 'checker'],
  registryChecker2: ['REGISTRY', 'checker'],
  registryChecker3: ['REGISTRY', 'checker'],
} as const;
export type Who = keyof typeof ROLES;

const STATEMENT = {
  opinion: 'positive',
  checks: [{ check: '计量点', passed: true, note: '一致（示例）' }],
  fullTimeStaff: 12,
  experiencedStaff: 6,
} as const;

/** Grid factors that make 0.5 t of a MWh; invented. */
const PARAMETERS = [
  { name: 'efOm', value: '0.7', unit: 'tCO2/MWh' },
  { name: 'efBm', value: '0.3', unit: 'tCO2/MWh' },
  { name: 'weightOm', value: '0.5', unit: '1' },
  { name: 'weightBm', value: '0.5', unit: '1' },
];

/** The platform with owners, a validator, a verifier and a registry, and the steps of projects as people take them. */
export class CreditWorld {
  private documents = 0;
  private plants = 0;
  private readonly shortCodes = new Map<string, string>();

  private constructor(
    readonly platform: PlatformFixture,
    readonly holders: Readonly<Record<House, string>>,
    readonly accounts: Readonly<Record<House, string>>,
    private readonly people: Record<Who, Person>,
  ) {}

  static async open(now = MONDAY, options: PlatformFixtureOptions = {}): Promise<CreditWorld> {
    const platform = await openPlatformFixture(now, options);
    const holders = {} as Record<House, string>;
    const accounts = {} as Record<House, string>;
    for (const [code, kind] of Object.entries(HOUSES) as [House, HolderKind][]) {
      holders[code] = await platform.holder(code, kind);
      const opening = [{ holderId: holders[code], kind: 'holding' as const }];
      accounts[code] = (await platform.database.transaction((tx) => openAccounts(tx, opening)))[0] ?? '';
    }
    const people = {} as Record<Who, Person>;
    for (const [who, [house, role]] of Object.entries(ROLES) as [Who, readonly [House, 'maker']][]) {
      people[who] = await platform.person(holders[house], role);
    }
    return new CreditWorld(platform, holders, accounts, people);
  }

  close(): Promise<void> {
    return this.platform.close();
  }

  /** Moves the clock to ten in the morning of a China day; everybody signs in again. */
  async on(day: string): Promise<void> {
    this.platform.clock.set(new Date(`${day}T10:00:00+08:00`));
    for (const who of Object.keys(this.people) as Who[]) {
      this.people[who] = await this.platform.again(this.people[who]);
    }
  }

  person(who: Who): Person {
    return this.people[who];
  }

  post(who: Who | 'machine', path: string, body: object = {}): Promise<Answer> {
    const { headers } = who === 'machine' ? { headers: this.platform.machine } : this.people[who];
    return this.platform.send('POST', path, headers, body);
  }

  get(who: Who | 'machine', path: string): Promise<Answer> {
    const { headers } = who === 'machine' ? { headers: this.platform.machine } : this.people[who];
    return this.platform.send('GET', path, headers);
  }

  /** As somebody who is not signed in. */
  public(path: string): Promise<Answer> {
    return this.platform.send('GET', path, {});
  }

  /** Files a document that nobody filed before; gives its SHA-256. */
  async document(who: Who): Promise<string> {
    const boundary = 'b0undary';
    const part = `content-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain`;
    const answer = await this.platform.send(
      'POST',
      '/v1/documents',
      { ...this.people[who].headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      `--${boundary}\r\n${part}\r\n\r\ninvented ${++this.documents}\r\n--${boundary}--\r\n`,
    );
    return done(answer).json<{ sha256: string }>().sha256;
  }

  /** A wind farm of the owner, filed; gives its 17 digits. */
  async plant(holder: House = 'OWNER'): Promise<string> {
    const at = ++this.plants;
    const plant = {
      ...{ shortCode: `SEA${at}`, nameZh: `虚构海上风电场甲${'东南西北'[at % 4] ?? ''}${at}` },
      ...{ nameEn: `Invented Sea Farm ${at}${at}${at}`, province: '35', technology: 'wind-offshore' },
      ...{ capacityW: `${at}00000000`, connectedMonth: '2024-12', holder, account: this.accounts[holder] },
      ...{ source: 'synthetic', meters: [`SYN-METER-${at}`] },
    };
    const { items } = done(await this.post('machine', '/v1/plants', { plants: [plant] })).json<{
      items: { code: string }[];
    }>();
    const code = items[0]?.code ?? '';
    this.shortCodes.set(code, plant.shortCode);
    return code;
  }

  /** The short code of a plant, as files of meter months name it. */
  shortCode(plantCode: string): string {
    return this.shortCodes.get(plantCode) ?? '';
  }

  /** What a filing of an offshore wind project says; the plant's name tells it from others. */
  async filing(plantCode: string, over: object = {}): Promise<object> {
    const tail = plantCode.slice(-6);
    return {
      ...{ scheme: 'CCER', methodology: 'CCER-01-002-V01', plantCode },
      ...{ nameZh: `示例海上风电 ${tail}`, nameEn: `Example offshore wind ${tail}` },
      asset: { kind: 'power-plant', province: '35', technology: 'wind-offshore' },
      ...{ constructionStarted: '2023-03-01', commissioned: '2024-12-01', lifetimeUntil: '2049-11-30' },
      ...{ creditingFrom: '2025-01-01', creditingTo: '2034-12-31', validator: 'VALIDATOR' },
      designDocument: await this.document('maker'),
      parameters: PARAMETERS,
      facts: [
        { name: 'distanceKm', value: '42', unit: 'km' },
        { name: 'depthM', value: '20', unit: 'm' },
      ],
      ...{ etsCovered: false, legallyRequired: false, inOtherMechanism: false, source: 'synthetic' },
      ...over,
    };
  }

  async file(plantCode: string, over: object = {}): Promise<string> {
    const filed = await this.post('maker', '/v1/projects', await this.filing(plantCode, over));
    return done(filed).json<Told>().number;
  }

  step(who: Who, number: string, act: string, body: object = {}): Promise<Answer> {
    const room = number.startsWith('PJ') ? 'projects' : 'reduction-reports';
    return this.post(who, `/v1/${room}/${number}/${act}`, body);
  }

  /** A step that must succeed; gives the state after it. */
  async stepped(who: Who, number: string, act: string, body: object = {}): Promise<string> {
    return done(await this.step(who, number, act, body)).json<Told>().state;
  }

  async statement(who: Who, over: object = {}): Promise<object> {
    return { ...STATEMENT, document: await this.document(who), ...over };
  }

  /** From a draft on Monday 2 March to a project under review on 1 April. */
  async underReview(number: string): Promise<void> {
    await this.stepped('maker', number, 'publication');
    await this.on('2026-04-01');
    await this.stepped('validator', number, 'validation', await this.statement('validator'));
    await this.stepped('maker', number, 'application');
    await this.stepped('registryMaker', number, 'review');
  }

  propose(who: Who, kind: string, payload: object, document?: string): Promise<Answer> {
    return this.post(who, '/v1/tasks', { kind, payload, ...(document && { document }) });
  }

  /** Proposed by the registry and approved by as many of its checkers as it takes; the task as it ended. */
  async agreed(kind: string, payload: object, document?: string): Promise<EndedTask> {
    const task = done(await this.propose('registryMaker', kind, payload, document)).json<EndedTask>();
    return this.approved(task.id);
  }

  async approved(
    task: string,
    checkers: readonly Who[] = ['registryChecker', 'registryChecker2'],
  ): Promise<EndedTask> {
    let ended: EndedTask | undefined;
    for (const who of checkers) {
      if (ended !== undefined && ended.state !== 'proposed' && ended.state !== 'pending') break;
      ended = done(await this.post(who, `/v1/tasks/${task}/approvals`)).json<EndedTask>();
      if (['executed', 'failed'].includes(ended.state)) break;
    }
    if (ended === undefined) throw new Error('nobody approved');
    return ended;
  }

  /** A registered offshore wind project on a plant. */
  async registered(plantCode: string, over: object = {}): Promise<string> {
    const number = await this.file(plantCode, over);
    await this.underReview(number);
    const task = await this.agreed('project-registration', {
      ...{ project: number, decision: 'register', reason: '示例' },
    });
    if (task.state !== 'executed') throw new Error(JSON.stringify(task));
    return number;
  }

  /** What a monitoring report of whole months says: 1,000 MWh a month make 500 t. */
  async report(project: string, months: readonly string[], over: object = {}): Promise<object> {
    const [first = '', last = ''] = [months[0], months.at(-1)];
    const end = new Date(`${last}-01T00:00:00Z`);
    end.setUTCMonth(end.getUTCMonth() + 1, 0);
    return {
      ...{ project, periodFrom: `${first}-01`, periodTo: end.toISOString().slice(0, 10) },
      months: months.map((month) => ({
        month,
        values: [
          { name: 'exportMwh', value: '1010', unit: 'MWh', meter: 'SYN-METER-1' },
          { name: 'importMwh', value: '10', unit: 'MWh' },
        ],
      })),
      ...{ period: [], verifier: 'VERIFIER', document: await this.document('maker'), source: 'synthetic' },
      ...over,
    };
  }

  async reported(project: string, months: readonly string[], over: object = {}): Promise<string> {
    const body = await this.report(project, months, over);
    return done(await this.post('maker', '/v1/reduction-reports', body)).json<Told>().number;
  }

  /** A report from its filing to the registry's review, on a day when its public time is over. */
  async reportUnderReview(number: string, day: string, quantity: string): Promise<void> {
    await this.on(day);
    const statement = await this.statement('verifier', { verifiedT: quantity });
    await this.stepped('verifier', number, 'verification', statement);
    await this.stepped('maker', number, 'application', { quantity });
    await this.stepped('registryMaker', number, 'review');
  }

  registerReductions(report: string): Promise<EndedTask> {
    return this.agreed('reduction-registration', { report, decision: 'register', reason: '示例' });
  }

  /** What an account holds of instruments that begin so: `code:first-last:part`. */
  async blocks(account: string, begin: string): Promise<string[]> {
    const { items } = await readBlocks(this.platform.database, account, { limit: 500 });
    return items
      .filter(({ instrument }) => instrument.startsWith(begin))
      .map(({ instrument, first, last, part }) => `${instrument}:${first}-${last}:${part}`);
  }

  audited(action: string): Promise<Record<string, unknown>[]> {
    return this.platform.database.query('select * from audit.record where action = $1 order by id', [action]);
  }
}
