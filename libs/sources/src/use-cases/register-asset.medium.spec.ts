import { sqlState } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import { Client } from 'pg';
import {
  BUYER,
  energy,
  openSourcesFixture,
  OTHER_PLANT,
  OWNER,
  PLANT,
  type SourcesFixture,
} from '../sources.spec-support';
import { canonicalPlantCodes } from '../persistence/sibling-keys';
import { addNames } from './add-names';
import { MatchObjections } from '../match-objections';
import { decideMatch, type Verdict } from './decide-match';
import { refuseSuspected } from './refuse-suspected';
import { endReservation, reservationsOn, reserveEnergy } from './reserve-energy';
import { freeRanges, sourcedUnits } from './sourced-units';

let f: SourcesFixture;
beforeEach(async () => {
  f = await openSourcesFixture();
});
afterEach(() => f.close());

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Refusal ? error.code : (sqlState(error) ?? String(error))),
  );
const decide = (suspicion: string, verdict: Verdict) =>
  f.tx((tx) =>
    decideMatch(
      tx,
      {
        suspicion,
        verdict,
        reason: '示例',
        by: 'maker',
        approver: 'checker',
        documentHash: '0a'.repeat(32),
        now: f.clock.now(),
      },
      new MatchObjections(),
    ),
  );
const suspected = (assetId: string) => codeOf(f.tx((tx) => refuseSuspected(tx, assetId)));
const reserve = (project: string, assetId: string, from: `${number}-${number}`, to: `${number}-${number}`) =>
  f.tx((tx) => reserveEnergy(tx, { project, assetId, from, to, now: f.clock.now() }));

/** A plant, and a project of another holder that is the same under another name. */
async function twoNames() {
  const plant = await f.file(`plant:${PLANT}`, { names: ['平海湾海上风电场（示例）'], capacityKw: '50000' });
  const project = await f.file('project:1', { names: ['平海湾海上项目'], capacityKw: '50000' }, BUYER);
  const [suspicion] = project.suspicions;
  if (suspicion === undefined) throw new Error('nothing was suspected');
  return { plant: plant.asset, project: project.asset, suspicion };
}

describe('an asset is found again', () => {
  it.each([
    ['the same meter', { meters: ['3700-0012'] }, { meters: ['37000012'] }],
    ['the same number of one giver', { numbers: { grid: 'QH-1' } }, { numbers: { grid: 'qh 1' } }],
    ['the very same parcels', { kind: 'land', parcels: ['1-1'] }, { kind: 'land', parcels: ['1/1'] }],
  ] as const)('by %s, at once', async (_, first, second) => {
    const a = await f.file('plant:1', { names: ['甲地（示例）'], ...first });
    const b = await f.file('project:1', { names: ['乙处（示例）'], capacityKw: '10.50', ...second }, BUYER);
    expect(b).toMatchObject({ known: true, suspicions: [] });
    expect(b.asset).toMatchObject({
      id: a.asset.id,
      number: 'AS-000001',
      holderId: OWNER,
      names: ['甲地（示例）', '乙处（示例）'],
      capacityKw: '10.5',
    });
  });

  it('not by the same number of another giver, and its own file is itself', async () => {
    await f.file('plant:1', { numbers: { grid: '1' } });
    const other = await f.file('plant:2', { numbers: { cadastre: '1' } });
    expect(other).toMatchObject({ known: false, suspicions: [] });
    expect(await f.file('plant:2', { names: ['后来的名称'] })).toMatchObject({
      known: true,
      asset: { id: other.asset.id, names: ['后来的名称'] },
    });
  });

  it('INV-04 the same plant under two names is suspected, and only the later file waits', async () => {
    const { plant, project, suspicion } = await twoNames();
    expect(suspicion).toMatchObject({ assetId: project.id, otherId: plant.id, state: 'open' });
    expect(suspicion.signs).toEqual(['same-name', 'same-size']);
    expect(await suspected(project.id)).toBe('SOURCE_ASSET_SUSPECTED');
    expect(await suspected(plant.id)).toBe('nothing');
  });

  it('parcels that partly coincide are suspected, not the same', async () => {
    await f.file('project:1', { kind: 'land', parcels: ['1', '2'] });
    const second = await f.file('project:2', { kind: 'land', parcels: ['2', '3'] });
    expect(second).toMatchObject({ known: false, suspicions: [{ signs: ['shared-parcel'] }] });
  });

  it('two files at the same moment are one asset', async () => {
    const filed = await Promise.all([1, 2, 3, 4].map((n) => f.file(`plant:${n}`, { meters: ['M-1'] })));
    expect(new Set(filed.map(({ asset }) => asset.id)).size).toBe(1);
    expect(filed.filter(({ known }) => !known)).toHaveLength(1);
  });

  it('a meter of another asset is not added: the two are suspected', async () => {
    const a = await f.file('plant:1', { meters: ['M-1'] });
    const b = await f.file('plant:2', { meters: ['M-2'] });
    const names = { names: [], meters: ['M 1', 'M-3'], numbers: {} };
    const done = await f.tx((tx) => addNames(tx, b.asset.id, names, f.clock.now()));
    expect(done).toMatchObject({
      added: 1,
      asset: { meters: ['M-2', 'M-3'] },
      suspicions: [{ assetId: b.asset.id, otherId: a.asset.id, signs: ['same-meter'] }],
    });
  });
});

