import { setAccountState } from '@carbon/ledger';
import { type House, MarketFixture } from '../../support/market-fixture';

let market: MarketFixture;
let seller: House, buyer: House;
beforeAll(async () => {
  market = await MarketFixture.open();
  [seller, buyer] = [await market.house('SELLER'), await market.house('BUYER')];
});
afterAll(() => market.close());

const withdraw = (who: House['maker'], offer: string) =>
  market.send(who, 'POST', `/v1/offers/${offer}/withdrawals`, { reason: '法院协助执行（示例）' });

describe('units that their holder offers at a price nobody pays', () => {
  it('ETS-009 CCR-012 are in reach of a court and the authority: the registry ends the offer', async () => {
    await market.endow(seller, 'HIDDEN', 100n);
    const offer = await market.listed(seller, { instrument: 'HIDDEN', unitPriceFen: '90000000000000000' });
    const { database, clock } = market.platform;
    const suspended = { number: seller.account, state: 'suspended', reason: 'test', actor: 'test' } as const;
    await database.transaction((tx) => setAccountState(tx, suspended, clock.now()));
    expect((await withdraw(buyer.checker, offer)).statusCode).toBe(404);
    expect((await withdraw(market.registry.maker, offer)).statusCode).toBe(403);
    expect(await market.parts(seller.account, 'HIDDEN')).toEqual({ frozen: 100n });
    expect((await withdraw(market.registry.checker, offer)).json()).toMatchObject({ state: 'withdrawn' });
    expect(await market.parts(seller.account, 'HIDDEN')).toEqual({ available: 100n });
    expect(await market.audited('sale.withdrawn')).toContainEqual(
      expect.objectContaining({ subject_id: offer, holder_id: seller.id }),
    );
  });
});
