import { changeHolder } from '@carbon/identity';
import { newId } from '@carbon/kernel';
import { defineInstrument, openAccounts } from '@carbon/ledger';
import { openPlatformFixture, type Person, type PlatformFixture } from '../support/platform-fixture';

let platform: PlatformFixture;
let owner: Person;
let stranger: Person;
let account: string;
let transaction: string;

beforeAll(async () => {
  platform = await openPlatformFixture(undefined, { notary: true });
  const ownerId = await platform.holder('OWNER', 'organisation');
  owner = await platform.person(ownerId, 'reader');
  stranger = await platform.person(await platform.holder('STRANGER', 'organisation'), 'reader');
  const { database, ledger } = platform;
  await database.transaction((tx) =>
    defineInstrument(tx, {
      ...{ code: 'CEA25', kind: 'allowance', unit: 'tCO2e', scheme: 'CN-ETS', serialised: false },
    }),
  );
  [account = ''] = await database.transaction((tx) =>
    openAccounts(tx, [{ holderId: ownerId, kind: 'holding' }]),
  );
  const [issued] = await database.transaction((tx) =>
    ledger.submit(tx, [
      {
        ...{ kind: 'issue', instrument: 'CEA25', quantity: 500n, to: account, sourceKey: 'reach' },
        cause: { actor: 'test' },
      },
    ]),
  );
  if (issued?.status !== 'done') throw new Error('nothing was issued');
  transaction = issued.transactionId.toString();
});
afterAll(() => platform.close());

const get = async (url: string, { headers }: Pick<Person, 'headers'>) => {
  const answer = await platform.send('GET', url, headers);
  return { status: answer.statusCode, ...answer.json<{ code?: string; items?: unknown[] }>() };
};

describe('what is out of reach is answered like what is not there', () => {
  it('the accounts of another holder', async () => {
    const own = await get('/v1/accounts?holder=OWNER', owner);
    expect(own.items).toMatchObject([{ number: account }]);
    const missing = await get('/v1/accounts?holder=NOBODY', stranger);
    expect(missing).toMatchObject({ status: 404, code: 'HOLDER_UNKNOWN' });
    expect(await get('/v1/accounts?holder=OWNER', stranger)).toMatchObject({
      status: 404,
      code: 'HOLDER_UNKNOWN',
    });
  });

  it('the evidence of a transaction of others, which holds the whole record and its salt', async () => {
    const missing = await get('/v1/transactions/999999/evidence', stranger);
    const outside = await get(`/v1/transactions/${transaction}/evidence`, stranger);
    expect([outside.status, outside.code]).toEqual([missing.status, missing.code]);
    expect((await get(`/v1/transactions/${transaction}/evidence`, owner)).status).not.toBe(404);
  });
});

describe('opening an account', () => {
  it('INV-08 is in the audit trail', async () => {
    const opened = await platform.send('POST', '/v1/accounts', platform.machine, {
      holder: 'OWNER',
      kind: 'holding',
    });
    expect(opened.statusCode).toBe(201);
    const { number } = opened.json<{ number: string }>();
    expect(
      await platform.database.query(
        `select actor, subject_id from audit.record where action = 'account.opened'`,
      ),
    ).toEqual([{ actor: 'root', subject_id: number }]);
  });

  it('REG-010 is refused for a holder that is closed: nobody could act on it', async () => {
    const gone = await platform.holder('GONE', 'organisation');
    const review = { by: 'test', approver: null, taskId: null, reason: 'test', documentHash: null };
    await platform.database.transaction((tx) =>
      changeHolder(tx, gone, { act: 'close' }, { ...review, now: platform.clock.now() }),
    );
    const answer = await platform.send('POST', '/v1/accounts', platform.machine, {
      holder: 'GONE',
      kind: 'holding',
    });
    expect(answer.json()).toMatchObject({ status: 409, code: 'HOLDER_NOT_ACTIVE' });
  });
});

describe('what a reconciliation found', () => {
  it('is shown to auditors of the accounts they reach, and whole to the registry', async () => {
    const run = newId();
    const { database } = platform;
    await database.query(`insert into log.reconciliation (id, started_by) values ($1, 'test')`, [run]);
    await database.query(
      `update log.reconciliation set status = 'INCONSISTENT', ended_at = now(), summary = $2 where id = $1`,
      [run, { differences: 2, blocked: [account] }],
    );
    await database.query(
      `insert into log.difference (reconciliation_id, ordinal, kind, account, expected, found, text_zh, text_en)
       values ($1, 1, 'BALANCE', $2, '1', '2', 'zh', 'en'), ($1, 2, 'TILE', null, '1', '2', 'zh', 'en')`,
      [run, account],
    );
    const auditor = await platform.person(await platform.holder('AUDITOR', 'auditor'), 'reader');
    const registry = await platform.person(await platform.holder('REGISTRY', 'registry-operator'), 'reader');
    const seenBy = async (who: Person) => {
      const one = await platform.send('GET', `/v1/reconciliations/${run}`, who.headers);
      const list = await platform.send('GET', '/v1/reconciliations', who.headers);
      const { differences, summary } = one.json<{ differences: unknown[]; summary: object }>();
      return { differences: differences.length, summary, named: (one.body + list.body).includes(account) };
    };
    expect(await seenBy(registry)).toMatchObject({
      differences: 2,
      named: true,
      summary: { blocked: [account] },
    });
    expect(await seenBy(auditor)).toMatchObject({
      differences: 0,
      named: false,
      summary: { differences: 2 },
    });
  });
});
