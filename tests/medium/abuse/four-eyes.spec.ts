import { createHash } from 'node:crypto';
import { changeHolder, changeRole, endMembership, lockUser, signatureOf } from '@carbon/identity';
import { codeOf, done, type Estate, openEstate, staffOf, task as proposed } from '../../support/abuse/estate';
import { stateOf } from '../../support/abuse/state';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../support/platform-fixture';

const BY = { actor: 'test' } as const;

let platform: PlatformFixture;
let estate: Estate;

beforeAll(async () => {
  platform = await openPlatformFixture();
  estate = await openEstate(platform);
});
afterAll(() => platform.close());

const payload = () => ({
  ...{ from: estate.accounts.first, to: estate.accounts.second, instrument: 'CEA25', quantity: '1' },
});
const propose = (by: Person) => proposed(platform, { kind: 'transfer', payload: payload() }, by);
const approve = (task: string, { headers }: Pick<Person, 'headers'>) =>
  platform.send('POST', `/v1/tasks/${task}/approvals`, headers, {});
const ruleOf = (answer: Answer) => `${codeOf(answer)} ${answer.json<{ rule?: string }>().rule ?? ''}`;

/** Does something that is refused, and looks whether anything changed. */
async function refused(act: () => Promise<Answer>, as: string): Promise<void> {
  const before = await stateOf(platform.database);
  expect(ruleOf(await act())).toBe(as);
  expect(await stateOf(platform.database)).toEqual(before);
}

/** Another person in a role of the estate, or another account of one. */
const join = (role: 'maker' | 'checker', identityNumber?: string) =>
  platform.person(estate.ids.owner, role, identityNumber === undefined ? {} : { identityNumber });

interface Signing {
  readonly method?: string;
  readonly path: string;
  readonly body?: object;
  readonly sent?: { readonly path?: string; readonly body?: object };
  readonly nonce: string;
}

/** A request signed with a key; `sent` is what was made of it on its way. */
function signed({ id, secret }: { id: string; secret: string }, signing: Signing): Promise<Answer> {
  const { method = 'POST', path, body, sent = {}, nonce } = signing;
  const timestamp = platform.clock.now().toISOString();
  const idempotencyKey = `signed-${nonce}`;
  const bytes = body === undefined ? '' : JSON.stringify(body);
  const bodySha256 = createHash('sha256').update(bytes).digest('hex');
  const parts = { method, target: path, timestamp, nonce, bodySha256, idempotencyKey };
  return platform.send(
    method,
    sent.path ?? path,
    {
      'x-carbon-key': id,
      'x-carbon-timestamp': timestamp,
      'x-carbon-nonce': nonce,
      'x-carbon-signature': signatureOf(secret, parts),
      'idempotency-key': idempotencyKey,
    },
    sent.body ?? body,
  );
}

describe('a signature', () => {
  const key = () => ({ id: estate.objects.key, secret: estate.objects.keySecret });
  const proposal = (quantity: string) => ({ kind: 'transfer', payload: { ...payload(), quantity } });

  it('sent again proposes nothing, also fifty times at once', async () => {
    const signing = { path: '/v1/tasks', body: proposal('2'), nonce: 'nonce-sent-again-1' };
    expect((await signed(key(), signing)).statusCode).toBe(201);
    const before = await stateOf(platform.database);
    const answers = await Promise.all(Array.from({ length: 50 }, () => signed(key(), signing)));
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['401 SIGNATURE_REPLAYED']));
    expect(await stateOf(platform.database)).toEqual(before);
  });

  it.each([
    ['the body', () => ({ body: proposal('3'), sent: { body: proposal('30') } })],
    ['the path', () => ({ body: proposal('3'), sent: { path: '/v1/tasks?x=1' } })],
    ['the route', () => ({ body: {}, sent: { path: `/v1/tasks/${estate.objects.task}/withdrawals` } })],
  ])('is of the request it was made for: another %s is refused', async (what, change) => {
    const signing = { path: '/v1/tasks', nonce: `nonce-changed ${what}`.replaceAll(' ', '-'), ...change() };
    await refused(() => signed(key(), signing), '401 SIGNATURE_WRONG ');
  });
});

