import { enterEngagement, findHolder, type HolderKind } from '@carbon/identity';
import { openAccounts } from '@carbon/ledger';
import { findPool } from './persistence/pools';
import { publishTerms } from './use-cases/create-pool';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';

/** Wednesday 1 April 2026, a China morning: when everything is filed. */
export const FILING = new Date('2026-04-01T02:00:00.000Z');

/** A house with a maker and a checker, and an account. */
export interface House {
  readonly code: string;
  readonly id: string;
  readonly account: string;
  readonly maker: Person;
  readonly checker: Person;
}

/** The platform with two aggregators, a verification body that both have engaged, and the registry. */
export class PoolsWorld {
  private constructor(
    readonly platform: PlatformFixture,
    readonly aggregator: House,
    readonly other: House,
    readonly verifier: House,
    readonly registry: House & { readonly checker2: Person },
    /** SHA-256 of a document of the verification body. */
    readonly report: string,
  ) {}

  static async open(): Promise<PoolsWorld> {
    const platform = await openPlatformFixture(FILING);
    const house = (code: string, kind: HolderKind) => openHouse(platform, code, kind);
    const [aggregator, other] = [await house('AGGREGATOR', 'aggregator'), await house('OTHER', 'aggregator')];
    const [verifier, registry] = [
      await house('VERIFIER', 'verifier'),
      await house('REGISTRY', 'registry-operator'),
    ];
    const report = await upload(platform, verifier.maker, 'verification report, invented');
    await platform.database.transaction(async (tx) => {
      const first = await findHolder(tx.manager, aggregator.code);
      const second = await findHolder(tx.manager, other.code);
      const auditor = await findHolder(tx.manager, verifier.code);
      if (!first || !second || !auditor) throw new Error('a holder is missing');
      await enterEngagement(
        tx,
        {
          auditor,
          holders: [first, second],
          instruments: null,
          windowFrom: '2025-01-01',
          windowTo: '2027-12-31',
          accessFrom: platform.clock.now(),
          accessUntil: new Date('2027-01-01T00:00:00Z'),
          purpose: 'verification of pools',
        },
        {
          by: 'test',
          approver: 'test-approver',
          taskId: null,
          reason: 'test',
          documentHash: report,
          now: platform.clock.now(),
        },
      );
    });
    // reach is read when somebody signs in
    const maker = await platform.again(verifier.maker);
    const checker2 = await platform.person(registry.id, 'checker');
    const office = { ...registry, checker2 };
    return new PoolsWorld(platform, aggregator, other, { ...verifier, maker }, office, report);
  }

  close(): Promise<void> {
    return this.platform.close();
  }

  post(who: Person, path: string, body: object = {}): Promise<Answer> {
    return this.platform.send('POST', path, who.headers, body);
  }

  csv(who: Person, path: string, lines: readonly string[]): Promise<Answer> {
    return this.platform.send(
      'POST',
      path,
      { ...who.headers, 'content-type': 'text/csv' },
      `${lines.join('\n')}\n`,
    );
  }

  get(who: Person, path: string): Promise<Answer> {
    return this.platform.send('GET', path, who.headers);
  }

  /** All items of a paged list. */
  async all<T>(who: Person, path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor = ''; ;) {
      const page = done(await this.get(who, `${path}?limit=500${cursor}`)).json<{
        items: T[];
        next?: string;
      }>();
      items.push(...page.items);
      if (page.next === undefined) return items;
      cursor = `&cursor=${page.next}`;
    }
  }

  /** A pool of an aggregator; gives its number. */
  async pool(house: House, over: object = {}): Promise<string> {
    const answer = await this.post(house.maker, '/v1/pools', {
      ...{ holder: house.code, account: house.account, scheme: 'PHER-SIP' },
      ...{ nameZh: '示例归集项目', nameEn: 'Invented pool', methodology: 'SIP-PV-01', basis: 'grams' },
      source: 'synthetic',
      ...over,
    });
    return done(answer).json<{ number: string }>().number;
  }

  /** Terms that were published on a day, Thursday 12 March unless said otherwise. */
  async publish(
    pool: string,
    over: { readonly on?: string; readonly memberLimitUg?: bigint } = {},
  ): Promise<void> {
    const { on = '2026-03-12', memberLimitUg = null } = over;
    await this.platform.database.transaction(async (tx) => {
      const found = await findPool(tx, pool);
      if (found === undefined) throw new Error(`no pool ${pool}`);
      const terms = { feeBasisPoints: 500, sharingZh: '按减排量比例', sharingEn: 'by reduction' };
      const at = new Date(`${on}T10:00:00+08:00`);
      await publishTerms(tx, found, { ...terms, memberLimitUg, documentHash: null }, { id: 'test' }, at);
    });
  }

  async verified(pool: string, period: number, grams: string): Promise<void> {
    done(await this.verify(this.verifier.maker, pool, period, grams));
  }

  verify(who: Person, pool: string, period: number, grams: string): Promise<Answer> {
    const path = `/v1/pools/${pool}/periods/${period}/verifications`;
    return this.post(who, path, { grams, report: this.report });
  }

  propose(who: Person, kind: string, payload: object, document?: string): Promise<Answer> {
    return this.post(who, '/v1/tasks', { kind, payload, ...(document && { document }) });
  }

  /** Proposed by one and approved by the others; the task as it ended. */
  async agreed(
    maker: Person,
    checkers: readonly [Person, ...Person[]],
    kind: string,
    payload: object,
  ): Promise<EndedTask> {
    const { id } = done(await this.propose(maker, kind, payload)).json<{ id: string }>();
    const [first, ...others] = checkers;
    let task = done(await this.post(first, `/v1/tasks/${id}/approvals`)).json<EndedTask>();
    for (const other of others)
      task = done(await this.post(other, `/v1/tasks/${id}/approvals`)).json<EndedTask>();
    return task;
  }

  issue(house: House, pool: string, period: number): Promise<EndedTask> {
    const { checker, checker2 } = this.registry;
    return this.agreed(house.maker, [checker, checker2], 'pooled-issue', { pool, period });
  }
}

export interface EndedTask {
  readonly state: string;
  readonly outcome: Readonly<Record<string, unknown>> | null;
  readonly failure: Readonly<Record<string, unknown>> | null;
}

export interface Problem {
  readonly code: string;
  readonly rule?: string;
  readonly fields?: readonly { readonly field: string; readonly rule: string }[];
}

/** An answer that must not be a refusal. */
export function done(answer: Answer): Answer {
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer;
}

async function openHouse(platform: PlatformFixture, code: string, kind: HolderKind): Promise<House> {
  const id = await platform.holder(code, kind);
  const [account] = await platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: id, kind: 'holding' }]),
  );
  return {
    ...{ code, id, account: account ?? '' },
    maker: await platform.person(id, 'maker'),
    checker: await platform.person(id, 'checker'),
  };
}

/** Files a document; gives its SHA-256. */
export async function upload(platform: PlatformFixture, who: Person, text: string): Promise<string> {
  const boundary = 'b0undary';
  const answer = await platform.send(
    'POST',
    '/v1/documents',
    { ...who.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  );
  return done(answer).json<{ sha256: string }>().sha256;
}

export const MEMBER_HEADER = 'member,kind,asset_kind,asset,weight,joined_on,consent_on,consent_record';

/** A line of a file of members. */
export function memberLine(
  reference: string,
  asset: string,
  over: Partial<Record<'weight' | 'joined', string>> = {},
): string {
  return `${reference},household,meter,${asset},${over.weight ?? ''},${over.joined ?? '2026-01-01'},2025-12-20,C-${reference}`;
}
