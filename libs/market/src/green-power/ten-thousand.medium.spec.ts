import { serviceCaller } from '@carbon/http';
import { newId } from '@carbon/kernel';
import { type Command, openAccounts } from '@carbon/ledger';
import { releasedPacks } from '@carbon/rules/domain';
import { type House, MarketFixture } from '../../../../tests/support/market-fixture';
import { greenPowerRules } from '../domain/trading/green-power-rules';
import { GreenPowerClock } from './green-power-clock';
import { GREEN_POWER_PARTS, type GreenPowerParts } from './parts';
import { enterInterval } from './persistence/intervals';
import { insertOffer } from './persistence/orders';
import { takeReadings } from './use-cases/take-readings';

const BUYERS = 10_000;
const PLANTS = 50;
const START = new Date('2026-03-02T12:00:00+08:00');
const HIGHEST = 5_000n;

let market: MarketFixture;
let seller: House;
let sellerFunds: string;
let funds: string[];

const transaction = <T>(work: Parameters<typeof market.platform.database.transaction<T>>[0]) =>
  market.platform.database.transaction(work);
const clock = () => {
  const { app, database, clock: time } = market.platform;
  return new GreenPowerClock(database, app.get<GreenPowerParts>(GREEN_POWER_PARTS), time);
};
const submit = (commands: Command[]) =>
  transaction(async (tx) => {
    for (const outcome of await market.platform.ledger.submit(tx, commands))
      if (outcome.status === 'refused') throw outcome.refusal;
  });
const counted = async (sql: string) =>
  (await market.platform.database.query<Record<string, string | number | null>>(sql))[0];

beforeAll(async () => {
  market = await MarketFixture.open();
  await market.platform.app.get(GreenPowerClock).onModuleDestroy();
  seller = await market.house('PLANTS');
  sellerFunds = await market.payIn(seller, '1');
  const bank = await market.house('PARK');
  const from = await market.payIn(bank, (BUYERS * 100).toString());
  funds = await transaction((tx) =>
    openAccounts(
      tx,
      Array.from({ length: BUYERS }, () => ({ holderId: bank.id, kind: 'funds' as const })),
    ),
  );
  const cause = { actor: 'test' };
  await submit(funds.map((to) => ({ kind: 'transfer', instrument: 'CNY', quantity: 100n, from, to, cause })));
  await submit(
    funds.map((account) => ({
      kind: 'freeze',
      account,
      instrument: 'CNY',
      quantity: 50n,
      part: 'frozen',
      cause,
    })),
  );
  const rules = greenPowerRules(releasedPacks, '2026-03-02');
  const now = market.platform.clock.now();
  await transaction(async (tx) => {
    await enterInterval(tx, START, rules);
    for (let plant = 0; plant < PLANTS; plant++) {
      const asset = { assetId: newId(), assetNumber: `AS-9${String(plant).padStart(5, '0')}` };
      const terms = { kind: plant % 2 === 0 ? 'wind' : 'solar', price: BigInt(3_000 + plant * 10) };
      const offer = { id: newId(), startsAt: START, ...asset, ...terms };
      await insertOffer(tx, { ...offer, fundsAccount: sellerFunds, energyWh: 180_000n }, 'test', now);
    }
    await tx.query(
      `insert into market.power_demand (id, starts_at, funds_account, energy_wh, preferences, set_apart_fen, placed_by, placed_at)
       select gen_random_uuid(), $1, account, 1000,
              jsonb_build_array(
                jsonb_build_object('of', jsonb_build_object('source', 'AS-9' || lpad((at % ${PLANTS})::text, 5, '0')),
                                   'highest', $3::text),
                jsonb_build_object('of', jsonb_build_object('any', true), 'highest', '3300')),
              50, 'test', $4
         from unnest($2::text[]) with ordinality as given (account, at)`,
      [START, funds, HIGHEST.toString(), now],
    );
  });
}, 240_000);
afterAll(() => market.close());

it('S30 an interval of ten thousand buyers is cleared, and the money of those who got nothing goes back', async () => {
  market.platform.clock.set(new Date('2026-03-02T11:45:00+08:00'));
  expect(await clock().sweep()).toMatchObject({ cleared: 1 });
  // fifty plants offer 180 kWh each; every buyer wants one
  expect(
    await counted(
      `select sum(matched_wh)::text as matched, count(returned_at)::int as returned from market.power_demand`,
    ),
  ).toEqual({ matched: '9000000', returned: BUYERS });
  expect(await counted('select count(*)::int as contracts from market.power_contract')).toEqual({
    contracts: 9_000,
  });
}, 120_000);

it('S30 its contracts are metered and paid to the fen', async () => {
  market.platform.clock.set(new Date('2026-03-02T12:30:00+08:00'));
  const partner = await market.platform.holder('METERS', 'data-partner');
  const holder = { id: partner, code: 'METERS', kind: 'data-partner' };
  const caller = { ...serviceCaller('meter', 'meter', ['green-power.meter']), holder };
  const readings = Array.from({ length: PLANTS }, (_, plant) => ({
    ...{
      plant: `AS-9${String(plant).padStart(5, '0')}`,
      start: START,
      energyWh: plant === 0 ? 90_001n : 200_000n,
    },
  }));
  const now = market.platform.clock.now();
  const taken = await transaction((tx) => takeReadings(tx, readings, { caller, now }));
  expect(taken.filter(({ accepted }) => accepted)).toHaveLength(PLANTS);
  expect(await clock().sweep()).toMatchObject({ settled: 1 });
  const sums = await counted(
    `select count(settled_at)::int as settled, sum(delivered_wh)::text as delivered, sum(due_fen)::text as due
       from market.power_contract`,
  );
  expect(sums).toMatchObject({ settled: 9_000, delivered: (9_000_000 - 89_999).toString() });
  expect(await market.parts(sellerFunds, 'CNY')).toEqual({ available: 1n + BigInt(sums?.['due'] ?? 0) });
  const held = await counted(
    `select sum(b.available)::text as available, sum(b.frozen)::text as frozen from ledger.balance b
       join ledger.account a on a.id = b.account_id where a.number = any(array(select funds_account from market.power_demand))`,
  );
  expect(held).toEqual({
    available: (BigInt(BUYERS) * 100n - BigInt(sums?.['due'] ?? 0)).toString(),
    frozen: '0',
  });
}, 120_000);
