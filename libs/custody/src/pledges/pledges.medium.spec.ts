import { getHolder } from '@carbon/identity';
import { defineInstrument, openAccounts, readBalance, readBlocks } from '@carbon/ledger';
import { breaches } from '../../../../tests/support/ledger-invariants';
import {
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { succeedPledgee } from './succeed-pledgee';

let platform: PlatformFixture;
let account: string;
let maker: Person, checker: Person, bankMaker: Person, bankChecker: Person, stranger: Person;
let ids: { readonly owner: string; readonly bank: string; readonly other: string };

beforeAll(async () => {
  platform = await openPlatformFixture();
  const [owner, bank, other] = await Promise.all([
    platform.holder('PLEDGOR', 'key-emitter'),
    platform.holder('BANK-1', 'bank'),
    platform.holder('OTHER', 'organisation'),
  ]);
  ids = { owner, bank, other };
  maker = await platform.person(owner, 'maker');
  checker = await platform.person(owner, 'checker');
  bankMaker = await platform.person(bank, 'maker');
  bankChecker = await platform.person(bank, 'checker');
  stranger = await platform.person(other, 'maker');
});
afterAll(() => platform.close());

const UNITS = { kind: 'credit', unit: 't', scheme: 'TEST', serialised: true } as const;

beforeEach(async () => {
  const { database, ledger } = platform;
  account = await database.transaction(async (tx) => {
    await defineInstrument(tx, { code: 'UNIT', ...UNITS });
    const [number = ''] = await openAccounts(tx, [{ holderId: ids.owner, kind: 'holding' }]);
    const [outcome] = await ledger.submit(tx, [
      {
        ...{ kind: 'issue', instrument: 'UNIT', quantity: 100n, to: number, sourceKey: `test:${number}` },
        cause: { actor: 'test' },
      },
    ]);
    expect(outcome?.status).toBe('done');
    return number;
  });
});
afterEach(async () => {
  expect(await breaches(platform.database)).toEqual([]);
});

const payload = (over: object = {}) => ({
  ...{ account, instrument: 'UNIT', quantity: '40', pledgee: 'BANK-1', loanReference: 'LOAN-2026-017' },
  ...{ securedFen: '100000000', until: '2027-03-31' },
  ...over,
});

const propose = (who: Person, kind: string, body: object) =>
  platform.send('POST', '/v1/tasks', who.headers, { kind, payload: body });
const approve = (who: Person, task: string) =>
  platform.send('POST', `/v1/tasks/${task}/approvals`, who.headers, {});

async function done(
  answer: ReturnType<typeof propose>,
): Promise<{ id: string; state: string; outcome: unknown }> {
  const { statusCode, body } = await answer;
  if (statusCode >= 300) throw new Error(body);
  return JSON.parse(body) as { id: string; state: string; outcome: unknown };
}

async function pledged(over: object = {}): Promise<string> {
  const { id } = await done(propose(maker, 'pledge', payload(over)));
  expect((await done(approve(checker, id))).state).toBe('executed');
  return id;
}

async function parts(): Promise<Record<string, bigint>> {
  const balance = await readBalance(platform.database, account, 'UNIT');
  return Object.fromEntries(Object.entries(balance?.parts ?? {}).filter(([, units]) => units > 0n));
}

const seen = async (who: Person, id: string) => platform.send('GET', `/v1/pledges/${id}`, who.headers);

describe('a pledge', () => {
  it('ETS-009 sets units apart at the proposal and pledges them when another approves (REG-001)', async () => {
    const { id } = await done(propose(maker, 'pledge', payload()));
    expect(await parts()).toEqual({ available: 60n, pending: 40n });
    expect((await approve(maker, id)).statusCode).toBe(403);
    expect((await approve(bankChecker, id)).statusCode).toBe(404);
    expect((await seen(bankMaker, id)).statusCode).toBe(404);
    await done(approve(checker, id));
    expect(await parts()).toEqual({ available: 60n, pledged: 40n });
    const answer = (await seen(bankMaker, id)).json<object>();
    expect(answer).toMatchObject({
      ...{ account, held: '40', state: 'in-force', securedFen: '100000000', until: '2027-03-31' },
      pledgor: { code: 'PLEDGOR' },
      pledgee: { code: 'BANK-1' },
    });
    expect((await seen(maker, id)).json()).toEqual(answer);
    const records = await platform.database.query<{ holder_id: string }>(
      `select holder_id from audit.record where action = 'pledge.in-force' and subject_id = $1`,
      [id],
    );
    expect(records.map((record) => record.holder_id).sort()).toEqual([ids.owner, ids.bank].sort());
  });

  it('ETS-009 is of exactly the serials that were named', async () => {
    const id = await pledged({ quantity: '3', serials: serialsFrom(await first(), 4n, 6n) });
    const { items } = await readBlocks(platform.database, account, { limit: 10 });
    expect(items.filter(({ part }) => part === 'pledged').map(countOf)).toEqual([3n]);
    const held = items.find(({ part }) => part === 'pledged');
    expect((await seen(bankMaker, id)).json()).toMatchObject({
      serials: [`${String(held?.first)}-${String(held?.last)}`],
    });
  });

  it('ETS-009 pledged units are neither transferred nor pledged again', async () => {
    await pledged({ quantity: '90' });
    const again = await propose(maker, 'pledge', payload({ quantity: '11' }));
    expect(again.json()).toMatchObject({ code: 'LEDGER_INSUFFICIENT_BALANCE' });
    expect(await parts()).toEqual({ available: 10n, pledged: 90n });
  });

  it('is given back when nothing comes of the proposal', async () => {
    const { id } = await done(propose(maker, 'pledge', payload()));
    await done(platform.send('POST', `/v1/tasks/${id}/rejections`, checker.headers, { comment: 'no' }));
    expect(await parts()).toEqual({ available: 100n });
    expect((await seen(maker, id)).json()).toMatchObject({ state: 'abandoned', held: '0' });
    expect((await seen(bankMaker, id)).statusCode).toBe(404);
  });

  it.each([
    [{ pledgee: 'PLEDGOR' }, 422, 'PLEDGE_TO_ONESELF'],
    [{ pledgee: 'NOBODY' }, 404, 'HOLDER_UNKNOWN'],
    [{ until: '2026-03-01' }, 422, 'PLEDGE_PERIOD_OVER'],
    [{ quantity: '101' }, 422, 'LEDGER_INSUFFICIENT_BALANCE'],
  ])('%j is refused', async (over, status, code) => {
    const refused = await propose(maker, 'pledge', payload(over));
    expect(refused.statusCode).toBe(status);
    expect(refused.json()).toMatchObject({ code });
    expect(await parts()).toEqual({ available: 100n });
  });

  it('is not proposed for an account of somebody else', async () => {
    const refused = await propose(stranger, 'pledge', payload());
    expect(refused.statusCode).toBe(404);
    expect(refused.json()).toMatchObject({ code: 'LEDGER_ACCOUNT_UNKNOWN' });
  });

  it('is seen by its two sides only', async () => {
    const id = await pledged();
    expect((await seen(stranger, id)).statusCode).toBe(404);
    const list = async (who: Person) =>
      (await platform.send('GET', '/v1/pledges?limit=500', who.headers))
        .json<{ items: { id: string }[] }>()
        .items.map((pledge) => pledge.id);
    expect(await list(stranger)).toEqual([]);
    expect(await list(bankMaker)).toContain(id);
    expect((await list(maker))[0]).toBe(id);
    // the account itself stays the pledgor's own matter
    expect((await platform.send('GET', `/v1/accounts/${account}`, bankMaker.headers)).statusCode).toBe(404);
  });
});

describe('the release of a pledge', () => {
  it('ETS-009 is the pledgee’s: two people of it, in part and then the rest', async () => {
    const id = await pledged();
    const { id: part } = await done(
      propose(bankMaker, 'pledge-release', { pledge: id, quantity: '15', reason: '部分还款' }),
    );
    expect((await approve(bankMaker, part)).statusCode).toBe(403);
    expect((await approve(checker, part)).statusCode).toBe(404);
    await done(approve(bankChecker, part));
    expect(await parts()).toEqual({ available: 75n, pledged: 25n });
    const rest = await done(propose(bankMaker, 'pledge-release', { pledge: id, reason: '贷款已还清' }));
    expect((await done(approve(bankChecker, rest.id))).outcome).toMatchObject({ released: '25', held: '0' });
    expect(await parts()).toEqual({ available: 100n });
    expect((await seen(maker, id)).json()).toMatchObject({ state: 'released', held: '0' });
    const over = await propose(bankMaker, 'pledge-release', { pledge: id, reason: '再次' });
    expect(over.json()).toMatchObject({ code: 'PLEDGE_NOT_IN_FORCE' });
  });

  it('ETS-009 the pledgor does not release, nor does anybody else', async () => {
    const id = await pledged();
    const own = await propose(maker, 'pledge-release', { pledge: id, reason: '自行解除' });
    expect([own.statusCode, own.json<{ code: string }>().code]).toEqual([403, 'PLEDGE_RELEASED_BY_PLEDGEE']);
    const foreign = await propose(stranger, 'pledge-release', { pledge: id, reason: '无关' });
    expect(foreign.statusCode).toBe(404);
    expect(await parts()).toEqual({ available: 60n, pledged: 40n });
  });

  it('two releases at once give back no more than there is', async () => {
    const id = await pledged();
    const tasks = await Promise.all(
      ['30', '30'].map((quantity) =>
        done(propose(bankMaker, 'pledge-release', { pledge: id, quantity, reason: '还款' })),
      ),
    );
    const ended = await Promise.all(tasks.map((task) => done(approve(bankChecker, task.id))));
    expect(ended.map(({ state }) => state).sort()).toEqual(['executed', 'failed']);
    expect(await parts()).toEqual({ available: 90n, pledged: 10n });
  });

  it('what came to its end while it was pledged is told, and the rest is released', async () => {
    const id = await pledged();
    const { items } = await readBlocks(platform.database, account, { limit: 10 });
    const block = items.find(({ part }) => part === 'pledged')!;
    await platform.database.transaction(async (tx) => {
      const [outcome] = await platform.ledger.submit(tx, [
        {
          ...{ kind: 'expire', from: account, fromPart: 'pledged', instrument: 'UNIT', quantity: 10n },
          serials: [{ first: block.first, last: block.first + 9n }],
          cause: { actor: 'test' },
        },
      ]);
      expect(outcome?.status).toBe('done');
    });
    const { id: task } = await done(propose(bankMaker, 'pledge-release', { pledge: id, reason: '还清' }));
    expect((await done(approve(bankChecker, task))).outcome).toMatchObject({ released: '30', held: '0' });
    const [release] = await platform.database.query(
      'select lapsed from custody.pledge_release where id = $1',
      [task],
    );
    expect(release).toEqual({ lapsed: '10' });
    expect(await parts()).toEqual({ available: 90n });
  });

  it('ETS-015 a merged pledgee’s successor releases', async () => {
    const { database } = platform;
    const id = await pledged();
    await database.transaction(async (tx) => {
      const review = { by: 'test', approver: null, taskId: null, reason: '吸收合并', documentHash: null };
      const [from, to] = [await getHolder(tx.manager, 'BANK-1'), await getHolder(tx.manager, 'OTHER')];
      await succeedPledgee(tx, { from, to, review: { ...review, now: platform.clock.now() } });
    });
    expect((await seen(bankMaker, id)).statusCode).toBe(404);
    expect((await seen(stranger, id)).statusCode).toBe(200);
    await expect(
      database.query('update custody.pledge set held = 41 where id = $1', [id]),
    ).rejects.toMatchObject({ code: expect.stringMatching(/CL053|23514/) as string });
  });
});

const countOf = ({ first, last }: { first: bigint; last: bigint }) => last - first + 1n;

async function first(): Promise<bigint> {
  const { items } = await readBlocks(platform.database, account, { limit: 1 });
  return items[0]!.first;
}

const serialsFrom = (base: bigint, from: bigint, to: bigint) => [
  { first: (base + from - 1n).toString(), last: (base + to - 1n).toString() },
];
