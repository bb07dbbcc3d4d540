import type { AssetFacts } from './asset';
import { metresBetween } from './distance';
import { likeness, sameLand } from './likeness';
import { differByNumber, nameLikeness, normalName, normalNumber } from './names';
import { PLACE_ALIASES } from './rules/place-aliases';

const facts = (given: Partial<AssetFacts>): AssetFacts => ({
  kind: 'power-plant',
  names: [],
  meters: [],
  numbers: {},
  parcels: [],
  ...given,
});
const named = (...names: string[]) => facts({ names });
const alike = (a: Partial<AssetFacts>, b: Partial<AssetFacts>) => likeness(facts(a), facts(b));

describe('names without what changes from file to file', () => {
  it.each([
    ['平海湾海上风电场一期项目（示例）', '平海湾海上'],
    ['ＰＩＮＧＨＡＩ Wind Farm Co., Ltd', 'pinghai'],
    ['橫濱 電廠', '横滨'],
    ['盐城 50MW 光伏电站', '盐城'],
    ['示例项目', '示例项目'],
  ])('%s is %s', (name, key) => {
    expect(normalName(name).key).toBe(key);
  });

  it('N-13 names of one place are one name, in whatever decoration', () => {
    for (const { names, unsure } of PLACE_ALIASES.value) {
      const keys = new Set(
        names.map((name) => normalName(`${name}项目（示例）`)[unsure === true ? 'maybe' : 'key']),
      );
      expect(keys.size).toBe(1);
      expect(keys).not.toContain(undefined);
    }
    expect(normalName('横滨').key).not.toBe(normalName('MM21').key);
  });

  it('N-13 places that may be one are told as such, and not as the same', () => {
    expect(likeness(named('蒙苏'), named('鄂尔多斯零碳产业园')).signs).toEqual(['maybe-same-place']);
    expect(likeness(named('蒙苏'), named('鄂尔多斯零碳产业园')).suspected).toBe(false);
  });

  it('likeness is twice the shared pairs over all', () => {
    expect(nameLikeness(normalName('德令哈塔式'), normalName('德令哈塔式'))).toBe(100);
    expect(nameLikeness(normalName('德令哈塔式'), normalName('德令哈槽式'))).toBe(50);
    expect(nameLikeness(normalName('德令哈'), normalName('格尔木'))).toBe(0);
  });

  it('names of a series differ by their number, and a first phase is what there was before a second', () => {
    const [bare, first, second] = ['平海湾风电场', '平海湾风电场一期', '平海湾风电场二期'].map(normalName);
    expect(differByNumber(bare!, first!)).toBe(false);
    expect(differByNumber(first!, second!)).toBe(true);
    expect(differByNumber(normalName('风机 3 号'), normalName('风机 4 号'))).toBe(true);
    expect(normalName('Bay Phase II').numbers).toEqual(normalName('Bay 第2期').numbers);
  });

  it('numbers are compared without spaces, dashes and case', () => {
    expect(normalNumber(' ab-12／３ ')).toBe('AB123');
  });
});

describe('distance', () => {
  it('is that of the great circle', () => {
    // a degree of the meridian on the mean sphere: 2π · 6,371,008.8 m / 360
    expect(metresBetween({ latitude: '0', longitude: '0' }, { latitude: '1', longitude: '0' })).toBe(111_195);
    expect(metresBetween({ latitude: '0', longitude: '179.5' }, { latitude: '0', longitude: '-179.5' })).toBe(
      111_195,
    );
    expect(metresBetween({ latitude: '60', longitude: '0' }, { latitude: '60', longitude: '0' })).toBe(0);
    expect(metresBetween({ latitude: '90', longitude: '0' }, { latitude: '-90', longitude: '77' })).toBe(
      20_015_114,
    );
  });
});

describe('when two files are suspected to be of one asset', () => {
  const here = { latitude: '37.3721', longitude: '97.2874' };
  const besides = { latitude: '37.3760', longitude: '97.2900' };
  const away = { latitude: '36.4', longitude: '94.9' };

  it.each([
    [
      'N-12 the same name and size',
      { names: ['甲风电场'], capacityKw: '16000' },
      { names: ['甲项目'], capacityKw: '16000' },
    ],
    [
      'other names, near each other and of one size',
      { ...here, capacityKw: '50000' },
      { ...besides, capacityKw: '50200' },
    ],
    [
      'like names near each other',
      { ...here, names: ['德令哈东塔式'] },
      { ...besides, names: ['德令哈东塔式甲'] },
    ],
    ['a parcel in common', { parcels: ['12-3', '12-4'] }, { parcels: ['12/4', '12-5'] }],
  ])('%s: suspected', (_, a, b) => {
    expect(alike(a, b)).toMatchObject({ suspected: true });
    expect(alike(b, a)).toMatchObject({ suspected: true });
  });

  it.each([
    ['the same name far away', { ...here, names: ['东风'] }, { ...away, names: ['东风'] }],
    [
      'the same name in another province',
      { names: ['东风'], province: '63' },
      { names: ['东风'], province: '32' },
    ],
    [
      'neighbours of another size and name',
      { ...here, capacityKw: '50000' },
      { ...besides, capacityKw: '10000' },
    ],
    [
      'two of a series',
      { names: ['海湾一期'], capacityKw: '50000' },
      { names: ['海湾二期'], capacityKw: '50000' },
    ],
    [
      'wind and sun under one name',
      { names: ['海湾'], technology: 'wind' },
      { names: ['海湾'], technology: 'solar' },
    ],
    ['nothing in common', {}, {}],
  ])('%s: not suspected', (_, a, b) => {
    expect(alike(a, b)).toMatchObject({ suspected: false });
  });

  it('the very same parcels are the same land, unless a number speaks against it', () => {
    const land = (given: Partial<AssetFacts>) => facts({ kind: 'land', parcels: ['1-1', '1-2'], ...given });
    expect(sameLand(land({}), land({ parcels: ['1 2', '1/1'] }))).toBe(true);
    expect(sameLand(land({}), land({ parcels: ['1-1'] }))).toBe(false);
    expect(sameLand(land({ numbers: { cadastre: 'A' } }), land({ numbers: { cadastre: 'B' } }))).toBe(false);
    expect(sameLand(land({}), land({ kind: 'site' }))).toBe(false);
    expect(sameLand(land({ parcels: [] }), land({ parcels: [] }))).toBe(false);
  });
});
