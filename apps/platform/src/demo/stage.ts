import { hash } from 'node:crypto';
import type { Database } from '@carbon/database';
import {
  addMembership,
  createHolder,
  createUser,
  findHolder,
  findUserByEmail,
  type Holder,
  type NewHolder,
  openSession,
  type Role,
  ROLES,
} from '@carbon/identity';
import { type ChinaDate, chinaDate, type Language, type SettableClock } from '@carbon/kernel';
import { openAccounts } from '@carbon/ledger';
import type { SealedPersonVault } from '@carbon/privacy';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What a stage is built on: the platform as its callers see it, and a clock that the story turns. */
export interface StageParts {
  readonly app: Pick<NestFastifyApplication, 'inject'>;
  readonly database: Database;
  readonly vault: SealedPersonVault;
  readonly clock: SettableClock;
  /** In which refusals are told; Chinese when absent. */
  readonly language?: Language;
}

/** `E008/maker`: somebody in a role of a house; `REGISTRY/checker2` is a second person in the same role. */
export type Who = `${string}/${Role}` | `${string}/${Role}2`;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Something that a story asked for was refused although the story goes on with it. */
export class StageRefusal extends Error {
  constructor(what: string, { status, body }: Answer) {
    super(`${what}: ${status} ${JSON.stringify(body)}`);
  }
}

interface EndedTask {
  readonly id: string;
  readonly state: string;
  readonly outcome: Readonly<Record<string, string>> | null;
}

interface Balance {
  readonly instrument: string;
  readonly parts: Readonly<Record<string, string>>;
}

const ACTOR = { actor: 'demo' } as const;
const BOUNDARY = 'demonstration';
const DAY_MS = 86_400_000;

const morningOf = (day: ChinaDate) => new Date(`${day}T10:00:00+08:00`);

/**
 * Where stories are lived: people of several houses, all made up, who do over HTTP what people do, at the hours that the
 * story sets. They have no password, so that nobody can sign in as one of them. An act bears a key made of what it is: a
 * story that is told again after a crash goes on where it stopped.
 */
export class Stage {
  private readonly tokens = new Map<Who, string>();
  private readonly houses = new Map<string, Holder>();

  constructor(private readonly parts: StageParts) {}

  get today(): ChinaDate {
    return chinaDate(this.parts.clock.now());
  }

  /** Turns the clock to ten in the morning of a day in China; sessions of other days are over. */
  on(day: ChinaDate): void {
    this.turnTo(morningOf(day));
  }

  /** Turns the clock to the first morning from Monday to Friday after a day, as when a time that had to pass is over. */
  after(day: ChinaDate): void {
    let next = morningOf(day);
    do next = new Date(next.getTime() + DAY_MS);
    while ([0, 6].includes(next.getUTCDay()));
    this.turnTo(next);
  }

  turnTo(moment: Date): void {
    this.parts.clock.set(moment);
    this.tokens.clear();
  }

  /** Enters houses that are not there, each with an account. */
  async enter(...wanted: readonly NewHolder[]): Promise<void> {
    const { database, clock } = this.parts;
    await database.transaction(async (tx) => {
      for (const house of wanted) {
        if ((await findHolder(tx.manager, house.code)) !== undefined) continue;
        const { id } = await createHolder(tx, house, clock.now(), ACTOR);
        await openAccounts(tx, [{ holderId: id, kind: 'holding' }]);
      }
    });
  }

  /** The first holding account of a house. */
  async account(house: string): Promise<string> {
    const { items } = await this.get<{ items: { number: string; kind: string }[] }>(
      `${house}/maker`,
      `/v1/accounts?holder=${house}`,
    );
    const found = items.find(({ kind }) => kind === 'holding');
    if (found === undefined) throw new Error(`${house} has no account`);
    return found.number;
  }

  /** What a house holds of an instrument in its first account, by part, without what is empty. */
  async held(house: string, instrument: string): Promise<Readonly<Record<string, bigint>>> {
    const path = `/v1/accounts/${await this.account(house)}/balances?limit=500`;
    const { items } = await this.get<{ items: Balance[] }>(`${house}/maker`, path);
    const parts = items.find((each) => each.instrument === instrument)?.parts ?? {};
    const units = Object.entries(parts).map(([part, quantity]) => [part, BigInt(quantity)] as const);
    return Object.fromEntries(units.filter(([, quantity]) => quantity > 0n));
  }

  /** An answer, whatever it is. */
  async ask(who: Who | undefined, method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    return this.inject(
      who,
      method,
      path,
      body === undefined ? undefined : JSON.stringify(body),
      'application/json',
    );
  }

  /** @throws StageRefusal */
  async get<T>(who: Who | undefined, path: string): Promise<T> {
    return told(path, await this.ask(who, 'GET', path)) as T;
  }