describe('REG-001 nobody approves what they proposed', () => {
  it('as the same account, which has no permission to', async () => {
    const task = await propose(estate.owner.maker);
    await refused(() => approve(task, estate.owner.maker), '403 PERMISSION_MISSING ');
  });

  it('as another account of the same natural person', async () => {
    const number = '11010519491231002X';
    const [maker, checker] = [await join('maker', number), await join('checker', number)];
    const task = await propose(maker);
    await refused(() => approve(task, checker), '422 TASK_SAME_PERSON REG-001');
  });

  it('by a key, whoever made it: no key has the permission', async () => {
    const path = `/v1/tasks/${await propose(estate.owner.maker)}/approvals`;
    const key = { id: estate.objects.key, secret: estate.objects.keySecret };
    await refused(
      () => signed(key, { path, body: {}, nonce: 'nonce-approving-1' }),
      '403 PERMISSION_MISSING ',
    );
    const asked = await platform.send('POST', '/v1/api-keys', estate.owner.administrator.headers, {
      ...{ name: 'x', permissions: ['tasks.approve'], days: 1 },
    });
    expect(codeOf(asked)).toBe('400 INPUT_MALFORMED');
  });

  it('when a key of the approver proposed it', async () => {
    const administrator = await platform.person(estate.ids.owner, 'administrator');
    const key = done(
      await platform.send('POST', '/v1/api-keys', administrator.headers, {
        ...{ name: 'x', permissions: ['tasks.propose', 'transfers.propose'], days: 1 },
      }),
    ).json<{ id: string; secret: string }>();
    const body = { kind: 'transfer', payload: payload() };
    const answer = await signed(key, { path: '/v1/tasks', body, nonce: 'nonce-proposing-1' });
    const { id } = done(answer).json<{ id: string }>();
    const { database, clock } = platform;
    await database.transaction((tx) =>
      changeRole(tx, { membershipId: administrator.membershipId, role: 'checker' }, clock.now(), BY),
    );
    await refused(
      async () => approve(id, await platform.again(administrator)),
      '422 TASK_SAME_PERSON REG-001',
    );
  });

  it('after becoming a checker', async () => {
    const maker = await join('maker');
    const colleague = await join('maker');
    const [own, others] = [await propose(maker), await propose(colleague)];
    const { database, clock } = platform;
    await database.transaction((tx) =>
      changeRole(tx, { membershipId: maker.membershipId, role: 'checker' }, clock.now(), BY),
    );
    const checker = await platform.again(maker);
    await refused(() => approve(own, checker), '422 TASK_OWN_PROPOSAL REG-001');
    await refused(() => approve(others, checker), '422 TASK_ROLE_CHANGED REG-001');
  });

  it('REG-003 by a machine of the operator, or the checker of another holder', async () => {
    const task = await propose(estate.owner.maker);
    await refused(
      () => approve(task, { headers: platform.machine }),
      '403 TASK_APPROVER_NOT_A_PERSON REG-001',
    );
    await refused(() => approve(task, estate.neighbour.checker), '404 TASK_UNKNOWN ');
  });

  it('a task approved by fifty at once is executed once', async () => {
    const task = await propose(estate.owner.maker);
    const before = await platform.database.query('select from custody.transfer_order');
    const checkers = [estate.owner.checker, await join('checker'), await join('checker')];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => approve(task, checkers[at % 3] ?? estate.owner.checker)),
    );
    const codes = answers.map((answer) => (answer.statusCode === 200 ? 'done' : ruleOf(answer)));
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['done', '409 TASK_COMPLETED REG-003']));
    const [approvals] = await platform.database.query<{ count: number }>(
      `select count(*)::int as count from approvals.task_event where task_id = $1 and what = 'approved'`,
      [task],
    );
    expect(approvals?.count).toBe(1);
    expect(await platform.database.query('select from custody.transfer_order')).toHaveLength(before.length);
  });
});

