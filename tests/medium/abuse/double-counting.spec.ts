import { newId } from '@carbon/kernel';
import { registerAsset } from '@carbon/sources';
import { CreditWorld, done } from '../../support/credit-world';
import { breaches } from '../../support/ledger-invariants';

let world: CreditWorld;
beforeEach(async () => {
  world = await CreditWorld.open();
});
afterEach(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});

/** A file of a thing of the owner that nobody has made a plant yet. */
async function filed(as: string, names: readonly string[]): Promise<string> {
  const facts = { kind: 'land', names, meters: [], numbers: {}, parcels: [] } as const;
  const filing = { facts, holderId: world.holders.OWNER, filedAs: as, now: world.platform.clock.now() };
  return (await world.platform.database.transaction((tx) => registerAsset(tx, filing))).asset.id;
}

/** Everything that two people have yet to decide is decided: one and the same. */
async function allTheSame(): Promise<void> {
  const document = await world.document('registryMaker');
  const open = await world.platform.database.query<{ id: string }>(
    `select id from sources.asset_suspicion where state = 'open' order by id`,
  );
  for (const { id } of open) {
    const payload = { suspicion: id, verdict: 'same', reason: '示例' };
    const task = await world.agreed('asset-match', payload, document);
    expect(task).toMatchObject({ state: 'executed' });
  }
}

it('INV-04 two plants that are both found to be a third thing issue one and the same month once', async () => {
  const codes: string[] = [];
  await filed('project:PJ-EARLIER', ['虚构双名风电场']);
  for (const at of [1, 2]) {
    const plant = {
      ...{ shortCode: `TWICE${at}`, nameZh: '虚构双名风电场', nameEn: `Twice ${at}`, province: '35' },
      ...{ technology: 'wind-offshore', capacityW: '100000000', connectedMonth: '2024-12', holder: 'OWNER' },
      ...{ account: world.accounts.OWNER, source: 'synthetic', meters: [`SYN-TWICE-${at}`] },
    };
    const { items } = done(await world.post('machine', '/v1/plants', { plants: [plant] })).json<{
      items: { code: string }[];
    }>();
    codes.push(items[0]?.code ?? '');
  }
  await allTheSame();
  const rows = [1, 2].map((at) => ({
    ...{
      plant: `TWICE${at}`,
      month: '2025-01',
      energyKwh: '5000',
      reportedBy: 'grid-company',
      basis: 'test',
    },
  }));
  done(await world.post('machine', '/v1/meter-months', { rows }));
  done(await world.post('machine', '/v1/certificate-issues/runs'));
  const blocks = await Promise.all(codes.map((code) => world.blocks(world.accounts.OWNER, `GEC-${code}`)));
  expect(blocks.flat()).toHaveLength(1);
});

it('CCR-008 a cancelled project is not registered again on the thing that its asset was found to be', async () => {
  const [one, two] = [await world.plant(), await world.plant()];
  const first = await world.registered(two);
  const document = await world.document('registryMaker');
  await world.agreed('project-cancellation', { project: first, reason: '示例' }, document);
  // somebody finds out that the second plant is the first
  await world.platform.database.transaction(async (tx) => {
    const [a, b] = await tx.query<{ id: string }>(
      `select asset_id as id from sources.asset_filing where filed_as = any($1) order by filed_as = $2 desc`,
      [[one, two].map((code) => `plant:${code}`), `plant:${one}`],
    );
    await tx.query(
      `insert into sources.asset_suspicion (id, asset_id, other_id, signs, raised_at) values ($1, $2, $3, '{near}', now())`,
      [newId(), b?.id, a?.id],
    );
  });
  await allTheSame();
  const again = await world.file(one, { nameZh: '另一示例', nameEn: 'Another' });
  await world.stepped('maker', again, 'publication');
  await world.on('2026-05-11');
  await world.stepped('validator', again, 'validation', await world.statement('validator'));
  await world.stepped('maker', again, 'application');
  await world.stepped('registryMaker', again, 'review');
  const payload = { project: again, decision: 'register', reason: '示例' };
  const proposed = await world.propose('registryMaker', 'project-registration', payload);
  expect(proposed.json()).toMatchObject({ code: 'CREDITS_PROJECT_CANCELLED_BEFORE', rule: 'CCR-008' });
});

describe('PHI-003 a member of two pools, one after the other', () => {
  const header = 'member,kind,asset_kind,asset,weight,joined_on,consent_on,consent_record';

  it('does not count the same quarter in both by leaving after it has told its figure', async () => {
    const { platform } = world;
    const houses = [
      await platform.holder('AGG-A', 'aggregator'),
      await platform.holder('AGG-B', 'aggregator'),
    ];
    const people = [
      await platform.person(houses[0] ?? '', 'maker'),
      await platform.person(houses[1] ?? '', 'maker'),
    ];
    const accounts = await Promise.all(
      houses.map(async (holder) => {
        const answer = await platform.send('POST', '/v1/accounts', platform.machine, {
          ...{ holder, kind: 'holding' },
        });
        return done(answer).json<{ number: string }>().number;
      }),
    );
    const send = (at: number, path: string, body: unknown, type = 'application/json') =>
      platform.send('POST', path, { ...people[at]?.headers, 'content-type': type }, body);
    const pools: string[] = [];
    for (const at of [0, 1]) {
      const pool = {
        ...{ holder: `AGG-${'AB'[at] ?? ''}`, account: accounts[at], scheme: 'PHER-SIP', basis: 'grams' },
        ...{ nameZh: '示例', nameEn: 'Invented', methodology: 'SIP-PV-01', source: 'synthetic' },
      };
      pools.push(done(await send(at, '/v1/pools', pool)).json<{ number: string }>().number);
    }
    const path = (at: number, rest: string) => `/v1/pools/${pools[at] ?? ''}/${rest}`;
    const join = (at: number, day: string) =>
      send(
        at,
        path(at, 'members/imports'),
        `${header}\nA,household,meter,9900-1,,${day},2025-01-01,C-1\n`,
        'text/csv',
      );
    done(await join(0, '2025-01-01'));
    done(await send(0, path(0, 'periods'), { from: '2025-01-01', to: '2025-03-31' }));
    done(await send(0, path(0, 'periods/1/contributions'), { rows: [{ member: 'A', value: '2000000' }] }));
    // the figure of the whole quarter is told; the member leaves on its first day, and its meter goes elsewhere
    const left = await send(0, path(0, 'members/A/departures'), { on: '2025-01-01', reason: '示例' });
    if (left.statusCode >= 300) return;
    done(await join(1, '2025-01-02'));
    const told = await platform.database.query<{ days: string }>(
      `select m.left_on::text as days from credits.pool_member m join credits.pool_share s on s.member_id = m.id
         join credits.pool_period p on p.id = s.period_id
        where m.left_on < p.to_day and s.measure > 0`,
    );
    expect(told).toEqual([]);
  });
});
