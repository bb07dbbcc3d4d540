import { defineInstrument, openAccounts } from '@carbon/ledger';
import { AuctionCloser, Exchange, tradingAccountNumber } from '@carbon/market';
import { registerAsset } from '@carbon/sources';
import { JobFixture } from '../../job-fixture';
import type { Person, PlatformFixture } from '../../platform-fixture';
import { done, type Estate, NEIGHBOUR, OWNER, task } from '../estate';
import { type BankingRoom, openBankingRoom } from './banking';
import type { CustodyRoom } from './custody';
import type { MarketRoom } from './market';
import { MORNING } from './projects';

/** What the owner of the estate has on the exchange; its partner is the other side of everything. */
export interface ExchangeRoom extends BankingRoom {
  /** Runs the market. */
  readonly venue: { readonly maker: Person; readonly checker: Person };
  readonly instrument: string;
  /** Trading accounts. */
  readonly accounts: { readonly owner: string; readonly partner: string; readonly neighbour: string };
  /** The owner's account on the exchange side. */
  readonly units: string;
  /** Rests, and has been picked once. */
  readonly order: string;
  readonly trade: string;
  /** A day with a statement. */
  readonly day: string;
  /** Opened by the owner, quoted to its partner. */
  readonly negotiation: string;
  /** The owner would sell; nobody approved it yet. */
  readonly proposed: string;
  /** The partner sells; the owner has bid. */
  readonly auction: string;
  readonly bid: string;
  /** A plant of the owner, energy it offers, and energy it asks for. */
  readonly plant: string;
  readonly offer: string;
  readonly demand: string;
  readonly alert: string;
  /** The bank may look at the owner's account. */
  readonly consent: string;
}

const CEA = 'CEA-ESTATE';
/** Long enough before the auction opens. */
const NOTICE = '2026-02-11T10:00:00+08:00';
const FRIDAY = '2026-02-27';
const INTERVAL = '2026-03-02T12:00:00+08:00';

type Names = ExchangeRoom['accounts'];

export async function openExchangeRoom(
  platform: PlatformFixture,
  estate: Estate,
  market: MarketRoom,
  { bank }: Pick<CustodyRoom, 'bank'>,
): Promise<ExchangeRoom> {
  const { owner, registry } = estate;
  const holder = await platform.holder('VENUE', 'market-operator');
  const venue = {
    maker: await platform.person(holder, 'maker'),
    checker: await platform.person(holder, 'checker'),
  };
  // the auction stays open, wherever tests set the clock
  await platform.app.get(AuctionCloser).onModuleDestroy();
  const { accounts, units } = await openTradingAccounts(platform, estate, market);
  const at = async (moment: string, ...people: Person[]): Promise<Person[]> => {
    platform.clock.set(new Date(moment));
    return Promise.all(people.map((person) => platform.again(person)));
  };
  const post = async <T>(who: Person, url: string, body: object): Promise<T> =>
    done(await platform.send('POST', url, who.headers, body)).json<T>();
  const [seller = market.partner.maker, own = owner.maker, auctioneer = venue.checker] = await at(
    NOTICE,
    ...[market.partner.maker, owner.maker, venue.checker],
  );
  const lot = (tradingAccount: string) => ({
    kind: 'auction',
    payload: {
      ...{ lot: 'exchange', tradingAccount, instrument: CEA, quantity: '1000' },
      ...{ pricing: 'uniform', reservePrice: '50.00' },
      ...{ opensAt: '2026-03-02T09:30:00+08:00', closesAt: '2026-03-02T15:00:00+08:00' },
    },
  });
  const auction = await task(platform, lot(accounts.partner), seller, auctioneer);
  const proposed = await task(platform, lot(accounts.owner), own);

  const { order, trade } = await tradeOn(platform, at, { owner, partner: market.partner, accounts });
  const [operator = registry.maker] = await at(`${FRIDAY}T15:05:00+08:00`, registry.maker);
  await platform.app.get(Exchange).tick();
  const ended = await new JobFixture(platform).run(operator, 'market-day-end', { market: 'CN', day: FRIDAY });
  if (ended.state !== 'done') throw new Error(JSON.stringify(ended));

  const [bidder = owner.maker] = await at(MORNING.toISOString(), owner.maker);
  const bid = await post<{ id: string }>(bidder, `/v1/auctions/${auction}/bids`, {
    ...{ tradingAccount: accounts.owner, price: '51.00', quantity: '100' },
  });

  const [maker = owner.maker, checker = owner.checker] = await at(
    '2026-03-02T13:30:00+08:00',
    owner.maker,
    owner.checker,
  );
  const opening = {
    ...{ tradingAccount: accounts.owner, counterparty: accounts.partner, instrument: CEA, side: 'sell' },
    ...{ quantity: '100000', price: '50.00', validUntil: '2026-03-06' },
  };
  const negotiation = await task(platform, { kind: 'block-opening', payload: opening }, maker, checker);
  platform.clock.set(MORNING);

  const power = await offerPower(platform, estate, market, post);
  const banking = await openBankingRoom(platform, estate, market);
  const consent = await task(
    platform,
    {
      kind: 'account-consent',
      payload: {
        ...{ bank: 'BANK-1', accounts: [estate.accounts.first], purpose: '贷款', until: '2026-06-30' },
      },
    },
    owner.maker,
    owner.checker,
  );
  done(await platform.send('GET', `/v1/consented-accounts/${estate.accounts.first}`, bank.headers));
  const alert = await raiseAlert(platform, estate.ids.owner, accounts);
  return {
    ...{ venue, instrument: CEA, accounts, units, order, trade, day: FRIDAY, negotiation, proposed, auction },
    ...{ bid: bid.id, ...power, ...banking, alert, consent },
  };
}