describe('two people decide', () => {
  it('different: both go on, and nobody asks again', async () => {
    const { project, suspicion } = await twoNames();
    await decide(suspicion.id, 'different');
    expect(await suspected(project.id)).toBe('nothing');
    expect((await f.file('project:1', { names: ['平海湾海上风电'] }, BUYER)).suspicions).toEqual([]);
    expect(await codeOf(decide(suspicion.id, 'same'))).toBe('SOURCE_SUSPICION_DECIDED');
  });

  it('same: the later counts as the first, with its reservations and under one plant code', async () => {
    const { plant, project, suspicion } = await twoNames();
    await f.file(
      `plant:${OTHER_PLANT}`,
      { names: ['平海湾海上项目'], capacityKw: '50000', numbers: { x: '1' } },
      BUYER,
    );
    await reserve('P', project.id, '2026-01', '2026-12');
    await decide(suspicion.id, 'same');
    expect((await f.file('project:1', {}, BUYER)).asset.id).toBe(plant.id);
    const on = await f.tx((tx) => reservationsOn(tx, [PLANT]));
    expect(on.get(PLANT)).toMatchObject([
      { project: 'P', assetId: plant.id, from: '2026-01', to: '2026-12' },
    ]);
  });

  it('INV-04 energy of one plant under two codes counts once after a match', async () => {
    const first = await f.file(`plant:${PLANT}`, { names: ['湾甲'], capacityKw: '1' });
    const later = await f.file(`plant:${OTHER_PLANT}`, { names: ['湾甲'], capacityKw: '1' });
    await f.issue(OTHER_PLANT, '2026-05', [0, 4]);
    await decide(later.suspicions[0]?.id ?? '', 'same');
    expect((await f.tx((tx) => canonicalPlantCodes(tx, [OTHER_PLANT, 'unknown']))).get(OTHER_PLANT)).toBe(
      PLANT,
    );
    const month = energy(PLANT, '2026-05', 0, 10);
    expect(await f.tx((tx) => freeRanges(tx, month))).toEqual([energy(PLANT, '2026-05', 4, 10)]);
    expect(await f.tx((tx) => sourcedUnits(tx, [month]))).toMatchObject([{ held: [{ untraded: true }] }]);
    expect(first.asset.id).not.toBe(later.asset.id);
  });

  it('INV-04 two that were both issued for one month are not merged before that is settled', async () => {
    await f.file(`plant:${PLANT}`, { names: ['湾甲'], capacityKw: '1' });
    const later = await f.file(`plant:${OTHER_PLANT}`, { names: ['湾甲'], capacityKw: '1' });
    await f.issue(PLANT, '2026-05', [0, 4]);
    await f.issue(OTHER_PLANT, '2026-05', [3, 8]);
    const refused = await decide(later.suspicions[0]?.id ?? '', 'same').catch(
      (error: unknown) => error as Refusal,
    );
    expect(refused).toMatchObject({
      code: 'SOURCE_BOTH_ISSUED',
      details: {
        first: 'AS-000001',
        later: 'AS-000002',
        claims: `GEC-${PLANT}-202605 + GEC-${OTHER_PLANT}-202605`,
      },
    });
  });
});

