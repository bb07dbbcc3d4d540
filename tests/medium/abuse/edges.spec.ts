import { connect } from 'node:net';
import { argon2Verify } from 'hash-wasm';
import { createUser } from '@carbon/identity';
import { codeOf, done, type Estate, NO_ID, openEstate, upload } from '../../support/abuse/estate';
import { stateOf } from '../../support/abuse/state';
import { openPlatformFixture, type PlatformFixture } from '../../support/platform-fixture';

// the real one, counted
jest.mock<typeof import('hash-wasm')>('hash-wasm', () => {
  const actual = jest.requireActual<typeof import('hash-wasm')>('hash-wasm');
  return { ...actual, argon2Verify: jest.fn(actual.argon2Verify) as typeof actual.argon2Verify };
});

const EMAIL = 'known@test.example';
const PASSWORD = 'seven blue whales under ice';
const ACCESS = '__Host-carbon-access';

let platform: PlatformFixture;
let estate: Estate;

beforeAll(async () => {
  platform = await openPlatformFixture();
  estate = await openEstate(platform);
  const { database, vault, clock } = platform;
  const user = { person: { email: EMAIL }, password: PASSWORD };
  await database.transaction((tx) => createUser(tx, vault, user, clock.now(), { actor: 'test' }));
  await platform.app.listen(0, '127.0.0.1');
});
afterAll(() => platform.close());

/** Sends bytes as they are; gives all that comes back until the other side hangs up. */
const raw = (bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const { port } = platform.app.getHttpServer().address() as { port: number };
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (text += chunk.toString())).on('close', () => resolve(text));
  });

describe('names of files', () => {
  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['..\\..\\x.pdf', 'x.pdf'],
    ['/etc/shadow.pdf', 'shadow.pdf'],
    ['C:\\boot.pdf', 'boot.pdf'],
    ['..', 'document.pdf'],
    ['nul\u0000.pdf', 'nul.pdf'],
    ['a%0d%0aSet-Cookie: x=y.pdf', undefined],
    ['invoice\u202efdp.exe', 'invoicefdp.exe.pdf'],
    ['<script>alert(1)</script>.pdf', 'script.pdf'],
  ])('%j leads nowhere and stays in its header', async (sent, kept) => {
    const { maker } = estate.owner;
    const bytes = Buffer.from(`%PDF-1.7 ${JSON.stringify(sent)}`);
    const { sha256, name } = done(await upload(platform, maker, sent, bytes)).json<{
      sha256: string;
      name: string;
    }>();
    if (kept !== undefined) expect(name).toBe(kept);
    expect(name).not.toMatch(/[\p{C}/\\:<>]/u);
    const file = await platform.send('GET', `/v1/documents/${sha256}`, maker.headers);
    const disposition = String(file.headers['content-disposition']);
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/);
    expect(disposition.match(/"/g)).toHaveLength(2);
    expect(file.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(file.headers['set-cookie']).toBeUndefined();
    expect(file.rawPayload.equals(bytes)).toBe(true);
  });

  it('a name is no address', async () => {
    for (const name of ['..%2f..%2fetc%2fpasswd', '%00', '..', 'order.pdf']) {
      const answer = await platform.send('GET', `/v1/documents/${name}`, estate.owner.maker.headers);
      expect([400, 404]).toContain(answer.statusCode);
    }
  });

  it('a file of more than 10 MiB is refused', async () => {
    const before = await stateOf(platform.database);
    const answer = await upload(platform, estate.owner.maker, 'x.pdf', Buffer.alloc(11 * 1_048_576));
    expect(answer.statusCode).toBe(413);
    expect(await stateOf(platform.database)).toEqual(before);
  });
});

