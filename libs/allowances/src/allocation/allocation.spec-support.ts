import { setTimeout as pause } from 'node:timers/promises';
import { openAccounts, readSupply } from '@carbon/ledger';
import { breaches } from '../../../../tests/support/ledger-invariants';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import type { VerifiedFigures, VerifiedLine, VerifiedUnit } from '../domain/index';
import { findVerified } from '../verified/read-verified';
import { recordVerified } from '../verified/record-verified';
import { VerifiedListeners } from '../verified/verified-listeners';
import { ALLOCATION_DESK } from './http-desk';
import type { AllocationDesk } from './desk';

export interface House {
  readonly id: string;
  readonly code: string;
  readonly maker: Person;
  readonly checkers: readonly [Person, Person];
}

export interface Enterprise {
  readonly id: string;
  readonly code: string;
  readonly account: string;
}

interface TaskAnswer {
  readonly id: string;
  readonly state: string;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly outcome: Record<string, unknown> | null;
  readonly failure: { readonly code: string; readonly rule?: string } | null;
}

export interface JobAnswer {
  readonly state: string;
  readonly done: string;
  readonly total: string | null;
  readonly result: Record<string, unknown>;
  readonly problem: { readonly code: string } | null;
}

/** A coal unit of 600 MW as most tests need one; decimals are invented. */
export const unit = (over: Partial<VerifiedUnit> = {}): VerifiedUnit => ({
  ...{ id: 'U1', class: 'I', generationMwh: '3000000', heatGj: '1000000', loadFactorPercent: '70' },
  verifiedT: 2_400_000n,
  ...over,
});

/** The whole platform with a national and a provincial authority, as people work with it over HTTP. */
export class AllocationWorld {
  private enterprises = 0;

  private constructor(
    readonly platform: PlatformFixture,
    readonly national: House,
    readonly province: House,
  ) {}

  static async open(now = new Date('2025-07-01T02:00:00.000Z')): Promise<AllocationWorld> {
    const platform = await openPlatformFixture(now);
    const house = async (code: string, province?: string): Promise<House> => {
      const id = await platform.holder(code, 'regulator', province);
      const maker = await platform.person(id, 'maker');
      return {
        ...{ id, code, maker },
        checkers: [await platform.person(id, 'checker'), await platform.person(id, 'checker')],
      };
    };
    return new AllocationWorld(platform, await house('MEE'), await house('ZJ-EPB', '浙江'));
  }

  get desk(): AllocationDesk {
    return this.platform.app.get<AllocationDesk>(ALLOCATION_DESK);
  }

  async close(): Promise<void> {
    expect(await breaches(this.platform.database)).toEqual([]);
    await this.platform.close();
  }

  async enterprise({ province = '浙江', account = true } = {}): Promise<Enterprise> {
    const code = `E${String(++this.enterprises).padStart(3, '0')}`;
    const id = await this.platform.holder(code, 'key-emitter', province);
    return { id, code, account: account ? await this.account(id) : '' };
  }

  async account(holderId: string): Promise<string> {
    const [number = ''] = await this.platform.database.transaction((tx) =>
      openAccounts(tx, [{ holderId, kind: 'holding' }]),
    );
    return number;
  }

  /** Verified figures as verification leaves them: written down, and told. */
  async verify(
    holder: Pick<Enterprise, 'id'>,
    over: {
      readonly year?: number;
      readonly sector?: VerifiedFigures['sector'];
      readonly province?: string;
      readonly verifiedT?: bigint;
      readonly units?: readonly VerifiedUnit[];
      readonly lines?: readonly VerifiedLine[];
    } = {},
  ): Promise<void> {
    const { year = 2024, sector = 'power', province = '浙江', units = [], lines = [] } = over;
    const verifiedT = over.verifiedT ?? units.reduce((sum, each) => sum + each.verifiedT, 0n);
    const figures: VerifiedFigures = {
      ...{ market: 'CN', year, holderId: holder.id, sector, province, verifiedT, units, lines },
      source: 'import:test',
    };
    const { database, clock, app } = this.platform;
    const now = clock.now();
    await database.transaction(async (tx) => {
      const of = { market: 'CN', year, holderId: holder.id };
      const before = await findVerified(tx, of);
      await recordVerified(tx, [figures], { now, by: 'test' });
      const after = await findVerified(tx, of);
      if (after !== undefined) await app.get(VerifiedListeners).tell(tx, { before, after, now });
    });
  }

  /** Opens a round. */
  async round(
    house: House,
    over: { year?: number; phase?: string; sectors?: string[]; provinces?: string[]; market?: string } = {},
  ): Promise<string> {
    const body = { market: 'CN', year: 2024, phase: 'final', sectors: ['power'], ...over };
    const answer = await this.send('POST', '/v1/allocation-rounds', house.maker, body);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<{ number: string }>().number;
  }

