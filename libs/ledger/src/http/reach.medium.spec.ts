import {
  Authenticator,
  type Caller,
  createHttpApp,
  type Credentials,
  EdgeModule,
  EVERYTHING,
  JsonLogger,
  PERMISSIONS,
  type Reach,
  reachOf,
} from '@carbon/http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../../../../tests/support/ledger-fixture';
import { accountNumber } from '../domain/account-number';
import type { SimpleCommand } from '../domain/commands';
import { LedgerModule } from '../ledger.module';
import { openAccounts } from '../persistence/openings';

const OWNER = '01900000-0000-7000-8000-000000000001';
const STRANGER = '01900000-0000-7000-8000-000000000002';

const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' };
const REACHES: Readonly<Record<string, Reach>> = {
  operator: EVERYTHING,
  owner: reachOf([OWNER]),
  stranger: reachOf([STRANGER]),
  nobody: reachOf([]),
  // an engagement over the owner's February
  auditor: new Map([[OWNER, FEBRUARY]]),
};

class ByName extends Authenticator {
  authenticate({ authorization }: Credentials): Promise<Caller | undefined> {
    const name = authorization?.replace('Bearer ', '') ?? '';
    const reach = REACHES[name];
    if (reach === undefined) return Promise.resolve(undefined);
    return Promise.resolve({ id: name, name, kind: 'service-key', permissions: new Set(PERMISSIONS), reach });
  }
}

let fixture: LedgerFixture;
let app: NestFastifyApplication;
/** The owner's two accounts and the stranger's. */
let [owned, owned2, strange]: [string, string, string] = ['', '', ''];
let keys = 0;

beforeAll(async () => {
  fixture = await openLedgerFixture(2);
  [owned, owned2] = fixture.accounts as [string, string];
  [strange] = (await fixture.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: STRANGER, kind: 'holding' }]),
  )) as [string];
  app = await createHttpApp(
    {
      module: class {},
      imports: [
        EdgeModule.forRoot({
          database: fixture.database,
          clock: fixture.clock,
          authenticator: new ByName(),
        }),
        LedgerModule.forRoot(fixture.ledger),
      ],
    },
    { openApi: { title: 't', description: 'd', version: '1' }, logger: new JsonLogger('silent') },
  );
});
afterAll(async () => {
  await app.close();
  await fixture.close();
});

const get = (who: string, url: string) =>
  app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${who}` } });
const post = (who: string, url: string, payload: object) =>
  app.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${who}`, 'idempotency-key': `test-key-${++keys}` },
    payload,
  });
