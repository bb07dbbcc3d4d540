import { randomUUID } from 'node:crypto';
import { enterEngagement, findHolder } from '@carbon/identity';
import { openAccounts } from '@carbon/ledger';
import {
  InclusionWorld,
  type TestProgramme,
  type TestResident,
} from '../../../../tests/support/inclusion-world';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { PoolingClock } from './pooling-clock';

/** When pooling of October begins: Friday 4 December 2026, a China morning. */
export const DECEMBER = new Date('2026-12-04T02:00:00.000Z');
const DAY = 86_400_000;

export function done(answer: Answer): Answer {
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer;
}

export interface EndedTask {
  readonly state: string;
  readonly outcome: Readonly<Record<string, unknown>> | null;
  readonly failure: Readonly<Record<string, unknown>> | null;
}

/** A programme whose reductions may become credits, its operator's account, a verification body, the registry. */
export class PoolingWorld {
  private constructor(
    readonly platform: PlatformFixture,
    readonly inclusion: InclusionWorld,
    readonly programme: TestProgramme,
    readonly account: string,
    readonly verifier: Person,
    readonly registry: readonly [Person, Person],
    readonly report: string,
  ) {}

  static async open(code = 'SZ'): Promise<PoolingWorld> {
    const platform = await openPlatformFixture(new Date('2026-10-08T02:00:00.000Z'));
    const inclusion = new InclusionWorld(platform);
    const programme = await inclusion.programme(code, 'inclusion-shenzhen', 'PHER-SIP');
    const [account = ''] = await platform.database.transaction((tx) =>
      openAccounts(tx, [{ holderId: programme.operatorId, kind: 'holding' }]),
    );
    const office = await platform.holder('REGISTRY', 'registry-operator');
    const registry = [
      await platform.person(office, 'checker'),
      await platform.person(office, 'checker'),
    ] as const;
    const body = await platform.holder('VERIFIER', 'verifier');
    const first = await platform.person(body, 'maker');
    const report = await upload(platform, first);
    await engage(platform, programme.operatorId, report);
    // reach is read when somebody signs in
    const verifier = await platform.again(first);
    return new PoolingWorld(platform, inclusion, programme, account, verifier, registry, report);
  }

  close(): Promise<void> {
    return this.platform.close();
  }

  /** Months pass between requests: everybody signs in anew. */
  async post(who: Person, path: string, body: object = {}): Promise<Answer> {
    return this.platform.send('POST', path, (await this.platform.again(who)).headers, body);
  }

  async get(who: Person | undefined, path: string): Promise<Answer> {
    const headers = who === undefined ? {} : (await this.platform.again(who)).headers;
    return this.platform.send('GET', path, headers);
  }

  /** A pool with published terms of its own, and terms of pooling that name it; gives its number. */
  async published(over: { readonly limit?: string; readonly gramsPerPoint?: string } = {}): Promise<string> {
    const { maker } = this.programme;
    const pool = done(
      await this.post(maker, '/v1/pools', {
        ...{ holder: `OPERATOR-${this.programme.code}`, account: this.account, scheme: 'PHER-SIP' },
        ...{ nameZh: '示例居民汇集', nameEn: 'Invented pool of residents', methodology: 'SIP-TRIPS' },
        ...{ basis: 'micrograms', source: 'synthetic' },
      }),
    ).json<{ number: string }>().number;
    done(
      await this.post(maker, `/v1/pools/${pool}/terms`, {
        ...{ feeBasisPoints: 500, sharingZh: '示例', sharingEn: 'invented' },
      }),
    );
    await this.publish(pool, over);
    return pool;
  }

  async publish(
    pool: string,
    { limit, gramsPerPoint = '100' }: { readonly limit?: string; readonly gramsPerPoint?: string } = {},
  ): Promise<void> {
    const terms = {
      ...{ programme: this.programme.code, pool, sharingZh: '示例', sharingEn: 'invented' },
      ...{ gramsPerBonusPoint: gramsPerPoint, ...(limit === undefined ? {} : { residentLimitGrams: limit }) },
    };
    await this.agreed('inclusion-pooling-terms', terms);
    this.later(1);
  }

  /** A resident with reductions of a month that are folded, in grams. */
  async resident(grams: bigint, month = '2026-10-01'): Promise<TestResident> {
    const resident = await this.inclusion.resident(this.programme);
    await this.earned(resident.id, grams, month);
    return resident;
  }

  async earned(resident: bigint, grams: bigint, month = '2026-10-01'): Promise<void> {
    await this.platform.database.transaction((tx) =>
      tx.query(
        `insert into inclusion.resident_month as m
           (resident_id, programme_id, month, acts, points, reduced_ug, poolable_ug, emitted_ug)
         values ($1, $2, $3, 1, 0, $4, $4, 0)
         on conflict (resident_id, programme_id, month) do update set poolable_ug = m.poolable_ug + excluded.poolable_ug`,
        [resident.toString(), this.programme.id, month, (grams * 1_000_000n).toString()],
      ),
    );
  }

  async consents(resident: TestResident, granted = true): Promise<void> {
    done(
      await this.post(resident.person, '/v1/me/consents', {
        ...{ purpose: 'pooling', source: this.programme.code.toLowerCase(), textVersion: '2026.1', granted },
      }),
    );
    this.later(0);
  }

