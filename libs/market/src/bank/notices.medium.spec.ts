import type { House } from '../../../../tests/support/market-fixture';
import { BankFixture, codeOf, SETTLEMENT } from './bank.spec-support';
import { writeCamt } from './demo/write-camt';

let bank: BankFixture;
let house: House;
let funds: string;

beforeAll(async () => {
  bank = await BankFixture.open();
  house = await bank.market.house('HOUSE');
  funds = await bank.market.payIn(house, '1', 'BY-HAND-0');
  await bank.register(house, '6222 0000 1111 2222');
}, 180_000);
afterAll(() => bank.close());

const balance = async () => (await bank.market.parts(funds, 'CNY'))['available'] ?? 0n;

it('INV-06 the same notice fifty times at once books once', async () => {
  const before = await balance();
  const body = bank.told(bank.paid(funds, 'N-0001', 100n));
  const answers = await Promise.all(Array.from({ length: 50 }, () => bank.notice(body)));
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  expect(answers.filter((answer) => answer.json<{ fresh: boolean }>().fresh)).toHaveLength(1);
  expect(await balance()).toBe(before + 100n);
});

it('INV-06 notices under other names, and statements, of one movement at once book once', async () => {
  const before = await balance();
  const movement = bank.paid(funds, 'N-0002', 100n);
  const statements = await Promise.all(
    ['X-1', 'X-2', 'X-3'].map((statement) =>
      bank.statement([movement], { statement, openingFen: 0n, closingFen: 100n }),
    ),
  );
  const answers = await Promise.all([
    ...Array.from({ length: 10 }, (_, at) => bank.notice({ ...bank.told(movement), notice: `N-2-${at}` })),
    ...statements.map((statement) => bank.upload(writeCamt(statement))),
  ]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([
    ...Array<number>(10).fill(200),
    201,
    201,
    201,
  ]);
  expect(await balance()).toBe(before + 100n);
  expect(await bank.entry('N-0002')).toMatchObject({ state: 'booked' });
});

it('a notice that changed under its name is refused', async () => {
  const movement = bank.paid(funds, 'N-0003', 100n);
  expect((await bank.notice(bank.told(movement))).statusCode).toBe(200);
  const changed = await bank.notice(bank.told({ ...movement, amountFen: 101n }));
  expect([changed.statusCode, codeOf(changed)]).toEqual([409, 'BANK_NOTICE_CHANGED']);
});

it('is taken from the bank’s system only, signed with its key, about its own account', async () => {
  const body = bank.told(bank.paid(funds, 'N-0004', 100n));
  const forged = await bank.notice(body, { ...bank.key, secret: 'guessed' });
  expect([forged.statusCode, codeOf(forged)]).toEqual([401, 'SIGNATURE_WRONG']);
  for (const who of [bank.bank.maker, bank.market.registry.maker]) {
    const person = await bank.market.send(who, 'POST', '/v1/bank-notices', { account: SETTLEMENT, ...body });
    expect([person.statusCode, codeOf(person)]).toEqual([403, 'BANK_NOTICE_NOT_SIGNED']);
  }
  const { platform } = bank.market;
  const foreign = await platform.holder('BANK-TWO', 'bank');
  const made = await bank.market.send(
    await platform.person(foreign, 'administrator'),
    'POST',
    '/v1/api-keys',
    {
      ...{ name: 'other bank', permissions: ['bank-statements.write'], days: 1 },
    },
  );
  const strange = await bank.notice(body, made.json());
  expect([strange.statusCode, codeOf(strange)]).toEqual([404, 'BANK_SETTLEMENT_ACCOUNT_UNKNOWN']);
  expect((await bank.entries()).map((one) => one['reference'])).not.toContain('N-0004');
});

it.each([
  [{}, 'movement'],
  [{ movement: undefined, payment: { endToEnd: 'X', status: 'paid' } }, 'payment.reference'],
  [{ movement: undefined, payment: { endToEnd: 'X', status: 'rejected' } }, 'payment.reason'],
  [
    { movement: { reference: 'B-1', direction: 'in', amountFen: '1.5', bookedOn: '2026-03-02' } },
    'movement.amountFen',
  ],
  [
    { movement: { reference: '中文中文', direction: 'in', amountFen: '1', bookedOn: '2026-03-02' } },
    'movement.reference',
  ],
])('a malformed one is told so: %j', async (body, field) => {
  const answer = await bank.notice({ notice: 'BAD', ...body });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain(field);
});

it('about an order that nobody gave is refused', async () => {
  const answer = await bank.notice({ notice: 'P-1', payment: { endToEnd: 'CLWX', status: 'accepted' } });
  expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'BANK_PAYMENT_UNKNOWN']);
});
