import { defineInstrument, type NewInstrument } from '@carbon/ledger';
import {
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';

export interface Told {
  readonly code?: string;
  readonly rule?: string | null;
}

/** What came back: one object, or a page of them. */
export interface Answered {
  readonly status: number;
  readonly body: Told &
    Readonly<Record<string, unknown>> & {
      readonly items: readonly Readonly<Record<string, unknown>>[];
      readonly next?: string;
    };
}

export interface TaskJson {
  readonly id: string;
  readonly state: string;
  readonly outcome: Record<string, string> | null;
  readonly failure: Told | null;
}

/** A market's office, the registry, and holders with a maker and a checker each. Invented. */
export interface MarketFixture {
  readonly platform: PlatformFixture;
  readonly people: Readonly<Record<string, Person>>;
  readonly holders: Readonly<Record<string, string>>;
  get(path: string, who?: string): Promise<Answered>;
  post(path: string, who: string, body: object): Promise<Answered>;
  propose(kind: string, payload: object, who: string): Promise<{ status: number; body: TaskJson & Told }>;
  /** Proposed by one, approved by another: the task as it ended. @throws Error when it could not be proposed */
  done(kind: string, payload: object, who: string, by: string): Promise<TaskJson>;
  define(instrument: Partial<NewInstrument> & Pick<NewInstrument, 'code' | 'scheme'>): Promise<void>;
  close(): Promise<void>;
}

const HOLDERS = {
  MARKET: 'market-operator',
  REGISTRY: 'registry-operator',
  POWER: 'key-emitter',
  STEEL: 'key-emitter',
  WIND: 'project-owner',
  CHECKS: 'verifier',
} as const;

export async function openMarketFixture(): Promise<MarketFixture> {
  const platform = await openPlatformFixture(new Date('2026-03-11T02:00:00.000Z'));
  const holders: Record<string, string> = {};
  const people: Record<string, Person> = {};
  for (const [code, kind] of Object.entries(HOLDERS)) {
    const id = await platform.holder(code, kind);
    holders[code] = id;
    const name = code.toLowerCase();
    people[`${name}-maker`] = await platform.person(id, 'maker');
    people[`${name}-checker`] = await platform.person(id, 'checker');
  }
  const headersOf = (who?: string) => {
    if (who === undefined) return {};
    const person = people[who];
    if (person === undefined) throw new Error(`nobody is ${who}`);
    return person.headers;
  };
  const send = async (method: string, path: string, who?: string, body?: object) => {
    const answer = await platform.send(method, path, headersOf(who), body);
    return { status: answer.statusCode, body: answer.json<Answered['body']>() };
  };
  const propose: MarketFixture['propose'] = async (kind, payload, who) => {
    const { status, body } = await send('POST', '/v1/tasks', who, { kind, payload });
    return { status, body: body as unknown as TaskJson & Told };
  };
  return {
    platform,
    people,
    holders,
    get: (path, who) => send('GET', path, who),
    post: (path, who, body) => send('POST', path, who, body),
    propose,
    done: async (kind, payload, who, by) => {
      const proposed = await propose(kind, payload, who);
      if (proposed.status !== 201) throw new Error(JSON.stringify(proposed.body));
      const approved = await send('POST', `/v1/tasks/${proposed.body.id}/approvals`, by, {});
      return approved.body as unknown as TaskJson;
    },
    define: (instrument) =>
      platform.database.transaction((tx) =>
        defineInstrument(tx, { kind: 'allowance', unit: 'tCO2e', serialised: false, ...instrument }),
      ),
    close: () => platform.close(),
  };
}
