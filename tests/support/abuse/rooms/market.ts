import { defineInstrument, openAccounts } from '@carbon/ledger';
import type { Person, PlatformFixture } from '../../platform-fixture';
import { done, type Estate, NEIGHBOUR, OWNER, task } from '../estate';

/** What the owner of the estate has on the market, with a partner; the neighbour has money of its own. */
export interface MarketRoom {
  readonly partner: { readonly maker: Person; readonly checker: Person };
  readonly partnerAccount: string;
  readonly instrument: string;
  /** Open for the partner alone. */
  readonly listing: string;
  /** Open for everybody. */
  readonly forAll: string;
  /** Offered to the partner, and open. */
  readonly offer: string;
  readonly sale: string;
  readonly purse: { readonly owner: string; readonly partner: string; readonly neighbour: string };
}

const CODE = 'UNIT';
const PARTNER = 'PARTNER';

export async function openMarketRoom(platform: PlatformFixture, estate: Estate): Promise<MarketRoom> {
  const { owner, registry, accounts } = estate;
  const holder = await platform.holder(PARTNER, 'organisation');
  const partner = {
    maker: await platform.person(holder, 'maker'),
    checker: await platform.person(holder, 'checker'),
  };
  const partnerAccount = await platform.database.transaction(async (tx) => {
    await defineInstrument(tx, {
      ...{ code: CODE, kind: 'credit', unit: 't', scheme: 'TEST', period: '2026-01', serialised: true },
    });
    const issue = { kind: 'issue', instrument: CODE, quantity: 1_000n, sourceKey: 'estate:market' } as const;
    await platform.ledger.submit(tx, [{ ...issue, to: accounts.first, cause: { actor: 'test' } }]);
    const [number = ''] = await openAccounts(tx, [{ holderId: holder, kind: 'holding' }]);
    return number;
  });

  const outcome = async (kind: string, payload: object, maker: Person, checker: Person) => {
    const id = await task(platform, { kind, payload }, maker, checker);
    const answer = done(await platform.send('GET', `/v1/tasks/${id}`, maker.headers));
    return answer.json<{ outcome: Record<string, string> }>().outcome;
  };
  const payIn = async (code: string) => {
    const payload = { holder: code, amountFen: '1000000', bankReference: `TEST-${code}` };
    const booked = await outcome('cash-deposit', payload, registry.maker, registry.checker);
    return booked['account'] ?? '';
  };
  const purse = {
    owner: await payIn(OWNER),
    partner: await payIn(PARTNER),
    neighbour: await payIn(NEIGHBOUR),
  };

  const terms = { account: accounts.first, instrument: CODE, unitPriceFen: '650', validUntil: '2026-03-31' };
  const listed = await outcome(
    'sale-listing',
    { ...terms, quantity: '100', buyers: [PARTNER] },
    owner.maker,
    owner.checker,
  );
  const open = await outcome('sale-listing', { ...terms, quantity: '50' }, owner.maker, owner.checker);
  const offered = await outcome(
    'bilateral-sale',
    { ...terms, quantity: '20', buyerAccount: partnerAccount },
    owner.maker,
    owner.checker,
  );
  const listing = listed['offer'] ?? '';
  const bought = await outcome(
    'sale-purchase',
    { offer: listing, account: partnerAccount, quantity: '10' },
    partner.maker,
    partner.checker,
  );
  return {
    ...{ partner, partnerAccount, instrument: CODE, listing, purse },
    forAll: open['offer'] ?? '',
    offer: offered['offer'] ?? '',
    sale: bought['sale'] ?? '',
  };
}