describe('energy that a project reserved (EXC-003)', () => {
  it('is no other project’s, the same again changes nothing, and its end frees it', async () => {
    const { asset } = await f.file(`plant:${PLANT}`, { names: ['湾甲'] });
    const mine = await reserve('P1', asset.id, '2026-01', '2026-06');
    expect(await reserve('P1', asset.id, '2026-01', '2026-06')).toEqual(mine);
    expect(await codeOf(reserve('P2', asset.id, '2026-06', '2026-09'))).toBe('SOURCE_RESERVED');
    await reserve('P2', asset.id, '2026-07', '2026-09');
    await f.tx((tx) => endReservation(tx, 'P1', f.clock.now()));
    await reserve('P3', asset.id, '2026-05', '2026-06');
    const on = await f.tx((tx) => reservationsOn(tx, [PLANT, OTHER_PLANT]));
    expect([...on.keys()]).toEqual([PLANT]);
    expect(on.get(PLANT)?.map(({ project }) => project)).toEqual(['P3', 'P2']);
  });

  it('is one project’s of two at the same moment', async () => {
    const { asset } = await f.file(`plant:${PLANT}`, { names: ['湾甲'] });
    const ends = await Promise.all(
      ['P1', 'P2', 'P3'].map((project) => codeOf(reserve(project, asset.id, '2026-01', '2026-06'))),
    );
    expect(ends.sort()).toEqual(['SOURCE_RESERVED', 'SOURCE_RESERVED', 'nothing']);
  });
});

describe('the role of the application', () => {
  it('changes no history', async () => {
    const { suspicion, plant, project } = await twoNames();
    await decide(suspicion.id, 'different');
    await reserve('P1', plant.id, '2026-01', '2026-06');
    await f.tx((tx) => endReservation(tx, 'P1', f.clock.now()));
    for (const [statement, code] of [
      [`update sources.asset_suspicion set state = 'same'`, 'CL090'],
      ['update sources.reservation set ended_at = null', 'CL090'],
      [`update sources.asset set capacity_kw = 1`, 'CL090'],
      [`update sources.asset set same_as = id`, '23514'],
      ['delete from sources.asset_identity', '42501'],
      [`update sources.asset_identity set normal = 'x'`, '42501'],
      ['delete from sources.asset_filing', '42501'],
      [`update sources.asset set kind = 'site'`, '42501'],
    ] as const) {
      expect([statement, await codeOf(f.database.query(statement))]).toEqual([statement, code]);
    }
    await f.tx((tx) =>
      tx.query('update sources.asset set same_as = $1 where id = $2', [plant.id, project.id]),
    );
    expect(await codeOf(f.database.query('update sources.asset set same_as = null'))).toBe('CL091');
  });

  it('nor does anybody else', async () => {
    await twoNames();
    const owner = new Client({ connectionString: f.superuserUrl });
    await owner.connect();
    try {
      for (const table of ['asset_identity', 'asset_filing', 'asset_suspicion']) {
        expect(await codeOf(owner.query(`delete from sources.${table}`))).toBe('CL090');
      }
    } finally {
      await owner.end();
    }
  });
});