  /** Residents by hundreds of thousands, with consents, straight into the database. */
  async crowd(size: number, gramsOf: string): Promise<void> {
    await this.superuser(`
      alter table inclusion.resident drop constraint resident_account_number_fkey;
      insert into privacy.person (id, created_at)
        select md5('crowd' || n)::uuid, now() from generate_series(1, ${size}) n;
      insert into inclusion.resident (person_id, holder_id, account_number, joined_at)
        select md5('crowd' || n)::uuid, md5('holder' || n)::uuid, 'CROWD-' || n, now() from generate_series(1, ${size}) n;
      insert into inclusion.membership (resident_id, programme_id, joined_at)
        select id, ${this.programme.id}, now() from inclusion.resident where account_number like 'CROWD-%';
      insert into privacy.consent (id, person_id, purpose, text_version, source, granted, separate, given_by, at)
        select md5('consent' || n)::uuid, md5('crowd' || n)::uuid, 'pooling', '2026.1',
               '${this.programme.code.toLowerCase()}', true, true, md5('crowd' || n)::uuid,
               '${this.platform.clock.now().toISOString()}' from generate_series(1, ${size}) n;
      insert into inclusion.resident_month
        (resident_id, programme_id, month, acts, points, reduced_ug, poolable_ug, emitted_ug)
        select r.id, ${this.programme.id}, '2026-10-01', 1, 0, g.ug, g.ug, 0
          from inclusion.resident r, substr(r.account_number, 7) as s(text), cast(s.text as bigint) as n,
               cast(${gramsOf} as bigint) as g(ug)
         where r.account_number like 'CROWD-%';
      analyze inclusion.resident, inclusion.resident_month, inclusion.membership, privacy.consent,
        privacy.person;
    `);
  }

  async superuser(sql: string): Promise<void> {
    const { Client } = await import('pg');
    const client = new Client({ connectionString: this.platform.superuserUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  /** The clock goes on by days, and always by a second. */
  later(days: number): void {
    const { clock } = this.platform;
    clock.set(new Date(clock.now().getTime() + days * DAY + 1_000));
  }

  until(moment: Date): void {
    this.platform.clock.set(moment);
  }

  propose(kind: string, payload: object, who = this.programme.maker): Promise<Answer> {
    return this.post(who, '/v1/tasks', { kind, payload });
  }

  async agreed(
    kind: string,
    payload: object,
    [first, ...others]: readonly Person[] = [this.programme.checker],
  ): Promise<EndedTask> {
    const { id } = done(await this.propose(kind, payload)).json<{ id: string }>();
    let task: EndedTask | undefined;
    for (const who of first === undefined ? [] : [first, ...others]) {
      task = done(await this.post(who, `/v1/tasks/${id}/approvals`)).json<EndedTask>();
    }
    if (task === undefined) throw new Error('nobody approved');
    return task;
  }

  round(upTo = '2026-10'): Promise<EndedTask> {
    return this.agreed('inclusion-pool-round', { programme: this.programme.code, upTo });
  }

  async verified(pool: string, period: number, grams: string): Promise<void> {
    const path = `/v1/pools/${pool}/periods/${period}/verifications`;
    done(await this.post(this.verifier, path, { grams, report: this.report }));
  }

  issue(pool: string, period: number): Promise<EndedTask> {
    return this.agreed('pooled-issue', { pool, period }, this.registry);
  }

  sold(pool: string, period: number, tonnes: string, proceedsFen: string): Promise<EndedTask> {
    const sale = { pool, period, sale: `SALE-${randomUUID().slice(0, 8)}`, tonnes, proceedsFen };
    return this.agreed('pool-settlement', sale);
  }

  /** What the clock of the process does by itself. */
  settle(): Promise<number> {
    return this.platform.app.get(PoolingClock, { strict: false }).sweep();
  }

  /** Of each share what is where, by resident; micrograms. */
  async shares(ordinal = 1): Promise<readonly Share[]> {
    const rows = await this.platform.database.query<Record<keyof Share, string>>(
      `select s.resident_id as resident, s.taken_ug as taken, s.returned_ug as returned, s.issued_ug as issued,
              s.carried_ug as carried, s.bonus_points as points
         from inclusion.pool_share s join inclusion.pool_round r on r.id = s.round_id
        where r.ordinal = $1 and r.programme_id = $2 order by s.resident_id`,
      [ordinal, this.programme.id],
    );
    return rows.map((row) => ({
      ...{ resident: BigInt(row.resident), taken: BigInt(row.taken), returned: BigInt(row.returned) },
      ...{ issued: BigInt(row.issued), carried: BigInt(row.carried), points: BigInt(row.points) },
    }));
  }

  async pooled(resident: bigint): Promise<bigint> {
    const [row] = await this.platform.database.query<{ ug: string }>(
      'select pooled_ug as ug from inclusion.pooled where resident_id = $1',
      [resident.toString()],
    );
    return BigInt(row?.ug ?? 0);
  }
}

export type Share = Readonly<
  Record<'resident' | 'taken' | 'returned' | 'issued' | 'carried' | 'points', bigint>
>;

async function engage(platform: PlatformFixture, operatorId: string, report: string): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const auditor = await findHolder(tx.manager, 'VERIFIER');
    const operator = await findHolder(tx.manager, operatorId);
    if (!auditor || !operator) throw new Error('a holder is missing');
    const now = platform.clock.now();
    const until = new Date('2028-01-01T00:00:00Z');
    await enterEngagement(
      tx,
      {
        ...{
          auditor,
          holders: [operator],
          instruments: null,
          windowFrom: '2026-01-01',
          windowTo: '2027-12-31',
        },
        ...{ accessFrom: now, accessUntil: until, purpose: 'verification of pools' },
      },
      { by: 'test', approver: 'test-approver', taskId: null, reason: 'test', documentHash: report, now },
    );
  });
}

async function upload(platform: PlatformFixture, who: Person): Promise<string> {
  const boundary = 'b0undary';
  const answer = await platform.send(
    'POST',
    '/v1/documents',
    { ...who.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\nverification report, invented\r\n--${boundary}--\r\n`,
  );
  return done(answer).json<{ sha256: string }>().sha256;
}