  async calculated(house: House, number: string): Promise<JobAnswer> {
    const asked = await this.step(house, number, 'calculations');
    if (asked.statusCode !== 202) throw new Error(asked.body);
    return this.ended(house, asked.json<{ job: string }>().job);
  }

  step(house: House, number: string, step: string, body: object = {}): Promise<Answer> {
    return this.send('POST', `/v1/allocation-rounds/${number}/${step}`, house.maker, body);
  }

  /** Calculated, shown, the time for appeals over, reviewed. */
  async reviewed(house: House, number: string): Promise<void> {
    const job = await this.calculated(house, number);
    if (job.state !== 'done') throw new Error(JSON.stringify(job.problem));
    await this.published(house, number);
    await this.appealsEnd(house, number);
  }

  async published(house: House, number: string): Promise<void> {
    const answer = await this.step(house, number, 'publications');
    if (answer.statusCode !== 200) throw new Error(answer.body);
  }

  async appealsEnd(house: House, number: string): Promise<void> {
    const { clock } = this.platform;
    clock.set(new Date(clock.now().getTime() + 20 * 86_400_000));
    await this.renew(house);
    const answer = await this.step(house, number, 'reviews');
    if (answer.statusCode !== 200) throw new Error(answer.body);
  }

  /** Sessions do not outlive the weeks that a test turns the clock by. */
  async renew(house: House): Promise<void> {
    for (const person of [house.maker, ...house.checkers]) {
      Object.assign(person, await this.platform.again(person));
    }
  }

  approved(house: House, number: string): Promise<TaskAnswer> {
    return this.task(house, 'allocation-approval', { round: number }, 1);
  }

  /** Approved by two, and the job watched to its end. */
  async issued(house: House, number: string): Promise<JobAnswer> {
    const task = await this.task(house, 'allocation-issue', { round: number }, 2);
    if (task.state !== 'executed') throw new Error(JSON.stringify(task.failure));
    return this.ended(house, String(task.outcome?.['job']));
  }

  /** A round from its opening to the accounts. */
  async allocated(house: House, over: Parameters<AllocationWorld['round']>[1] = {}): Promise<string> {
    const number = await this.round(house, over);
    await this.reviewed(house, number);
    const approved = await this.approved(house, number);
    if (approved.state !== 'executed') throw new Error(JSON.stringify(approved));
    const job = await this.issued(house, number);
    if (job.state !== 'done') throw new Error(JSON.stringify(job));
    return number;
  }

  async propose(who: Person, kind: string, payload: object, document?: string): Promise<Answer> {
    const body = { kind, payload, ...(document === undefined ? {} : { document }) };
    return this.send('POST', '/v1/tasks', who, body);
  }

  approve(who: Person, task: string): Promise<Answer> {
    return this.send('POST', `/v1/tasks/${task}/approvals`, who, {});
  }

  async task(house: House, kind: string, payload: object, approvals: 1 | 2): Promise<TaskAnswer> {
    const proposed = await this.propose(house.maker, kind, payload);
    if (proposed.statusCode !== 201) throw new Error(proposed.body);
    const { id } = proposed.json<TaskAnswer>();
    let last = proposed;
    for (const checker of house.checkers.slice(0, approvals)) last = await this.approve(checker, id);
    return last.json<TaskAnswer>();
  }

  async ended(house: House, job: string): Promise<JobAnswer> {
    for (let tries = 0; tries < 2_000; tries++) {
      const answer = (await this.send('GET', `/v1/jobs/${job}`, house.maker)).json<JobAnswer>();
      if (!['queued', 'running'].includes(answer.state)) return answer;
      await pause(20);
    }
    throw new Error('the job does not end');
  }

  send(method: string, path: string, who: Person, body?: object): Promise<Answer> {
    return this.platform.send(method, path, who.headers, body);
  }

  /** Free units of a vintage in an account. */
  async held(account: string, instrument = 'CEA24'): Promise<bigint> {
    const [row] = await this.platform.database.query<{ available: string }>(
      `select b.available from ledger.balance b join ledger.account a on a.id = b.account_id
         join ledger.instrument i on i.id = b.instrument_id where a.number = $1 and i.code = $2`,
      [account, instrument],
    );
    return BigInt(row?.available ?? 0);
  }

  async supply(instrument = 'CEA24'): Promise<bigint> {
    return (await readSupply(this.platform.database, instrument)).held;
  }

  async owed(holderId: string): Promise<bigint> {
    const [row] = await this.platform.database.query<{ owed_t: string }>(
      `select owed_t from allowances.owed_position where market = 'CN' and holder_id = $1`,
      [holderId],
    );
    return BigInt(row?.owed_t ?? 0);
  }

  async refused(sql: string): Promise<string> {
    try {
      await this.platform.database.query(sql);
    } catch (error) {
      return String((error as { driverError?: { code?: string } }).driverError?.code);
    }
    return 'done';
  }
}
