import { openAccounts } from '@carbon/ledger';
import type { CreditWorld } from '../../credit-world';
import type { Person } from '../../platform-fixture';
import { done, task } from '../estate';

/** A pool of an aggregator with a member, a period that was issued, and what its sale brought. */
export interface PoolsRoom {
  readonly maker: Person;
  readonly checker: Person;
  readonly verifier: Person;
  readonly account: string;
  readonly pool: string;
  readonly member: string;
  readonly settlement: string;
  readonly report: string;
}

const AGGREGATOR = 'AGGREGATOR';
const MEMBER = {
  ...{ member: 'A', kind: 'household', assetKind: 'meter', asset: '9900-1' },
  ...{ joinedOn: '2025-01-01', consentOn: '2024-12-20', consentRecord: 'C-1' },
};

/** Sets the pool up and publishes its terms: they count a while later. */
export async function preparePool(world: CreditWorld): Promise<string> {
  const { platform } = world;
  const holder = await platform.holder(AGGREGATOR, 'aggregator');
  const [account = ''] = await platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: holder, kind: 'holding' }]),
  );
  const maker = await platform.person(holder, 'maker');
  const post = async (url: string, body: object) =>
    done(await platform.send('POST', url, maker.headers, body)).json<{ number: string }>();
  const { number } = await post('/v1/pools', {
    ...{ holder: AGGREGATOR, account, scheme: 'PHER-SIP', basis: 'grams', source: 'synthetic' },
    ...{ nameZh: '示例归集项目', nameEn: 'Invented pool', methodology: 'SIP-PV-01' },
  });
  await post(`/v1/pools/${number}/terms`, {
    ...{ feeBasisPoints: 500, sharingZh: '按减排量比例', sharingEn: 'by reduction' },
  });
  return number;
}

export async function openPoolsRoom(world: CreditWorld, pool: string): Promise<PoolsRoom> {
  const { platform } = world;
  const machine = { headers: platform.machine };
  const get = async <T>(url: string) => done(await platform.send('GET', url, machine.headers)).json<T>();
  const { holder, account } = await get<{ holder: string; account: string }>(`/v1/pools/${pool}`);
  const maker = await platform.person(holder, 'maker');
  const checker = await platform.person(holder, 'checker');
  const post = async (who: Pick<Person, 'headers'>, path: string, body: object) =>
    done(await platform.send('POST', `/v1/pools/${pool}/${path}`, who.headers, body));
  await post(maker, 'members', { members: [MEMBER] });
  await post(maker, 'periods', { from: '2025-10-01', to: '2025-12-31' });
  await post(maker, 'periods/1/contributions', { rows: [{ member: 'A', value: '3000000' }] });

  const engagement = {
    ...{ auditor: 'VERIFIER', holders: [AGGREGATOR], windowFrom: '2025-01-01', windowTo: '2026-12-31' },
    ...{ accessFrom: platform.clock.now().toISOString(), accessUntil: '2026-12-31T00:00:00Z' },
    purpose: '核查',
  };
  const document = await world.document('registryMaker');
  const [registryMaker, registryChecker] = [world.person('registryMaker'), world.person('registryChecker')];
  const second = world.person('registryChecker2');
  await task(platform, { kind: 'engagement', payload: engagement, document }, registryMaker, registryChecker);
  const verifier = await platform.again(world.person('verifier'));
  const report = await world.document('verifier');
  await post(verifier, 'periods/1/verifications', { grams: '3000000', report });
  await task(
    platform,
    { kind: 'pooled-issue', payload: { pool, period: 1 } },
    maker,
    registryChecker,
    second,
  );
  const sale = { pool, period: 1, sale: 'SALE-1', tonnes: '1', proceedsFen: '5000' };
  await task(platform, { kind: 'pool-settlement', payload: sale }, maker, checker);
  const { items } = await get<{ items: { number: string }[] }>(`/v1/pools/${pool}/settlements`);
  const settlement = items[0]?.number ?? '';
  return { maker, checker, verifier, account, pool, member: MEMBER.member, settlement, report };
}
