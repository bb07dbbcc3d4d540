import { setTimeout as sleep } from 'node:timers/promises';
import { defineInstrument, openAccounts, readBalance, readSupply } from '@carbon/ledger';
import { breaches } from '../../../../tests/support/ledger-invariants';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import { qrOfPdf } from '../../../../tests/support/qr-of-pdf';
import { verifyInBrowser } from '../pending-units/verify-in-browser.spec-support';

let p: PlatformFixture;
let make: Person;
let check: Person;
let stranger: Person;
let [account, exchange, residents]: string[] = [];

interface Published {
  readonly receiptNumber: string;
  readonly holderEn: string;
  readonly quantity: string;
  readonly lots: readonly object[];
}

beforeAll(async () => {
  p = await openPlatformFixture(new Date('2026-11-20T02:00:00.000Z'), { notary: true });
  const owner = await p.holder('EMITTER', 'key-emitter', '浙江');
  const other = await p.holder('OTHER', 'key-emitter', '江苏');
  const resident = await p.holder('RESIDENT', 'resident');
  [make, check, stranger] = [
    await p.person(owner, 'maker'),
    await p.person(owner, 'checker'),
    await p.person(other, 'maker'),
  ];
  [account = '', exchange = '', residents = ''] = await p.database.transaction(async (tx) => {
    const opened = await openAccounts(tx, [
      { holderId: owner, kind: 'holding' },
      { holderId: owner, kind: 'exchange' },
      { holderId: resident, kind: 'holding' },
    ]);
    for (const [code, scheme] of [
      ['CEA24', 'ETS-CN'],
      ['CEA25', 'ETS-CN'],
      ['SZA25', 'ETS-SZ'],
    ] as const) {
      await defineInstrument(tx, { code, kind: 'allowance', unit: 't', scheme, serialised: true });
    }
    await p.ledger.submit(
      tx,
      ['CEA24', 'CEA25', 'SZA25'].flatMap((instrument) =>
        opened.map((to) => ({
          ...{ kind: 'issue' as const, instrument, quantity: 1_000n, to },
          ...{ sourceKey: `synthetic:${instrument}:${to}`, cause: { actor: 'test' } },
        })),
      ),
    );
    return opened;
  });
});
afterAll(async () => {
  expect(await breaches(p.database)).toEqual([]);
  await p.close();
});

const get = (path: string, who: Pick<Person, 'headers'> = make) => p.send('GET', path, who.headers);
const open = (path: string) => p.send('GET', path, {});
const propose = (payload: object, by = make) =>
  p.send('POST', '/v1/tasks', by.headers, { kind: 'allowance-cancellation', payload });
const act = (proposed: Answer, what: string, by: Person) =>
  p.send('POST', `/v1/tasks/${proposed.json<{ id: string }>().id}/${what}`, by.headers, { comment: 'x' });
const asked = (change: object = {}) => ({
  account,
  lots: [
    { instrument: 'CEA24', quantity: '100' },
    { instrument: 'CEA25', quantity: '7', serials: [{ first: '11', last: '17' }] },
  ],
  remark: '自愿减少全国配额总量（示例）',
  ...change,
});
const parts = async (instrument: string) => {
  const balance = await readBalance(p.database, account ?? '', instrument);
  return [balance?.parts.available, balance?.parts.pending];
};

