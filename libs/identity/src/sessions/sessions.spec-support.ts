import { randomBytes } from 'node:crypto';
import { auditMigrations } from '@carbon/audit';
import {
  connect,
  type Database,
  ensureServiceLogin,
  platformMigrations,
  type Transaction,
} from '@carbon/database';
import {
  type Caller,
  CLOCK,
  createHttpApp,
  CurrentCaller,
  EdgeModule,
  JsonLogger,
  Permit,
  reachIds,
} from '@carbon/http';
import { type Clock, SettableClock } from '@carbon/kernel';
import { privacyMigrations, SealedPersonVault } from '@carbon/privacy';
import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parseSetCookie } from 'cookie';
import { Secret, TOTP } from 'otpauth';
import { createTestDatabase } from '../../../../tests/support/test-database';
import { newApiKey, ApiKeys } from '../api-keys';
import { Authenticators } from '../authenticators';
import type { Holder, HolderKind } from '../domain/holder';
import { IdentityModule, type IdentityParts } from '../identity.module';
import { type Mail, Mailer } from '../mail/mailer';
import { identityEntities } from '../persistence/holder.entity';
import { identityMigrations } from '../persistence/migrations/index';
import type { Role } from '../roles';
import { createHolder } from '../use-cases/create-holder';
import { addMembership } from '../users/change-membership';
import { createUser } from '../users/create-user';
import { requireSecondFactor } from './second-factor';
import { SessionAuthenticator } from './session-authenticator';
import { type SessionOptions, SessionSettings } from './session-settings';

export const START = new Date('2026-03-02T02:00:00.000Z');
export const MINUTE = 60_000;
export const PASSWORD = 'correct horse battery staple';
const BY = { actor: 'test' };

/** What a signed-in caller is, and an act that needs a second factor. */
@Controller('v1/probe')
class ProbeController {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @Get()
  @Permit('self')
  get(@CurrentCaller() caller: Caller): object {
    const { permissions, reach, ...shown } = caller;
    return { ...shown, permissions: [...permissions].sort(), reach: reachIds(reach) };
  }

  @Post()
  @Permit('transfers.propose')
  propose(@CurrentCaller() caller: Caller): object {
    requireSecondFactor(caller, this.clock.now());
    return {};
  }
}

class KeptMails extends Mailer {
  readonly sent: Mail[] = [];

  enqueue(_tx: Transaction, mail: Mail): Promise<void> {
    this.sent.push(mail);
    return Promise.resolve();
  }
}

type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** A browser: keeps cookies, and sends the CSRF token back. */
export interface Browser {
  readonly cookies: Map<string, string>;
  /** Headers of a request with everything our own page would send. */
  headers(): Record<string, string>;
}

export interface Call {
  readonly body?: object;
  /** An access token. */
  readonly token?: string;
  readonly browser?: Browser;
  readonly headers?: Record<string, string>;
}

export interface Member {
  readonly userId: string;
  readonly personId: string;
  readonly membershipId: string;
  readonly holder: Holder;
  readonly email: string;
}

