import { connect } from '@carbon/database';
import type { House } from '../../../../tests/support/market-fixture';
import { BankFixture, codeOf } from './bank.spec-support';
import { type BankPort, byHand } from './bank-port';
import type { PaymentOrder, PaymentWord } from './domain/payment';
import { PaymentSender } from './use-cases/send-payments';

let bank: BankFixture;
let house: House;
let funds: string, account: string;

beforeAll(async () => {
  bank = await BankFixture.open();
  house = await bank.market.house('HOUSE');
  funds = await bank.market.payIn(house, '1000000', 'BY-HAND-0');
  account = await bank.register(house, '6222 0000 1111 2222');
}, 180_000);
afterAll(() => bank.close());

const parts = () => bank.market.parts(funds, 'CNY');
const withdrawal = (over: object = {}) => ({
  account: funds,
  amountFen: '1000',
  bankAccount: account,
  ...over,
});

/** A withdrawal that two people agreed; gives its order. */
async function ordered(over: object = {}): Promise<{ payment: string; endToEnd: string }> {
  const { maker, checker } = bank.market.registry;
  const task = await bank.market.proposed(maker, 'cash-withdrawal', withdrawal(over));
  const { state, outcome } = await bank.market.approved(checker, task);
  expect([state, outcome?.['state']]).toEqual(['executed', 'queued']);
  return { payment: outcome?.['payment'] ?? '', endToEnd: outcome?.['endToEnd'] ?? '' };
}

const order = async (id: string, who = bank.market.registry.maker): Promise<Record<string, string>> =>
  (await bank.market.send(who, 'GET', `/v1/payment-orders/${id}`)).json();

/** A bank that remembers what it was asked, as banks do: it pays an end-to-end reference once. */
class RememberingBank implements BankPort {
  readonly asked: string[] = [];
  readonly paid = new Map<string, PaymentWord>();
  /** What happens once it has paid, before the sender hears of it. */
  afterwards: () => Promise<void> = () => Promise.resolve();

  async pay({ endToEnd }: PaymentOrder): Promise<PaymentWord> {
    this.asked.push(endToEnd);
    const known = this.paid.get(endToEnd);
    if (known !== undefined) return known;
    const word = { status: 'paid', reference: `BANK-${this.paid.size + 1}-${endToEnd.slice(-6)}` } as const;
    this.paid.set(endToEnd, word);
    await this.afterwards();
    return word;
  }
  statusOf = (endToEnd: string) => Promise.resolve(this.paid.get(endToEnd));
  statementOf = () => Promise.resolve(undefined);
}

function sender(
  port: BankPort,
  database = bank.market.platform.database,
  faults: unknown[] = [],
): PaymentSender {
  const { ledger, clock } = bank.market.platform;
  const onFault = (error: unknown) => void faults.push(error);
  return new PaymentSender(database, ledger, { 'by-hand': port, demo: port }, clock, { every: 0, onFault });
}

/** Time goes on until an order that was taken up comes up again. */
function later(): void {
  const { clock } = bank.market.platform;
  clock.set(new Date(clock.now().getTime() + 61_000));
}