async function openTradingAccounts(platform: PlatformFixture, estate: Estate, market: MarketRoom) {
  const { database, ledger, clock } = platform;
  const names: Names = {
    owner: tradingAccountNumber('CN', 990_001),
    partner: tradingAccountNumber('CN', 990_002),
    neighbour: tradingAccountNumber('CN', 990_003),
  };
  const [partnerOf] = await database.query<{ id: string }>(
    `select id from identity.holder where code = 'PARTNER'`,
  );
  const holders = {
    owner: estate.ids.owner,
    partner: partnerOf?.id ?? '',
    neighbour: estate.ids.neighbour,
  };
  const units = await database.transaction(async (tx) => {
    await defineInstrument(tx, {
      ...{ code: CEA, kind: 'allowance', unit: 't', scheme: 'ETS-CN', serialised: true },
    });
    await tx.query(
      `insert into market.tradable (instrument, market, reference_price_fen, admitted_by, admitted_at, changed_at)
       values ($1, 'CN', 5000, 'test', $2, $2)`,
      [CEA, clock.now()],
    );
    const opened: Record<string, string> = {};
    for (const who of ['owner', 'partner', 'neighbour'] as const) {
      const [number = ''] = await openAccounts(tx, [{ holderId: holders[who], kind: 'exchange' }]);
      await tx.query(
        `insert into market.trading_account (number, market, holder_id, units_account, funds_account, opened_by,
           opened_at, changed_at) values ($1, 'CN', $2, $3, $4, 'test', $5, $5)`,
        [names[who], holders[who], number, market.purse[who], NOTICE],
      );
      const issue = { kind: 'issue', instrument: CEA, quantity: 200_000n, to: number } as const;
      const [issued] = await ledger.submit(tx, [
        { ...issue, sourceKey: `estate:exchange:${who}`, cause: { actor: 'test' } },
      ]);
      if (issued?.status !== 'done') throw new Error('nothing was issued');
      opened[who] = number;
    }
    return opened['owner'] ?? '';
  });
  return { accounts: names, units };
}

/** The owner offers, its partner picks some of it. */
async function tradeOn(
  platform: PlatformFixture,
  at: (moment: string, ...people: Person[]) => Promise<Person[]>,
  { owner, partner, accounts }: Pick<Estate, 'owner'> & Pick<MarketRoom, 'partner'> & { accounts: Names },
) {
  const [maker = owner.maker, taker = partner.maker] = await at(
    `${FRIDAY}T10:00:00+08:00`,
    owner.maker,
    partner.maker,
  );
  const exchange = platform.app.get(Exchange);
  while (!exchange.isLeader('CN')) await new Promise((resolve) => setTimeout(resolve, 50));
  const body = {
    ...{ tradingAccount: accounts.owner, instrument: CEA, side: 'sell', price: '50.00', quantity: '500' },
    goodTill: '2026-03-31',
  };
  const placed = await platform.send('POST', '/v1/exchange/orders', maker.headers, body);
  const order = done(placed).json<{ order: { order: string } }>().order.order;
  const pick = { tradingAccount: accounts.partner, quantity: '10', price: '50.00' };
  const picked = await platform.send('POST', `/v1/exchange/orders/${order}/picks`, taker.headers, pick);
  const [trade] = done(picked).json<{ trades: { trade: string }[] }>().trades;
  return { order, trade: trade?.trade ?? '' };
}

async function offerPower(
  platform: PlatformFixture,
  { owner, registry, ids }: Estate,
  { purse }: MarketRoom,
  post: <T>(who: Person, url: string, body: object) => Promise<T>,
) {
  const { database, clock } = platform;
  const { asset } = await database.transaction((tx) =>
    registerAsset(tx, {
      facts: {
        ...{ kind: 'power-plant', names: ['estate wind'], province: '32', technology: 'wind' },
        ...{ meters: ['METER-ESTATE'], numbers: {}, parcels: [] },
      },
      ...{ holderId: ids.owner, filedAs: 'plant:estate-wind', now: clock.now() },
    }),
  );
  for (const [holder, fundsAccount] of [
    [OWNER, purse.owner],
    [NEIGHBOUR, purse.neighbour],
  ]) {
    const payload = { holder, maySell: true, mayBuy: true, fundsAccount };
    await task(platform, { kind: 'green-power-participant', payload }, registry.maker, registry.checker);
  }
  const offer = await post<{ id: string }>(owner.maker, '/v1/green-power/offers', {
    ...{ interval: INTERVAL, plant: asset.number, energyWh: '1000', price: '0.30' },
  });
  const demand = await post<{ id: string }>(owner.maker, '/v1/green-power/demands', {
    ...{ interval: INTERVAL, energyWh: '1000' },
    preferences: [{ source: { any: true }, highestPrice: '0.40' }],
  });
  return { plant: asset.number, offer: offer.id, demand: demand.id };
}

/** As the watch would have found it, of the owner's account. */
async function raiseAlert({ database, clock }: PlatformFixture, holderId: string, { owner }: Names) {
  const [alert] = await database.query<{ id: string }>(
    `insert into market.alert (id, market, kind, subject, instrument, day, severity, accounts, holder_ids, findings,
        raised_at, last_at, changed_at)
     values (gen_random_uuid(), 'CN', 'price-move', $1, $2, $3, 'notable', array[$1], array[$4]::uuid[], 1, $5, $5, $5)
     returning id`,
    [owner, CEA, FRIDAY, holderId, clock.now()],
  );
  return alert?.id ?? '';
}
