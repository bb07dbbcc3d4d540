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
import { readPoints } from '../points/index';
import { findResident } from '../residents/resident';

export interface TestMerchant {
  readonly code: string;
  readonly id: string;
  readonly maker: Person;
}

export interface Told {
  readonly id: string;
  readonly state: string;
  readonly code: string | null;
  readonly points: string;
}

interface Task {
  readonly state: string;
  readonly outcome: Readonly<Record<string, string>> | null;
}

/** A programme with a merchant, a cause and residents who have points. */
export class RewardsWorld {
  private issued = 0;

  private constructor(
    readonly platform: PlatformFixture,
    readonly world: InclusionWorld,
    public programme: TestProgramme,
    public merchant: TestMerchant,
    public cause: TestMerchant,
  ) {}

  static async open(): Promise<RewardsWorld> {
    const platform = await openPlatformFixture();
    const world = new InclusionWorld(platform);
    const programme = await world.programme();
    const house = async (code: string, kind: 'merchant' | 'project-owner'): Promise<TestMerchant> => {
      const id = await platform.holder(code, kind);
      return { code, id, maker: await platform.person(id, 'maker') };
    };
    return new RewardsWorld(
      platform,
      world,
      programme,
      await house('M01', 'merchant'),
      await house('C01', 'project-owner'),
    );
  }

  /** A resident with points on the ledger. */
  async resident(points: bigint): Promise<TestResident> {
    const resident = await this.world.resident(this.programme);
    if (points > 0n) await this.grant(resident, points);
    return resident;
  }

  /** Turns the clock; sessions of another time are over, so everybody signs in again. */
  async turnTo(moment: Date): Promise<void> {
    const { platform, programme, merchant, cause } = this;
    platform.clock.set(moment);
    const [maker, checker] = [await platform.again(programme.maker), await platform.again(programme.checker)];
    this.programme = { ...programme, maker, checker };
    this.merchant = { ...merchant, maker: await platform.again(merchant.maker) };
    this.cause = { ...cause, maker: await platform.again(cause.maker) };
  }

  /** The same of one resident. */
  async again(resident: TestResident): Promise<TestResident> {
    return { ...resident, person: await this.platform.again(resident.person) };
  }

  async later(minutes: number): Promise<void> {
    await this.turnTo(new Date(this.platform.clock.now().getTime() + minutes * 60_000));
  }

  async grant({ accountNumber }: TestResident, quantity: bigint): Promise<void> {
    const { database, ledger } = this.platform;
    this.issued += 1;
    const sourceKey = `test:points:${this.issued}`;
    const [outcome] = await database.transaction((tx) =>
      ledger.submit(tx, [
        {
          ...{ kind: 'issue', instrument: 'POINTS-SZ', quantity, to: accountNumber, sourceKey },
          cause: { actor: 'test' },
        },
      ]),
    );
    expect(outcome?.status).toBe('done');
  }

  /** Proposed by one, approved by another; gives what came of it. */
  async act(kind: string, payload: object, by: { maker: Person; checker: Person }): Promise<Task> {
    const proposed = await this.platform.send('POST', '/v1/tasks', by.maker.headers, { kind, payload });
    if (proposed.statusCode !== 201) throw new Error(proposed.body);
    const { id } = proposed.json<{ id: string }>();
    const approved = await this.platform.send('POST', `/v1/tasks/${id}/approvals`, by.checker.headers, {});
    return approved.json();
  }

  /** Puts a reward on sale; gives its code. */
  async reward(code: string, terms: object = {}): Promise<string> {
    const payload = {
      ...{
        programme: this.programme.code,
        code,
        kind: 'goods',
        nameZh: '咖啡（示例）',
        nameEn: 'Coffee (example)',
      },
      ...{
        points: '600',
        merchant: this.merchant.code,
        settlementYuan: '3.00',
        source: 'synthetic',
        ...terms,
      },
    };
    const { state } = await this.act('inclusion-reward', payload, this.programme);
    expect(state).toBe('executed');
    return code;
  }

  take(resident: TestResident, reward: string, over: object = {}): Promise<Answer> {
    const body = { programme: this.programme.code, reward, ...over };
    return this.platform.send('POST', '/v1/me/vouchers', resident.person.headers, body);
  }

  async taken(resident: TestResident, reward: string, over: object = {}): Promise<Told> {
    const answer = await this.take(resident, reward, over);
    expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
    return this.voucher(resident, answer.json<Told>().id);
  }

  async voucher(resident: TestResident, id: string): Promise<Told> {
    const answer = await this.platform.send('GET', `/v1/me/vouchers/${id}`, resident.person.headers);
    expect(answer.statusCode).toBe(200);
    return answer.json();
  }

  use(code: string | null, by: Person = this.merchant.maker): Promise<Answer> {
    return this.platform.send('POST', '/v1/merchants/vouchers/use', by.headers, { code });
  }

  /** Free points of a resident, and those set apart. */
  async points(resident: TestResident): Promise<[bigint, bigint]> {
    const { database } = this.platform;
    const found = await findResident(database, resident.id);
    if (found === undefined) throw new Error('nobody');
    const [standing] = await readPoints(database, found);
    return [standing?.available ?? 0n, standing?.setApart ?? 0n];
  }

  /** Points issued, less what is free and set apart of anybody, less what was retired: nothing when none is lost. */
  async lost(): Promise<bigint> {
    const [row] = await this.platform.database.query<{ sum: string }>(
      `select sum(b.available + b.frozen)::text as sum from ledger.balance b
         join ledger.instrument i on i.id = b.instrument_id where i.code = 'POINTS-SZ'`,
    );
    return BigInt(row?.sum ?? 0);
  }

  async retired(): Promise<bigint> {
    const [row] = await this.platform.database.query<{ sum: string }>(
      `select coalesce(sum(b.available), 0)::text as sum from ledger.balance b
         join ledger.instrument i on i.id = b.instrument_id where i.code = 'POINTS-SZ' and b.account_id = 2`,
    );
    return BigInt(row?.sum ?? 0);
  }

  async stock(code: string): Promise<string | null> {
    const path = `/v1/public/inclusion/rewards/${this.programme.code}/${code}`;
    return (await this.platform.send('GET', path, {})).json<{ stock: string | null }>().stock;
  }
}

/** How many answers had which status. */
export function statuses(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { statusCode } of answers) counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  return counts;
}

export const errorOf = (answer: Answer): [number, string] => [
  answer.statusCode,
  answer.json<{ code: string }>().code,
];

/** The same again and again, at once. */
export const atOnce = <T>(times: number, work: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, at) => work(at)));