it('money waits until the bank says that it paid, then it leaves the ledger', async () => {
  const before = (await parts())['available'] ?? 0n;
  const { payment, endToEnd } = await ordered();
  expect(await order(payment)).toMatchObject({
    state: 'queued',
    account: funds,
    payeeAccount: '6222000011112222',
  });
  expect(await order(payment, house.maker)).toMatchObject({ state: 'queued', payeeAccount: '****2222' });
  await sender(byHand).send();
  expect(await order(payment)).toMatchObject({ state: 'sent', attempts: 1 });
  expect(await parts()).toEqual({ available: before - 1_000n, pending: 1_000n });
  const said = { notice: `P-${endToEnd}`, payment: { endToEnd, status: 'paid', reference: 'out-0001' } };
  const answers = await Promise.all(Array.from({ length: 10 }, () => bank.notice(said)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(200));
  expect(await parts()).toEqual({ available: before - 1_000n });
  expect(await order(payment)).toMatchObject({ state: 'paid', bankReference: 'OUT-0001' });
  expect(await bank.market.audited('cash.withdrawn')).toHaveLength(1);
  const changed = await bank.notice({
    notice: 'P-X',
    payment: { endToEnd, status: 'rejected', reason: 'no' },
  });
  expect([changed.statusCode, codeOf(changed)]).toEqual([409, 'BANK_PAYMENT_ENDED']);
});

it('money the bank rejects is available again', async () => {
  const before = await parts();
  const { payment, endToEnd } = await ordered();
  await sender(byHand).send();
  await bank.notice({ notice: `P-${endToEnd}`, payment: { endToEnd, status: 'rejected', reason: 'AC04' } });
  expect(await parts()).toEqual(before);
  expect(await order(payment)).toMatchObject({ state: 'rejected', rejectReason: 'AC04' });
});

it('a payment that a statement shows is paid, without any notice', async () => {
  const before = (await parts())['available'] ?? 0n;
  const { payment, endToEnd } = await ordered();
  const movement = bank.paid(undefined, 'OUT-0003', 1_000n, { direction: 'out', endToEnd });
  const start = { openingFen: 999_000n, closingFen: 998_000n };
  expect(await bank.imported([movement], start)).toMatchObject({ paidOut: 1, unexplained: 0 });
  expect(await order(payment)).toMatchObject({ state: 'paid', bankReference: 'OUT-0003' });
  expect(await parts()).toEqual({ available: before - 1_000n });
  const late = await bank.notice({
    notice: 'P-3',
    payment: { endToEnd, status: 'paid', reference: 'OUT-0003' },
  });
  expect(late.statusCode).toBe(200);
});

it('what went out under an order’s reference but for another amount is nobody’s payment', async () => {
  const { payment, endToEnd } = await ordered();
  const movement = bank.paid(undefined, 'OUT-0004', 999n, { direction: 'out', endToEnd });
  expect(await bank.imported([movement])).toMatchObject({ paidOut: 0, unexplained: 1 });
  expect(await order(payment)).toMatchObject({ state: 'queued' });
  await bank.notice({ notice: 'P-4', payment: { endToEnd, status: 'rejected', reason: 'test is over' } });
});

it('INV-04 money the bank has paid out without an order is the withdrawal that people enter on its reference', async () => {
  const { maker, checker } = bank.market.registry;
  const out = { direction: 'out', text: '柜面', counterparty: {} } as const;
  await bank.imported([bank.paid(undefined, 'COUNTER-1', 500n, out)]);
  expect(await bank.entry('COUNTER-1')).toMatchObject({ state: 'unexplained' });
  const enter = (amountFen: string) => ({ account: funds, amountFen, bankReference: 'COUNTER-1' });
  const other = await bank.market.propose(maker, 'cash-withdrawal', enter('501'));
  expect(codeOf(other)).toBe('MARKET_BANK_REFERENCE_USED');
  const task = await bank.market.proposed(maker, 'cash-withdrawal', enter('500'));
  expect(await bank.market.approved(checker, task)).toMatchObject({ state: 'executed' });
  expect(await bank.entry('COUNTER-1')).toMatchObject({ state: 'paid-out' });
});

it('a sender that dies between order and bank, or between bank and ledger, pays once', async () => {
  const before = (await parts())['available'] ?? 0n;
  const port = new RememberingBank();
  const { payment, endToEnd } = await ordered();
  const { superuserUrl } = bank.market.platform;
  const dying = await connect({ url: superuserUrl, entities: [], poolSize: 2 });
  port.afterwards = () => dying.close();
  const faults: unknown[] = [];
  // the process is gone the moment the bank has paid: nothing is written any more
  await expect(sender(port, dying, faults).send()).rejects.toThrow();
  expect(await order(payment)).toMatchObject({ state: 'queued' });
  expect(await parts()).toEqual({ available: before - 1_000n, pending: 1_000n });
  expect(await sender(port).send()).toBe(0); // it may still be alive
  later();
  expect(await sender(port).send()).toBeGreaterThan(0);
  expect(port.asked.filter((asked) => asked === endToEnd)).toHaveLength(2);
  expect(port.paid.size).toBe(1);
  expect(await order(payment)).toMatchObject({ state: 'paid', attempts: 2 });
  expect(await parts()).toEqual({ available: before - 1_000n });
});

it('many senders at once send each order once; one that a bank does not take comes up again', async () => {
  const port = new RememberingBank();
  const orders = [await ordered(), await ordered(), await ordered()];
  const down: BankPort = { ...byHand, pay: () => Promise.reject(new Error('no line')) };
  const faults: unknown[] = [];
  await sender(down, undefined, faults).send();
  expect(faults).toHaveLength(3);
  expect(await order(orders[0]?.payment ?? '')).toMatchObject({
    state: 'queued',
    lastFault: 'BANK_NOT_REACHED',
  });
  later();
  await Promise.all(Array.from({ length: 5 }, () => sender(port).send()));
  expect([...port.asked].sort()).toEqual(orders.map(({ endToEnd }) => endToEnd).sort());
  for (const { payment } of orders)
    expect(await order(payment)).toMatchObject({ state: 'paid', lastFault: null });
});

it('TRD-016 money goes out to a registered bank account of the same holder only', async () => {
  const { maker } = bank.market.registry;
  const other = await bank.market.house('OTHER');
  const foreign = await bank.register(other, '6222 9999');
  const [strange, unknown, neither, both] = [
    await bank.market.propose(maker, 'cash-withdrawal', withdrawal({ bankAccount: foreign })),
    await bank.market.propose(maker, 'cash-withdrawal', withdrawal({ bankAccount: bank.bank.id })),
    await bank.market.propose(maker, 'cash-withdrawal', { account: funds, amountFen: '1' }),
    await bank.market.propose(maker, 'cash-withdrawal', withdrawal({ bankReference: 'B-9999' })),
  ];
  expect([strange, unknown, neither, both].map((answer) => [answer.statusCode, codeOf(answer)])).toEqual([
    [422, 'BANK_ACCOUNT_OF_ANOTHER'],
    [404, 'BANK_ACCOUNT_UNKNOWN'],
    [400, 'INPUT_MALFORMED'],
    [400, 'INPUT_MALFORMED'],
  ]);
  const hidden = await bank.market.send(other.maker, 'GET', '/v1/payment-orders');
  expect(hidden.json()).toEqual({ items: [] });
});

it('a bank account that was removed between proposal and approval is paid nothing', async () => {
  const { maker, checker } = bank.market.registry;
  const before = await parts();
  const second = await bank.register(house, '6222 5555');
  const task = await bank.market.proposed(maker, 'cash-withdrawal', withdrawal({ bankAccount: second }));
  const removal = { bankAccount: second, reason: 'closed' };
  await bank.market.approved(
    checker,
    await bank.market.proposed(house.maker, 'bank-account-removal', removal),
  );
  expect(await bank.market.approved(checker, task)).toMatchObject({
    ...{ state: 'failed', failure: { code: 'BANK_ACCOUNT_UNKNOWN' } },
  });
  expect(await parts()).toEqual(before);
});

it('CL099 an order that ended stays ended', async () => {
  const { database } = bank.market.platform;
  await expect(
    database.query(`update market.payment_order set state = 'queued' where state = 'paid'`),
  ).rejects.toMatchObject({ code: 'CL099' });
  await expect(database.query('update market.payment_order set amount_fen = 1')).rejects.toMatchObject({
    code: '42501',
  });
});
