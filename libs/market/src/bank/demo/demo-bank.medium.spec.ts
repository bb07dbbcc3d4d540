import type { House } from '../../../../../tests/support/market-fixture';
import { BankFixture, codeOf, DAY, SETTLEMENT } from '../bank.spec-support';
import { depositCodeOf } from '../formats/deposit-code';
import { BankRounds } from '../use-cases/bank-rounds';
import { PaymentSender } from '../use-cases/send-payments';

let bank: BankFixture;
let house: House;
let funds: string, account: string, closed: string;

beforeAll(async () => {
  bank = await BankFixture.open('demo');
  house = await bank.market.house('HOUSE');
  funds = await bank.market.payIn(house, '1', 'BY-HAND-0');
  account = await bank.register(house, '6222 0000 1111 2222');
  closed = await bank.register(house, '6222 4444', 'HOUSE 拒付');
}, 180_000);
afterAll(() => bank.close());

const rounds = () => bank.market.platform.app.get(BankRounds);
const later = (seconds: number) => {
  const { clock } = bank.market.platform;
  clock.set(new Date(clock.now().getTime() + seconds * 1_000));
};
const credit = (over: object = {}, key = 'a-made-up-credit-of-a-house', who = bank.market.registry.maker) =>
  bank.market.platform.send(
    'POST',
    '/v1/demo-bank/credits',
    { ...who.headers, 'idempotency-key': key },
    {
      ...{ account: SETTLEMENT, name: 'HOUSE（示例）', remitterAccount: '6222000011112222' },
      ...{ amountFen: '90000', text: `示例 ${depositCodeOf(funds)}`, ...over },
    },
  );

it('a day at the made-up bank: pays in, pays out, rejects, tells everything twice, and its statement agrees', async () => {
  const { maker, checker } = bank.market.registry;
  expect((await credit()).statusCode).toBe(201);
  expect((await credit()).statusCode).toBe(201); // asked again: the same payment
  await rounds().demo();
  expect(await bank.market.parts(funds, 'CNY')).toEqual({ available: 90_001n });

  const withdraw = async (bankAccount: string) => {
    const payload = { account: funds, amountFen: '20000', bankAccount };
    return (
      await bank.market.approved(checker, await bank.market.proposed(maker, 'cash-withdrawal', payload))
    ).id;
  };
  const [good, bad] = [await withdraw(account), await withdraw(closed)];
  const stateOf = async (id: string) =>
    (await bank.market.send(maker, 'GET', `/v1/payment-orders/${id}`)).json<{ state: string }>().state;
  await bank.market.platform.app.get(PaymentSender).send();
  expect([await stateOf(good), await stateOf(bad)]).toEqual(['sent', 'sent']);
  await rounds().demo();
  expect([await stateOf(good), await stateOf(bad)]).toEqual(['sent', 'sent']); // it answers later
  later(31);
  await rounds().demo();
  expect([await stateOf(good), await stateOf(bad)]).toEqual(['paid', 'rejected']);
  for (let turn = 0; turn < 3; turn += 1) {
    later(61);
    await rounds().demo();
  }
  expect(await bank.market.parts(funds, 'CNY')).toEqual({ available: 70_001n });
  const told = await bank.market.platform.database.query<{ told: number }>(
    'select told from market.demo_bank_notice',
  );
  expect(told.map((one) => one.told)).toEqual(told.map(() => 2));

  later(86_400);
  await rounds().night();
  const [statement] = (await bank.look('/v1/bank-statements')).json<{
    items: object[];
  }>().items;
  expect(statement).toMatchObject({
    from: DAY,
    openingFen: '0',
    closingFen: '70000',
    entries: 2,
    importedBy: 'system',
  });
  // what was entered by hand at the bank's own first day stands on no statement of it
  expect(await bank.reconciled()).toMatchObject({
    ...{ state: 'agrees', differenceFen: '0', cause: 'nightly' },
    list: [{ kind: 'deposit-not-on-a-statement', reference: 'BY-HAND-0', fen: '-1' }],
  });
  await rounds().night();
  expect((await bank.look('/v1/bank-statements')).json<{ items: object[] }>().items).toHaveLength(1);
});

it('hands out its statement as camt.053, to be imported like any other', async () => {
  const file = await bank.look(`/v1/demo-bank/statements?account=${SETTLEMENT}&day=${DAY}`);
  expect(file.headers['content-type']).toContain('application/xml');
  const again = await bank.upload(file.rawPayload, { headers: bank.market.platform.machine });
  expect([again.statusCode, again.json<{ fresh: boolean }>().fresh]).toEqual([201, false]);
});

it('is asked by those who may write statements only, about accounts of its own only', async () => {
  const { platform, registry } = bank.market;
  const again = await platform.again(house.maker);
  expect((await bank.market.send(again, 'POST', '/v1/demo-bank/credits', {})).statusCode).toBe(403);
  const strange = await credit(
    { account: '999' },
    'another-made-up-credit',
    await platform.again(registry.maker),
  );
  expect([strange.statusCode, codeOf(strange)]).toEqual([404, 'BANK_SETTLEMENT_ACCOUNT_UNKNOWN']);
});
