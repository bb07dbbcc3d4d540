import { enterEngagement, findHolder } from '@carbon/identity';
import { chinaDate } from '@carbon/kernel';
import { defineInstrument, openAccounts } from '@carbon/ledger';
import { openPlatformFixture, type Person, type PlatformFixture } from '../support/platform-fixture';

/** An auditor is engaged to look at one instrument of a holder that has two, of the day before yesterday until today. */
const INSIDE = 'CEA25';
const OUTSIDE = 'GEC-SECRET';
const DAY_MS = 86_400_000;

let platform: PlatformFixture;
let auditor: Person;
let account: string;
const transactions: Record<string, string> = {};

beforeAll(async () => {
  platform = await openPlatformFixture(undefined, { notary: true });
  const { clock, database, ledger } = platform;
  const ownerId = await platform.holder('OWNER', 'organisation');
  const auditorId = await platform.holder('AUDITOR', 'auditor');
  const now = clock.now();
  account = await database.transaction(async (tx) => {
    const made = { unit: 'unit', scheme: 'TEST' } as const;
    await defineInstrument(tx, { ...made, code: INSIDE, kind: 'allowance', serialised: true });
    await defineInstrument(tx, { ...made, code: OUTSIDE, kind: 'green-certificate', serialised: true });
    return (await openAccounts(tx, [{ holderId: ownerId, kind: 'holding' }]))[0] ?? '';
  });
  for (const instrument of [INSIDE, OUTSIDE]) {
    const [issued] = await database.transaction((tx) =>
      ledger.submit(tx, [
        {
          ...{ kind: 'issue', instrument, quantity: 500n, to: account, sourceKey: instrument },
          cause: { actor: 'test' },
        },
      ]),
    );
    if (issued?.status !== 'done') throw new Error('nothing was issued');
    transactions[instrument] = issued.transactionId.toString();
  }
  await database.transaction(async (tx) => {
    const [entry, owner] = [await findHolder(tx.manager, auditorId), await findHolder(tx.manager, ownerId)];
    if (entry === undefined || owner === undefined) throw new Error('no holders');
    const before = new Date(now.getTime() - 2 * DAY_MS);
    const engagement = {
      ...{ auditor: entry, holders: [owner], instruments: [INSIDE], purpose: 'test' },
      ...{ windowFrom: chinaDate(before), windowTo: chinaDate(now) },
      ...{ accessFrom: before, accessUntil: new Date(now.getTime() + DAY_MS) },
    };
    const review = {
      by: 'test',
      approver: null,
      taskId: null,
      reason: 'test',
      documentHash: '00'.repeat(32),
      now,
    };
    await enterEngagement(tx, engagement, review);
    for (const [at, [instrument, moment]] of [
      [INSIDE, now] as const,
      [OUTSIDE, now] as const,
      [INSIDE, new Date(now.getTime() - 9 * DAY_MS)] as const,
    ].entries()) {
      const id = `01900000-0000-7000-8000-00000000000${at}`;
      await tx.query(
        `insert into custody.transfer_order (id, task_id, holder_id, to_holder_id, from_account, to_account, instrument,
           quantity, initiator, proposed_at, state, step_at, step_by)
         values ($1, $1, $2, $2, $3, 'elsewhere', $4, 1, 'test', $5, 'awaiting-approval', $5, 'test')`,
        [id, ownerId, account, instrument, moment],
      );
      await tx.query(
        `insert into custody.judicial_freeze (id, account, instrument, quantity, held, court, court_order, document_hash,
           proposed_by, proposed_at)
         values ($1, $2, $3, 1, 1, 'court', 'order', decode(repeat('00', 32), 'hex'), 'test', $4)`,
        [id, account, instrument, moment],
      );
    }
  });
  auditor = await platform.person(auditorId, 'reader');
});
afterAll(() => platform.close());

const get = (url: string) => platform.send('GET', url, auditor.headers);
const instrumentsAt = async (url: string) =>
  (await get(url)).json<{ items: { instrument: string }[] }>().items.map(({ instrument }) => instrument);

describe('an auditor who was engaged for one instrument and some days', () => {
  it.each([
    ['balances', () => `/v1/accounts/${account}/balances`],
    ['past balances', () => `/v1/accounts/${account}/balances?at=${platform.clock.now().toISOString()}`],
    ['the statement', () => `/v1/accounts/${account}/statement`],
    ['serials held', () => `/v1/accounts/${account}/blocks`],
    ['transfer orders', () => '/v1/transfer-orders'],
    ['judicial freezes', () => '/v1/judicial-freezes'],
  ])('sees %s of that instrument and of those days, and of no other', async (_, url) => {
    expect(await instrumentsAt(url())).toEqual([INSIDE]);
  });

  it('sees no block, order, transaction or evidence of another instrument that it names', async () => {
    expect(await instrumentsAt(`/v1/accounts/${account}/blocks?instrument=${OUTSIDE}`)).toEqual([]);
    const named = (instrument: string, place = '') =>
      get(`/v1/transactions/${transactions[instrument] ?? ''}${place}`).then(({ statusCode }) => statusCode);
    expect([await named(INSIDE), await named(OUTSIDE)]).toEqual([200, 404]);
    expect(await named(OUTSIDE, '/evidence')).toBe(404);
    expect(await named(INSIDE, '/evidence')).not.toBe(404);
    const order = (at: number) =>
      get(`/v1/transfer-orders/01900000-0000-7000-8000-00000000000${at}`).then(
        ({ statusCode }) => statusCode,
      );
    expect([await order(0), await order(1), await order(2)]).toEqual([200, 404, 404]);
  });
});
