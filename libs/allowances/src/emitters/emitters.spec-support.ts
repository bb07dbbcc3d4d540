import { createHash } from 'node:crypto';
import { JobFixture } from '../../../../tests/support/job-fixture';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { recordVerified } from '../verified/record-verified';

/** Thursday 16 October 2025, a China morning: lists of 2026 are being made. */
export const LISTING = new Date('2025-10-16T02:00:00.000Z');

export interface House {
  readonly id: string;
  readonly code: string;
  readonly maker: Person;
  readonly checker: Person;
}

export interface TaskAnswer {
  readonly id: string;
  readonly state: string;
  readonly summary: { readonly en: string };
  readonly payload: { readonly judged: { readonly shown: readonly Record<string, unknown>[] } };
  readonly outcome: Readonly<Record<string, unknown>> | null;
  readonly failure: { readonly code: string; readonly rule: string | null } | null;
}

/** A plan of a generating unit, everything invented. */
export const UNIT = {
  ...{
    nameZh: '1 号机组（示例）',
    nameEn: 'Unit 1, invented',
    kind: 'power-unit',
    market: 'CN',
    sector: 'power',
  },
  power: { mainFuel: 'coal', ratedMw: '600', unconventionalHeatPercent: '0', cooling: 'water' },
  commissionedOn: '2012-05-01',
} as const;

export const SITE = {
  ...{ nameZh: '示例电厂', nameEn: 'Example power station', province: '浙江', cityCode: '330100' },
} as const;

export const DATA = [
  { parameter: 'fuel-consumed', material: '原煤', value: '120500.25', unit: 't', source: 'measured' },
  { parameter: 'generation', value: '301000', unit: 'MWh', source: 'measured' },
] as const;

/** The platform with the national authority, two provincial ones and the registry. */
export class EmittersWorld {
  readonly jobs: JobFixture;

  private constructor(
    readonly platform: PlatformFixture,
    readonly ministry: House,
    readonly zhejiang: House,
    readonly guangdong: House,
    readonly registry: House,
  ) {
    this.jobs = new JobFixture(platform);
  }

  static async open(now = LISTING): Promise<EmittersWorld> {
    const platform = await openPlatformFixture(now);
    const house = (code: string, province?: string) => openHouse(platform, code, 'regulator', province);
    return new EmittersWorld(
      platform,
      await house('MINISTRY'),
      await house('ZHEJIANG', '浙江'),
      await house('GUANGDONG', '广东'),
      await openHouse(platform, 'REGISTRY', 'registry-operator'),
    );
  }

  close(): Promise<void> {
    return this.platform.close();
  }

  emitter(code: string, province = '浙江'): Promise<House> {
    return openHouse(this.platform, code, 'key-emitter', province);
  }

  /** People's reach is what it was when they signed in: sign them in again after enterprises were entered. */
  async again(house: House): Promise<House> {
    const { platform } = this;
    return {
      ...house,
      maker: await platform.again(house.maker),
      checker: await platform.again(house.checker),
    };
  }

  async verified(holderId: string, tonnes: Readonly<Record<number, bigint>>, market = 'CN'): Promise<void> {
    const figures = Object.entries(tonnes).map(([year, verifiedT]) => ({
      ...{ market, year: Number(year), holderId, sector: 'power' as const, province: '浙江', verifiedT },
      ...{ units: [], lines: [], source: 'import:test' },
    }));
    const { database, clock } = this.platform;
    await database.transaction((tx) => recordVerified(tx, figures, { now: clock.now(), by: 'test' }));
  }

  send(who: Person, method: string, url: string, body?: object): Promise<Answer> {
    return this.platform.send(method, url, who.headers, body);
  }

  async get<T>(who: Person, url: string): Promise<T> {
    return done(await this.send(who, 'GET', url)).json<T>();
  }

  async post<T>(who: Person, url: string, body: object): Promise<T> {
    return done(await this.send(who, 'POST', url, body)).json<T>();
  }

  propose(who: Person, kind: string, payload: object): Promise<Answer> {
    return this.send(who, 'POST', '/v1/tasks', { kind, payload });
  }

  /** Proposed by a house's maker and approved by its checker. */
  async agreed({ maker, checker }: House, kind: string, payload: object): Promise<TaskAnswer> {
    const { id } = done(await this.propose(maker, kind, payload)).json<TaskAnswer>();
    return done(await this.send(checker, 'POST', `/v1/tasks/${id}/approvals`, {})).json<TaskAnswer>();
  }

  list(authority: House, payload: object): Promise<TaskAnswer> {
    return this.agreed(authority, 'emitter-list', { reason: '2026 年度名录（示例）', ...payload });
  }

  /** A site with a generating unit. */
  async unit(
    house: House,
    over: object = {},
    code = 'U1',
  ): Promise<{ site: string; number: string; unit: string }> {
    const site = await this.post<{ id: string; number: string }>(house.maker, '/v1/emission-sites', {
      ...{ holder: house.code, effectiveFrom: '2020-01-01', facts: SITE },
    });
    const unit = await this.post<{ id: string }>(house.maker, `/v1/emission-sites/${site.id}/units`, {
      ...{ code, effectiveFrom: '2023-01-01', facts: { ...UNIT, ...over } },
    });
    return { site: site.id, number: site.number, unit: unit.id };
  }

  async evidence(who: Person, text: string): Promise<string> {
    return this.jobs.document(who, 'evidence.txt', Buffer.from(text));
  }
}

export const entry = (holder: string, over: object = {}): object => ({
  ...{ holder, sector: 'power', classText: '火力发电（4411）', reason: '年排放量达到纳入门槛' },
  ...over,
});

export function done(answer: Answer): Answer {
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer;
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function openHouse(
  platform: PlatformFixture,
  code: string,
  kind: 'regulator' | 'registry-operator' | 'key-emitter',
  province?: string,
): Promise<House> {
  const id = await platform.holder(code, kind, province);
  const maker = await platform.person(id, 'maker');
  return { id, code, maker, checker: await platform.person(id, 'checker') };
}