describe('ETS-012 voluntary cancellation', () => {
  let number: string;

  it('CAR-002 sets the units apart from the proposal on, and gives them back when it is withdrawn', async () => {
    const proposed = await propose(asked());
    expect(proposed.statusCode).toBe(201);
    expect(await parts('CEA24')).toEqual([900n, 100n]);
    expect((await act(proposed, 'withdrawals', make)).statusCode).toBe(200);
    expect(await parts('CEA24')).toEqual([1_000n, 0n]);
  });

  it('ends the units for good once another person of the holder agrees', async () => {
    const before = await readSupply(p.database, 'CEA24');
    const approved = await act(await propose(asked()), 'approvals', check);
    const { state, outcome } = approved.json<{ state: string; outcome: { receiptNumber: string } }>();
    expect(state).toBe('executed');
    number = outcome.receiptNumber;
    expect(number).toMatch(/^AX-20261120-\d{8}-\d$/);
    expect(await parts('CEA24')).toEqual([900n, 0n]);
    const after = await readSupply(p.database, 'CEA24');
    expect(after.held).toBe(before.held - 100n);
    expect(after.cancelled).toBe(before.cancelled + 100n);
    const { transaction } = (await get('/v1/allowance-cancellations')).json<{
      items: [{ transaction: string }];
    }>().items[0];
    const [undone] = await p.database.transaction((tx) =>
      p.ledger.submit(tx, [
        { kind: 'reverse', transactionId: BigInt(transaction), cause: { actor: 'test' } },
      ]),
    );
    expect(undone).toMatchObject({ status: 'refused', refusal: { code: 'LEDGER_NOT_REVERSIBLE' } });
  });

  it('is published for everybody, with the serials; lists of others do not hold it', async () => {
    const { items } = (await open('/v1/public/allowance-cancellations?scheme=ETS-CN')).json<{
      items: Published[];
    }>();
    expect(items).toMatchObject([
      {
        ...{ receiptNumber: number, holderEn: 'EMITTER', quantity: '107' },
        lots: [{ instrument: 'CEA24' }, { instrument: 'CEA25', quantity: '7', serials: ['11-17'] }],
      },
    ]);
    expect(JSON.stringify(items)).not.toContain(account);
    expect((await open('/v1/public/allowance-cancellations?scheme=ETS-SZ')).json()).toEqual({ items: [] });
    expect((await get('/v1/allowance-cancellations', stranger)).json()).toEqual({ items: [] });
    const register = await open('/v1/public/retirements?purpose=voluntary');
    expect(register.body).toContain(number);
  });

  it('has a receipt whose code proves offline, on paper and on its page', async () => {
    let receipt: { code: string | null; documentHash: string } = { code: null, documentHash: '' };
    while (receipt.code === null) {
      await sleep(50);
      receipt = (await get(`/v1/receipts/${number}`)).json();
    }
    const proof = { kind: 'cancel', instrument: 'CEA24', quantity: '100' };
    expect(verifyInBrowser(receipt.code)).toMatchObject({
      valid: true,
      record: { ...proof, documentHash: receipt.documentHash },
      document: { receipt: number, holder: { code: 'EMITTER' }, allowances: [{}, { instrument: 'CEA25' }] },
    });
    const pdf = (await get(`/v1/receipts/${number}/pdf`)).rawPayload;
    const scanned = qrOfPdf(pdf) ?? '';
    expect(scanned).toContain(`/r/${number}#`);
    expect(verifyInBrowser(scanned.slice(scanned.indexOf('#') + 1))).toMatchObject({ valid: true });
    const page = await open(`/r/${number}`);
    expect(page.body).toContain('碳排放配额自愿注销凭证');
    expect((await open(`/r/${number}/evidence/1`)).json()).toMatchObject({
      leafIndex: expect.any(String) as string,
    });
    expect((await get(`/v1/receipts/${number}`, stranger)).statusCode).toBe(404);
  });

  it.each([
    [
      'ETS-003 from the exchange side',
      () => ({ account: exchange }),
      'ALLOWANCE_CANCELLATION_NOT_AT_REGISTRY',
    ],
    [
      'of two markets at once',
      () => ({
        lots: [
          { instrument: 'CEA24', quantity: '1' },
          { instrument: 'SZA25', quantity: '1' },
        ],
      }),
      'ALLOWANCE_CANCELLATION_MARKETS_MIXED',
    ],
    [
      'of more than is there',
      () => ({ lots: [{ instrument: 'CEA24', quantity: '901' }] }),
      'LEDGER_INSUFFICIENT_BALANCE',
    ],
    ['of somebody else', () => ({ account: residents }), 'LEDGER_ACCOUNT_UNKNOWN'],
  ])('is refused %s', async (_, change, code) => {
    const answer = await propose(asked(change()));
    expect(answer.json<{ code: string }>().code).toBe(code);
    expect(await parts('CEA24')).toEqual([900n, 0n]);
  });

  it('sets no more apart than there is when fifty ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => propose(asked({ lots: [{ instrument: 'CEA24', quantity: '300' }] }))),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(3);
    expect(await parts('CEA24')).toEqual([0n, 900n]);
  });
});