export interface Tokens {
  readonly session: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Users and sessions on a fresh real database, called through Fastify's inject. */
export interface SessionsFixture {
  readonly database: Database;
  readonly clock: SettableClock;
  readonly mails: readonly Mail[];
  readonly log: readonly string[];
  /** The header of a machine of the operator, which may do everything. */
  readonly operator: Record<string, string>;
  later(ms: number): void;
  holder(code: string, kind?: HolderKind, province?: string): Promise<Holder>;
  /** Somebody with an account, who is a member of a holder that is made too, unless it is given. */
  member(name: string, role?: Role, holder?: Holder): Promise<Member>;
  call(method: 'GET' | 'POST' | 'DELETE', path: string, call?: Call): Promise<Answer>;
  /** Signs in as a program. */
  signIn(email: string, more?: object): Promise<Tokens>;
  /** Signs in as a browser. */
  browse(email: string): Promise<Browser>;
  /** Sets up an authenticator app in a session; gives the app and the recovery codes. */
  setUpTotp(token: string): Promise<{ code: () => string; recoveryCodes: string[] }>;
  audited(action: string): Promise<{ actor: string; subject_id: string; reason: string | null }[]>;
  close(): Promise<void>;
}

export async function openSessionsFixture(
  options: Partial<SessionOptions> = {},
  parts: Pick<IdentityParts, 'oidc'> = {},
): Promise<SessionsFixture> {
  const server = await createTestDatabase([
    ...platformMigrations,
    ...auditMigrations,
    ...privacyMigrations,
    ...identityMigrations,
  ]);
  const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
  const database = await connect({ url, entities: identityEntities, poolSize: 20 });
  const clock = new SettableClock(START);
  const vault = new SealedPersonVault({
    current: { id: 'k1', bytes: randomBytes(32) },
    indexSecret: randomBytes(32),
  });
  const mailer = new KeptMails();
  const many = { attempts: 1_000, seconds: 60 };
  const settings = new SessionSettings({
    secondFactor: 'required',
    cookies: { secure: true },
    throttle: { signIn: many, passwordReset: many, secondFactor: many },
    ...options,
  });
  const root = newApiKey('root', 'Operator', ['*']);
  const authenticator = new Authenticators([
    new SessionAuthenticator(database, vault, clock, settings),
    ApiKeys.parse([root.entry]),
  ]);
  const log: string[] = [];
  const app = await createHttpApp(
    {
      module: class {},
      imports: [
        EdgeModule.forRoot({ database, clock, authenticator }),
        IdentityModule.forRoot({ vault, mailer, settings, ...parts }),
      ],
      controllers: [ProbeController],
    },
    {
      openApi: { title: 'test', description: 'test', version: '1' },
      logger: new JsonLogger('info', { write: (line: string) => log.push(line) }),
      throttle: { requests: 100_000, seconds: 60 },
    },
  );

  let keys = 0;
  const call: SessionsFixture['call'] = (method, path, { body, token, browser, headers } = {}) =>
    app.inject({
      method,
      url: path,
      headers: {
        host: 'registry.test',
        'idempotency-key': `test-key-${++keys}`,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...browser?.headers(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
  const holder: SessionsFixture['holder'] = (code, kind = 'generator', province) =>
    database.transaction((tx) =>
      createHolder(
        tx,
        { code, nameZh: `${code} 示例`, nameEn: `${code} example`, kind, source: 'synthetic', province },
        clock.now(),
        BY,
      ),
    );

  return {
    database,
    clock,
    mails: mailer.sent,
    log,
    operator: { authorization: `Bearer ${root.key}` },
    later: (ms) => clock.set(new Date(clock.now().getTime() + ms)),
    holder,
    call,
    member: async (name, role = 'maker', of) => {
      const own = of ?? (await holder(`H-${name.toUpperCase()}`));
      const email = `${name}@sessions.example`;
      return database.transaction(async (tx) => {
        const person = { name: `张${name}`, email };
        const user = await createUser(tx, vault, { person, password: PASSWORD }, clock.now(), BY);
        const wish = { userId: user.id, holderId: own.id, role };
        const { id: membershipId } = await addMembership(tx, wish, clock.now(), BY);
        return { userId: user.id, personId: user.personId, membershipId, holder: own, email };
      });
    },
    signIn: async (email, more = {}) => {
      const body = { email, password: PASSWORD, tokens: 'body', ...more };
      const answer = await call('POST', '/v1/sessions', { body });
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return answer.json<Tokens>();
    },
    browse: async (email) => {
      const answer = await call('POST', '/v1/sessions', { body: { email, password: PASSWORD } });
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return browserOf(answer);
    },
    setUpTotp: async (token) => {
      const { secret } = (await call('POST', '/v1/me/totp', { token })).json<{ secret: string }>();
      const totp = new TOTP({ secret: Secret.fromBase32(secret) });
      const code = () => totp.generate({ timestamp: clock.now().getTime() });
      const answer = await call('POST', '/v1/me/totp/confirmation', { token, body: { code: code() } });
      return { code, ...answer.json<{ recoveryCodes: string[] }>() };
    },
    audited: (action) =>
      database.query('select actor, subject_id, reason from audit.record where action = $1 order by id', [
        action,
      ]),
    close: async () => {
      await app.close();
      await database.close();
      await server.drop();
    },
  };
}

/** The cookies that an answer sets, taken up. */
export function browserOf(answer: Answer): Browser {
  const cookies = new Map<string, string>();
  for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
    const { name, value } = parseSetCookie(line);
    cookies.set(name, value ?? '');
  }
  return {
    cookies,
    headers: () => ({
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-csrf-token': cookies.get('carbon-csrf') ?? '',
    }),
  };
}
