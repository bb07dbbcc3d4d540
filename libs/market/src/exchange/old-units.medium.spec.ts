import { ExchangeFixture, type TestTrader } from '../../../../tests/support/exchange-fixture';

const CEA = 'CEA25';
let fixture: ExchangeFixture;
let maker: TestTrader;
let trader: TestTrader;

beforeAll(async () => {
  fixture = await ExchangeFixture.open();
  await fixture.instrument(CEA, 5_000n);
  maker = await fixture.trader('MAKER', { units: { [CEA]: 100n } });
  trader = await fixture.trader('TRADER', { units: { [CEA]: 100n }, fen: 1_000_000n });
  for (const end = Date.now() + 60_000; !fixture.exchange.isLeader('CN') && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 20));
});
afterAll(() => fixture.close());

const sell = (as: TestTrader, quantity: bigint) =>
  fixture.give(
    {
      ...{ kind: 'place', tradingAccount: as.tradingAccount, instrument: CEA, side: 'sell' },
      ...{ priceFen: 5_000n, quantity },
    },
    { as },
  );

it('TRD-010 what a block takes in the same moment does not let units of today be sold', async () => {
  const { ledger, database } = fixture.platform;
  const offer = await sell(maker, 100n);
  const order = BigInt(offer.status === 'done' ? (offer.order?.order ?? 0) : 0);
  const bought = await fixture.give(
    { kind: 'pick', tradingAccount: trader.tradingAccount, order, quantity: 100n, priceFen: 5_000n },
    { as: trader },
  );
  expect(bought.status).toBe('done');
  const submit = ledger.submit.bind(ledger);
  const between = jest.spyOn(ledger, 'submit').mockImplementationOnce(async (tx, commands) => {
    await database.transaction((other) =>
      submit(other, [
        {
          ...{ kind: 'freeze', account: trader.units, instrument: CEA, quantity: 100n, part: 'frozen' },
          cause: { actor: 'test', reason: 'a block' },
        },
      ]),
    );
    return submit(tx, commands);
  });
  await expect(sell(trader, 100n)).rejects.toMatchObject({ rule: 'TRD-010' });
  between.mockRestore();
  expect(await fixture.has(trader.units, CEA)).toBe(100n);
  expect(await sell(trader, 1n)).toMatchObject({ status: 'refused', refusal: { rule: 'TRD-010' } });
});