type Answer = Awaited<ReturnType<typeof get>>;
const codeOf = (answer: Answer) => [answer.statusCode, answer.json<{ code?: string }>().code];
/** A month's move: what it was, at noon in China on the first of it. */
async function on(day: string, command: SimpleCommand): Promise<string> {
  fixture.clock.set(new Date(`${day}T12:00:00+08:00`));
  const [outcome] = await fixture.database.transaction((tx) =>
    fixture.ledger.submit(tx, [{ ...command, cause: CAUSE }]),
  );
  if (outcome?.status !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.transactionId.toString();
}
const issue = (sourceKey: string): SimpleCommand => ({
  ...{ kind: 'issue', instrument: 'CNY', quantity: 100n, to: owned, sourceKey },
});
const pay = (from: string, to: string, quantity: bigint): SimpleCommand => ({
  ...{ kind: 'transfer', instrument: 'CNY', quantity, from, to },
  reversibleUntil: new Date('2027-01-01T00:00:00Z'),
});

describe('what is out of reach is answered like what is not there', () => {
  let between: string;
  let within: string;
  beforeAll(async () => {
    await on('2026-01-01', issue('january'));
    between = await on('2026-02-01', pay(owned, strange, 10n));
    within = await on('2026-03-01', pay(owned, owned2, 20n));
  });

  it.each(['', '/balances', '/statement', '/blocks'])('an account: GET %s', async (route) => {
    expect((await get('owner', `/v1/accounts/${owned}${route}`)).statusCode).toBe(200);
    expect((await get('operator', `/v1/accounts/${owned}${route}`)).statusCode).toBe(200);
    const outside = await get('stranger', `/v1/accounts/${owned}${route}`);
    const missing = await get('stranger', `/v1/accounts/${accountNumber('holding', 99_999)}${route}`);
    expect(codeOf(outside)).toEqual([404, 'LEDGER_ACCOUNT_UNKNOWN']);
    expect(codeOf(missing)).toEqual(codeOf(outside));
  });

  it('a transaction is there for each of its sides, and for nobody else', async () => {
    const seenBy = async (id: string) => {
      const seen: string[] = [];
      for (const who of ['operator', 'owner', 'stranger', 'nobody']) {
        const answer = await get(who, `/v1/transactions/${id}`);
        if (answer.statusCode === 200) seen.push(who);
        else expect(codeOf(answer)).toEqual([404, 'LEDGER_TRANSACTION_UNKNOWN']);
      }
      return seen;
    };
    expect(await seenBy(between)).toEqual(['operator', 'owner', 'stranger']);
    expect(await seenBy(within)).toEqual(['operator', 'owner']);
    expect(await seenBy('999999')).toEqual([]);
  });

  it('nothing is moved, set apart or undone on accounts out of reach', async () => {
    const transfer = { instrument: 'CNY', quantity: '1', from: owned, to: strange };
    const hold = { kind: 'freeze', account: owned, instrument: 'CNY', quantity: '1' };
    expect(codeOf(await post('stranger', '/v1/transfers', transfer))).toEqual([
      404,
      'LEDGER_ACCOUNT_UNKNOWN',
    ]);
    expect(codeOf(await post('stranger', '/v1/holds', hold))).toEqual([404, 'LEDGER_ACCOUNT_UNKNOWN']);
    for (const transaction of [between, within]) {
      expect(codeOf(await post('stranger', '/v1/reversals', { transaction }))).toEqual([
        404,
        'LEDGER_TRANSACTION_UNKNOWN',
      ]);
    }
    // one side is the owner's, the other is not
    expect(codeOf(await post('owner', '/v1/reversals', { transaction: between }))).toEqual([
      404,
      'LEDGER_TRANSACTION_UNKNOWN',
    ]);
    expect((await post('owner', '/v1/transfers', transfer)).statusCode).toBe(201);
    expect((await post('owner', '/v1/holds', hold)).statusCode).toBe(201);
    expect((await post('owner', '/v1/reversals', { transaction: within })).statusCode).toBe(201);
  });
});

describe('an auditor sees the days the engagement covers', () => {
  const balances = async (query = '') => get('auditor', `/v1/accounts/${owned}/balances${query}`);
  const available = (answer: Answer) =>
    answer.json<{ items: { parts: { available: string } }[] }>().items[0]?.parts.available;

  it('lines of the statement of those days only, whole China days', async () => {
    await on('2026-02-28', pay(owned, owned2, 1n));
    const lines = async (who: string) =>
      (await get(who, `/v1/accounts/${owned}/statement`)).json<{ items: { recordedAt: string }[] }>().items;
    const days = (await lines('auditor')).map(({ recordedAt }) => recordedAt.slice(0, 10));
    expect(new Set(days)).toEqual(new Set(['2026-02-01', '2026-02-28']));
    expect((await lines('owner')).length).toBeGreaterThan(days.length);
  });

  it('balances of a moment inside; without one, as they were when the days ended', async () => {
    fixture.clock.set(new Date('2026-03-10T00:00:00Z'));
    expect(available(await balances('?at=2026-02-01T00:00:00%2B08:00'))).toBe('100');
    expect(available(await balances('?at=2026-02-02T00:00:00%2B08:00'))).toBe('90');
    expect(available(await balances())).toBe('89');
  });

  it.each(['2026-01-31T23:59:59%2B08:00', '2026-03-01T00:00:00%2B08:00'])('not at %s', async (moment) => {
    expect(codeOf(await balances(`?at=${moment}`))).toEqual([403, 'LEDGER_OUTSIDE_WINDOW']);
  });

  it('blocks are those of now, so only while the days last', async () => {
    const blocks = () => get('auditor', `/v1/accounts/${owned}/blocks`);
    fixture.clock.set(new Date('2026-03-10T00:00:00Z'));
    expect(codeOf(await blocks())).toEqual([403, 'LEDGER_OUTSIDE_WINDOW']);
    fixture.clock.set(new Date('2026-02-10T00:00:00Z'));
    expect((await blocks()).statusCode).toBe(200);
  });

  it('a transaction of those days, and none before or after', async () => {
    const seen = async (id: string) => (await get('auditor', `/v1/transactions/${id}`)).statusCode;
    const before = await on('2026-01-31', pay(owned, owned2, 1n));
    const inside = await on('2026-02-10', pay(owned, owned2, 1n));
    const after = await on('2026-03-01', pay(owned, owned2, 1n));
    expect([await seen(before), await seen(inside), await seen(after)]).toEqual([404, 200, 404]);
  });
});

describe('an account tells what may happen on it', () => {
  it('in words, for its state', async () => {
    const body = (await get('owner', `/v1/accounts/${owned}`)).json<Record<string, unknown>>();
    expect(body).toMatchObject({ state: 'open', stateReason: null, blocked: false, blockedReason: null });
    expect(body['allowed']).toMatchObject({ proposals: true });
    const { out, in: into, within } = body['allowed'] as Record<string, string[]>;
    expect(out).toContain('transfer');
    expect(out).not.toContain('issue');
    expect(into).toEqual(['issue', 'transfer', 'judicial-transfer', 'reverse', 'judicial-reverse']);
    expect(within).toContain('judicial-freeze');
  });
});