  /** @throws StageRefusal */
  async post<T>(who: Who, path: string, body: object = {}): Promise<T> {
    return told(path, await this.ask(who, 'POST', path, body)) as T;
  }

  /** Files a document that shows something; gives its SHA-256. */
  document(who: Who, text: string): Promise<string> {
    return this.file(who, 'example.txt', `示例 invented: ${text}`);
  }

  /** Files a text under a name; gives its SHA-256. */
  async file(who: Who, name: string, text: string): Promise<string> {
    const head = `content-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/plain`;
    const content = `--${BOUNDARY}\r\n${head}\r\n\r\n${text}\r\n--${BOUNDARY}--\r\n`;
    const type = `multipart/form-data; boundary=${BOUNDARY}`;
    const answer = await this.inject(who, 'POST', '/v1/documents', content, type);
    return (told('document', answer) as { sha256: string }).sha256;
  }

  /** What happens to a proposal and as many approvals as it needs, whether it is refused or done. */
  async tryAct(
    kind: string,
    payload: object,
    by: { readonly maker: Who; readonly checkers: readonly Who[]; readonly document?: string },
  ): Promise<Answer> {
    const { maker, checkers, document } = by;
    const proposal = { kind, payload, ...(document === undefined ? {} : { document }) };
    const proposed = await this.ask(maker, 'POST', '/v1/tasks', proposal);
    if (proposed.status !== 201) return proposed;
    const { id } = proposed.body as EndedTask;
    let last = proposed;
    for (const checker of checkers) {
      last = await this.ask(checker, 'POST', `/v1/tasks/${id}/approvals`, {});
      if (last.status !== 200 || (last.body as EndedTask).state !== 'proposed') return last;
    }
    return last;
  }

  /** What one person proposes and others approve; gives what came of it. @throws StageRefusal unless it was done */
  async act(
    kind: string,
    payload: object,
    by: { readonly maker: Who; readonly checkers: readonly Who[]; readonly document?: string },
  ): Promise<Readonly<Record<string, string>>> {
    const answer = await this.tryAct(kind, payload, by);
    const { state, outcome } = answer.body as EndedTask;
    if (state !== 'executed') throw new StageRefusal(kind, answer);
    return outcome ?? {};
  }

  private async inject(
    who: Who | undefined,
    method: 'GET' | 'POST',
    path: string,
    payload: string | undefined,
    type: string,
  ): Promise<Answer> {
    const token = who === undefined ? undefined : await this.token(who);
    const answer = await this.parts.app.inject({
      method,
      url: path,
      headers: {
        'accept-language': this.parts.language ?? 'zh',
        ...(payload === undefined ? {} : { 'content-type': type }),
        ...(method === 'GET' ? {} : { 'idempotency-key': keyOf(this.today, who, path, payload) }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: answer.statusCode, body: answer.json() };
  }

  private async token(who: Who): Promise<string> {
    const known = this.tokens.get(who);
    if (known !== undefined) return known;
    const { database, vault, clock } = this.parts;
    const token = await database.transaction(async (tx) => {
      const [code = '', title = ''] = who.split('/');
      const role = ROLES.find((each) => title.startsWith(each));
      const house = this.houses.get(code) ?? (await findHolder(tx.manager, code));
      if (role === undefined || house === undefined) throw new Error(`nobody is ${who}`);
      this.houses.set(code, house);
      const email = emailOf(who);
      const before = await findUserByEmail(tx, vault, email);
      const person = { name: `示例人员 example ${who}`, email };
      const user = before ?? (await createUser(tx, vault, { person }, clock.now(), ACTOR));
      if (before === undefined) {
        await addMembership(tx, { userId: user.id, holderId: house.id, role }, clock.now(), ACTOR);
      }
      const { tokens } = await openSession(tx, vault, { userId: user.id, secondFactor: true }, clock.now());
      return tokens.access;
    });
    this.tokens.set(who, token);
    return token;
  }
}

/** Whether somebody of a story has signed in before. */
export function isKnown({ database, vault }: Omit<StageParts, 'app' | 'clock'>, who: Who): Promise<boolean> {
  return database.transaction(async (tx) => (await findUserByEmail(tx, vault, emailOf(who))) !== undefined);
}

function emailOf(who: Who): string {
  const [code = '', title = ''] = who.split('/');
  return `${title}@${code.toLowerCase()}.story.example`;
}

function told(what: string, answer: Answer): unknown {
  if (answer.status >= 300) throw new StageRefusal(what, answer);
  return answer.body;
}

function keyOf(...parts: readonly (string | undefined)[]): string {
  return `story-${hash('sha256', JSON.stringify(parts)).slice(0, 40)}`;
}