describe('a role is what it is', () => {
  it.each(['reader', 'administrator', 'checker'] as const)('a %s proposes no transfer', async (role) => {
    const body = { kind: 'transfer', payload: payload() };
    await refused(
      () => platform.send('POST', '/v1/tasks', estate.owner[role].headers, body),
      '403 PERMISSION_MISSING ',
    );
  });

  it('a maker lowers the own limit at once, and raises it only by a task that somebody else approves', async () => {
    const { maker } = estate.owner;
    const account = estate.accounts.second;
    const url = `/v1/accounts/${account}/transfer-limits`;
    expect((await platform.send('POST', url, maker.headers, { limit: '5' })).statusCode).toBe(201);
    const raised = () => platform.send('POST', url, maker.headers, { limit: '500' });
    expect((await raised()).statusCode).toBeGreaterThanOrEqual(400);
    const task = await proposed(
      platform,
      { kind: 'transfer-settings', payload: { account, limit: '500' } },
      maker,
    );
    await refused(() => approve(task, maker), '403 PERMISSION_MISSING ');
    const settings = await platform.send('GET', `/v1/accounts/${account}/transfer-settings`, maker.headers);
    expect(settings.body).toContain('"5"');
  });

  it('moving units without four eyes is not for people', async () => {
    const { from, to, instrument, quantity } = payload();
    for (const staff of [estate.owner, estate.registry]) {
      for (const person of Object.values(staff)) {
        const move = { from, to, instrument, quantity };
        const answer = await platform.send('POST', '/v1/transfers', person.headers, move);
        expect(codeOf(answer)).toBe('403 PERMISSION_MISSING');
      }
    }
  });
});

describe('a token that was good', () => {
  const me = ({ headers }: Person) => platform.send('GET', '/v1/me', headers);
  const act = async (work: Parameters<typeof platform.database.transaction>[0]) =>
    platform.database.transaction(work);

  it('opens nothing after a change of role', async () => {
    const person = await join('maker');
    const task = await propose(estate.owner.maker);
    const { membershipId } = person;
    await act((tx) => changeRole(tx, { membershipId, role: 'checker' }, platform.clock.now(), BY));
    expect(codeOf(await approve(task, person))).toBe('401 SESSION_STALE');
    expect(codeOf(await me(person))).toBe('401 SESSION_STALE');
  });

  it('opens nothing after the membership has ended', async () => {
    const person = await join('maker');
    const { membershipId } = person;
    await act((tx) => endMembership(tx, { membershipId }, platform.clock.now(), BY));
    const answer = await platform.send('POST', '/v1/tasks', person.headers, {
      ...{ kind: 'transfer', payload: payload() },
    });
    expect(answer.statusCode).toBe(401);
  });

  it('opens nothing after the account was locked', async () => {
    const person = await join('checker');
    await act((tx) => lockUser(tx, { id: person.userId, reason: 'test' }, platform.clock.now()));
    expect(codeOf(await me(person))).toBe('401 ACCOUNT_LOCKED');
  });

  it('reads and proposes nothing after the holder was suspended', async () => {
    const holder = await platform.holder('SUSPENDED', 'generator', '江苏');
    const staff = await staffOf(platform, holder);
    const review = { by: 'test', approver: null, taskId: null, reason: 'test', documentHash: null };
    await act((tx) => changeHolder(tx, holder, { act: 'suspend' }, { ...review, now: platform.clock.now() }));
    for (const person of Object.values(staff)) expect((await me(person)).statusCode).toBe(200);
    const body = { kind: 'transfer', payload: payload() };
    expect(codeOf(await platform.send('POST', '/v1/tasks', staff.maker.headers, body))).toBe(
      '403 PERMISSION_MISSING',
    );
    expect(codeOf(await approve(estate.objects.task, staff.checker))).toBe('403 PERMISSION_MISSING');
  });
});