describe('headers that would like to be two', () => {
  const headers = [
    'Idempotency-Key',
    'X-Correlation-Id',
    'Accept-Language',
    'Host',
    'Origin',
    'X-Carbon-Key',
  ];

  it.each(headers.flatMap((name) => ['\r\n', '\n', '\r', '\u0000'].map((end) => [name, end] as const)))(
    '%s with %j splits no answer',
    async (name, end) => {
      const host = name === 'Host' ? '' : 'Host: x\r\n';
      const answer = await raw(
        `POST /v1/sessions HTTP/1.1\r\n${host}${name}: key-0001${end}Set-Cookie: stolen=1${end}${end}` +
          `HTTP/1.1 200 OK${end}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answer).not.toContain('stolen');
    },
  );

  it.each(['a b c d e f g', 'key\tkey-0001', '<script>-00001', 'é'.repeat(10), 'x'.repeat(300)])(
    'a correlation id of %j is not repeated, nor an idempotency key of it taken',
    async (text) => {
      const sent = { ...estate.owner.maker.headers, 'x-correlation-id': text, 'idempotency-key': text };
      const answer = await platform.send('POST', '/v1/tasks', sent, {});
      expect(answer.statusCode).toBe(400);
      expect(answer.headers['x-correlation-id']).not.toBe(text);
    },
  );

  it('a host of the sender’s is in no mail and no answer', async () => {
    const answer = await platform.send(
      'POST',
      '/v1/password-resets',
      { host: 'evil.example' },
      { email: EMAIL },
    );
    expect(answer.statusCode).toBe(202);
    const listed = await platform.send('GET', '/v1/outbox', platform.machine);
    expect(answer.body + JSON.stringify(answer.headers) + listed.body).not.toContain('evil.example');
  });
});

describe('nobody learns who is here', () => {
  const login = (email: string, password: string) =>
    platform.send('POST', '/v1/sessions', {}, { email, password, tokens: 'body' });
  const told = (answer: Awaited<ReturnType<typeof login>>) => {
    const { correlationId, instance, ...rest } = JSON.parse(answer.body || '{}') as Record<string, unknown>;
    return { status: answer.statusCode, rest, known: [correlationId, instance].length };
  };

  it('by signing in: one answer, and one password is looked at either way', async () => {
    const looked = jest.mocked(argon2Verify).mockClear();
    const [unknown, wrong] = [
      await login('nobody@test.example', PASSWORD),
      await login(EMAIL, 'wrong words here'),
    ];
    expect(codeOf(wrong)).toBe('401 CREDENTIALS_WRONG');
    expect(told(unknown)).toEqual(told(wrong));
    expect(looked).toHaveBeenCalledTimes(2);
    const costs = looked.mock.calls.map(([{ hash }]) => hash.split('$').slice(0, 4));
    expect(costs[0]).toEqual(costs[1]);
  });

  it('by asking for a new password, or trying a token for one or for an invitation', async () => {
    const ask = (email: string) => platform.send('POST', '/v1/password-resets', {}, { email });
    expect(told(await ask('nobody@test.example'))).toEqual(told(await ask(EMAIL)));
    const password = 'nine green geese over sand';
    const reset = (token: string) => platform.send('POST', `/v1/password-resets/${token}`, {}, { password });
    const accept = (token: string) =>
      platform.send('POST', `/v1/invitations/${token}/acceptances`, {}, { name: 'x', password });
    for (const attempt of [reset, accept]) {
      const answers = [
        await attempt('pr_guessed'),
        await attempt('iv_guessed'),
        await attempt(estate.objects.invitation),
      ];
      expect(new Set(answers.map(codeOf)).size).toBe(1);
      expect(answers[0]?.statusCode).toBe(404);
    }
  });

  it('by trying keys', async () => {
    const attempt = (id: string) =>
      platform.send('GET', '/v1/accounts', {
        ...{ 'x-carbon-key': id, 'x-carbon-nonce': 'nonce-of-somebody-1' },
        ...{
          'x-carbon-timestamp': platform.clock.now().toISOString(),
          'x-carbon-signature': 'ab'.repeat(32),
        },
      });
    expect(codeOf(await attempt(estate.objects.key))).toBe('401 SIGNATURE_WRONG');
    expect(told(await attempt(NO_ID))).toEqual(told(await attempt(estate.objects.key)));
  });

  it('by counting account numbers up', async () => {
    const { accounts, neighbour } = estate;
    const codes = await Promise.all(
      [accounts.first, accounts.second, accounts.nobodys].map(async (number) =>
        codeOf(await platform.send('GET', `/v1/accounts/${number}`, neighbour.maker.headers)),
      ),
    );
    expect(new Set(codes)).toEqual(new Set(['404 LEDGER_ACCOUNT_UNKNOWN']));
  });
});

describe('a cookie', () => {
  const cookie = () => `${ACCESS}=${estate.owner.maker.headers.authorization.replace('Bearer ', '')}`;
  const change = (headers: object) =>
    platform.send(
      'POST',
      `/v1/tasks/${estate.objects.task}/withdrawals`,
      { cookie: cookie(), ...headers },
      {},
    );
  /** What the service gives out with a session, made by its keyed fingerprint. */
  const csrfOf = (sessionId: string) =>
    platform.vault.blindIndex('session.csrf', sessionId).toString('base64url');
  const csrf = () => csrfOf(estate.owner.maker.sessionId);

  it.each([
    ['without a token', () => ({}), '403 CSRF_TOKEN_WRONG'],
    [
      'with the token of another session',
      () => ({ 'x-csrf-token': csrfOf(estate.owner.checker.sessionId) }),
      '403 CSRF_TOKEN_WRONG',
    ],
    [
      'from another origin',
      () => ({ 'x-csrf-token': csrf(), origin: 'https://evil.example' }),
      '403 ORIGIN_FOREIGN',
    ],
    [
      'from a page without an origin',
      () => ({ 'x-csrf-token': csrf(), origin: 'null' }),
      '403 ORIGIN_FOREIGN',
    ],
    [
      'from across sites',
      () => ({ 'x-csrf-token': csrf(), 'sec-fetch-site': 'cross-site' }),
      '403 ORIGIN_FOREIGN',
    ],
  ])('changes nothing %s', async (_, headers, as) => {
    const before = await stateOf(platform.database);
    expect(codeOf(await change(headers()))).toBe(as);
    expect(await stateOf(platform.database)).toEqual(before);
  });

  it('that somebody else chose opens nothing, and signing in gives another', async () => {
    const chosen = `cs_${'a'.repeat(43)}`;
    const before = await platform.send('GET', '/v1/me', { cookie: `${ACCESS}=${chosen}` });
    expect(codeOf(before)).toBe('401 CREDENTIALS_WRONG');
    const login = await platform.send(
      'POST',
      '/v1/sessions',
      { cookie: `${ACCESS}=${chosen}; carbon-csrf=${chosen}` },
      { email: EMAIL, password: PASSWORD },
    );
    expect(login.statusCode).toBe(201);
    expect(JSON.stringify(login.headers['set-cookie'])).not.toContain(chosen);
    expect(codeOf(await platform.send('GET', '/v1/me', { authorization: `Bearer ${chosen}` }))).toBe(
      '401 CREDENTIALS_WRONG',
    );
  });

  it('with its token and from its own page does what it is for', async () => {
    const answer = await change({
      'x-csrf-token': csrf(),
      host: 'carbon.example',
      origin: 'https://carbon.example',
    });
    expect(answer.statusCode).toBe(200);
  });
});
