import type { House } from '../../../../tests/support/market-fixture';
import { BankFixture, DAY } from './bank.spec-support';
import { byHand } from './bank-port';
import { DemoBank } from './demo/demo-bank';
import { BankRounds } from './use-cases/bank-rounds';

let bank: BankFixture;
let house: House;
let funds: string, account: string;

beforeAll(async () => {
  bank = await BankFixture.open();
  house = await bank.market.house('HOUSE');
  account = await bank.register(house, '6222 0000 1111 2222');
  const { clock } = bank.market.platform;
  // before the first statement's days: within its opening balance
  clock.set(new Date('2026-03-01T02:00:00.000Z'));
  funds = await bank.market.payIn(house, '10000', 'BEFORE-0');
  clock.set(new Date(`${DAY}T02:00:00.000Z`));
}, 180_000);
afterAll(() => bank.close());

const kinds = async () => {
  const { state, differenceFen, list } = await bank.reconciled();
  return [state, differenceFen, list.map(({ kind, reference, fen }) => [kind, reference, fen])];
};

it('before the first statement there is nothing to compare', async () => {
  await bank.market.platform.app.get(BankRounds).night();
  const { maker } = bank.market.registry;
  expect((await bank.market.send(maker, 'GET', '/v1/bank-reconciliations')).json()).toEqual({ items: [] });
});

it('TRD-016 the bank’s balance is the money on the ledger: deposits, and what began before', async () => {
  await bank.imported([bank.paid(funds, 'R-0001', 500n)], { openingFen: 10_000n, closingFen: 10_500n });
  expect(await kinds()).toEqual(['agrees', '0', []]);
});

it('TRD-016 what is under way is named, and explains itself', async () => {
  const { maker, checker } = bank.market.registry;
  await bank.notice(bank.told(bank.paid(funds, 'R-NOTICED', 30n)));
  const task = await bank.market.proposed(maker, 'cash-withdrawal', {
    account: funds,
    amountFen: '200',
    bankAccount: account,
  });
  const { outcome } = await bank.market.approved(checker, task);
  const endToEnd = outcome?.['endToEnd'] ?? '';
  await bank.notice({ notice: 'P-1', payment: { endToEnd, status: 'paid', reference: 'R-OUT' } });
  await bank.imported([bank.paid(undefined, 'R-WHOSE', 7n)]);
  expect(await kinds()).toEqual([
    'agrees',
    '0',
    [
      ['deposit-not-on-a-statement', 'R-NOTICED', '-30'],
      ['money-not-assigned', 'R-WHOSE', '7'],
      ['payment-not-on-a-statement', endToEnd, '200'],
    ],
  ]);
  const out = bank.paid(undefined, 'R-OUT', 200n, { direction: 'out', endToEnd });
  await bank.imported([bank.paid(funds, 'R-NOTICED', 30n), out]);
  expect(await kinds()).toEqual(['agrees', '0', [['money-not-assigned', 'R-WHOSE', '7']]]);
});

it('money that goes back is under way until a statement shows it', async () => {
  const { maker, checker } = bank.market.registry;
  const { entry = '' } = await bank.entry('R-WHOSE');
  const task = await bank.market.proposed(maker, 'unmatched-money-return', { entry, reason: 'whose?' });
  const { outcome } = await bank.market.approved(checker, task);
  const endToEnd = outcome?.['endToEnd'] ?? '';
  expect(await bank.entry('R-WHOSE')).toMatchObject({ state: 'returning' });
  await bank.notice({ notice: 'P-2', payment: { endToEnd, status: 'rejected', reason: 'AC04' } });
  expect(await bank.entry('R-WHOSE')).toMatchObject({ state: 'unmatched', because: 'return-rejected' });
  const again = await bank.market.proposed(maker, 'unmatched-money-return', { entry, reason: 'once more' });
  const second = (await bank.market.approved(checker, again)).outcome?.['endToEnd'] ?? '';
  await bank.notice({ notice: 'P-3', payment: { endToEnd: second, status: 'paid', reference: 'R-BACK' } });
  expect(await bank.entry('R-WHOSE')).toMatchObject({ state: 'returned' });
  await bank.imported([]);
  expect(await kinds()).toEqual(['agrees', '0', [['money-not-assigned', 'R-WHOSE', '7']]]);
  await bank.imported([bank.paid(undefined, 'R-BACK', 7n, { direction: 'out', endToEnd: second })]);
  expect(await kinds()).toEqual(['agrees', '0', []]);
});

it('a difference is named, not hidden: fees of the bank, statements that do not join', async () => {
  await bank.imported([bank.paid(undefined, 'R-FEE', 3n, { direction: 'out' })]);
  expect(await kinds()).toEqual(['differs', '-3', [['paid-out-without-order', 'R-FEE', '-3']]]);
  expect(await bank.market.audited('bank-reconciliation.differed')).toHaveLength(1);
  const over = { from: '2026-03-03', to: '2026-03-03', openingFen: 20_000n, closingFen: 20_000n } as const;
  await bank.imported([], over);
  const { state, list } = await bank.reconciled();
  expect([state, list.map(({ kind }) => kind)]).toEqual([
    'differs',
    ['paid-out-without-order', 'statements-do-not-join'],
  ]);
});

it('a statement of one bank that is refused keeps neither others’ nor the night’s comparison waiting', async () => {
  const { database, ledger, clock, app } = bank.market.platform;
  const refused = { ...byHand, statementOf: () => Promise.resolve(Buffer.from('no statement')) };
  const faults: unknown[] = [];
  const banks = { ports: { 'by-hand': refused, demo: refused }, demo: app.get(DemoBank) };
  const before = clock.now();
  clock.set(new Date(before.getTime() + 10 * 86_400_000));
  const rounds = new BankRounds(database, ledger, banks, clock, { onFault: (error) => faults.push(error) });
  await rounds.night();
  clock.set(before);
  expect(faults).toHaveLength(1);
  expect(
    await database.query(`select state from market.bank_reconciliation where cause = 'nightly'`),
  ).toHaveLength(1);
});

it('a night has one', async () => {
  const { app, database } = bank.market.platform;
  await Promise.all(Array.from({ length: 5 }, () => app.get(BankRounds).night()));
  const nights = `select from market.bank_reconciliation where cause = 'nightly' and day = $1`;
  expect(await database.query(nights, [DAY])).toHaveLength(1);
  const { maker } = bank.market.registry;
  const totals = await bank.market.send(maker, 'GET', '/v1/cash/reconciliation');
  expect(totals.json()).toMatchObject({ differenceFen: '0', bankFen: '20000' });
});
