import { reachOf } from '@carbon/http';
import { parseChinaDate, Refusal } from '@carbon/kernel';
import {
  BUYER,
  openSourcesFixture,
  OTHER_PLANT,
  OWNER,
  PLANT,
  type SourcesFixture,
} from '../sources.spec-support';
import { stockKey } from '../domain/source-keys';
import { assetsOfPlants } from '../persistence/read-assets';
import { addNames } from './add-names';
import { findOverlaps } from './find-overlaps';

let f: SourcesFixture;
beforeEach(async () => {
  f = await openSourcesFixture();
});
afterEach(() => f.close());

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );
const name = (assetId: string, numbers: Record<string, string>) =>
  f.tx((tx) => addNames(tx, assetId, { names: [], meters: [], numbers }, f.clock.now()));

describe('INV-04 nobody gets around what stands behind units', () => {
  it('by a number that somebody else gave: it is no plant code, and shows nothing of the plant', async () => {
    await f.file(`plant:${PLANT}`, { names: ['甲'], numbers: { plantFile: PLANT } });
    await f.issue(PLANT, '2026-05', [0, 10]);
    const spy = await f.file('project:1', { names: ['乙'] }, BUYER);
    await name(spy.asset.id, { mine: PLANT, other: OTHER_PLANT });
    const question = { asset: spy.asset.number };
    const seen = await findOverlaps(f.database, question, { limit: 10 }, reachOf([BUYER]));
    expect(seen.items).toEqual([]);
    expect([...(await assetsOfPlants(f.database, [OTHER_PLANT]))]).toEqual([]);
  });

  it('by the file code of a plant in another file, also before there is the plant', async () => {
    const claim = { names: ['乙'], numbers: { plantFile: PLANT } };
    expect(await codeOf(f.file('project:1', claim, BUYER))).toBe('INPUT_MALFORMED');
    const other = await f.file('project:2', { names: ['丙'] }, BUYER);
    expect(await codeOf(name(other.asset.id, { plantFile: PLANT }))).toBe('INPUT_MALFORMED');
    const plant = await f.file(`plant:${PLANT}`, { names: ['甲'], numbers: { plantFile: PLANT } });
    expect(plant).toMatchObject({ known: false, asset: { holderId: OWNER } });
  });

  it('by a crowd of closer doubles: what was there first is still suspected', async () => {
    const names = ['平海湾海上风电场'];
    const real = await f.file(`plant:${PLANT}`, { names });
    const startedOn = parseChinaDate('2024-12-01', 'startedOn');
    const more = { names, capacityKw: '50000', startedOn, latitude: '25.1', longitude: '119.2' };
    for (let at = 0; at < 20; at++) await f.file(`project:${at}`, more, BUYER);
    const double = await f.file('project:double', more, BUYER);
    expect(double.suspicions.map(({ otherId }) => otherId)).toContain(real.asset.id);
  });

  it('by another way to write a parcel: it is one stock', () => {
    expect(stockKey('林班012-小班03')).toBe(stockKey('林班012 小班03'));
  });
});
