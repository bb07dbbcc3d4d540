import { readPlantsCsv } from './plants-csv';

const HEADER =
  'code,name_zh,name_en,province,technology,capacity_mw,connected_month,published_annual_kwh,source\n';
const delingha = {
  code: 'DLH50',
  zh: '德令哈50MW塔式光热电站',
  en: 'Delingha 50 MW tower CSP',
  province: '青海',
  technology: 'solar-thermal',
  capacity: '50',
  connected: '2018-12',
  annual: '146000000',
  source: '"003 L1813,1877"',
};
const row = (over: Partial<typeof delingha> = {}) => Object.values({ ...delingha, ...over }).join(',') + '\n';
const faults = (body: string) =>
  readPlantsCsv(HEADER + body).faults.map(({ line, column, rule }) => [line, column, rule]);

describe('plants CSV', () => {
  it('GEC-016 a row is a plant with its place, technology, capacity and connection', () => {
    expect(readPlantsCsv(HEADER + row()).rows).toEqual([
      {
        line: 2,
        code: 'DLH50',
        nameZh: '德令哈50MW塔式光热电站',
        nameEn: 'Delingha 50 MW tower CSP',
        province: '63',
        technology: 'solar-thermal',
        capacityW: 50_000_000n,
        connectedMonth: '2018-12',
        publishedAnnualWh: 146_000_000_000n,
        source: '003 L1813,1877',
      },
    ]);
  });

  it('capacity keeps its fraction, and the yearly figure may be absent', () => {
    const [plant] = readPlantsCsv(HEADER + row({ capacity: '0.012', annual: '' })).rows;
    expect(plant!.capacityW).toBe(12_000n);
    expect(plant).not.toHaveProperty('publishedAnnualWh');
  });

  it.each([
    ['an unknown province', row({ province: 'Qinghai' }), 'province', 'province'],
    ['an unknown technology', row({ technology: 'coal' }), 'technology', 'technology'],
    ['no capacity', row({ capacity: '0' }), 'capacity_mw', 'positive'],
    ['negative capacity', row({ capacity: '-50' }), 'capacity_mw', 'negative'],
    ['capacity beyond reason', row({ capacity: '100001' }), 'capacity_mw', 'maximum'],
    ['capacity finer than a watt', row({ capacity: '0.0000001' }), 'capacity_mw', 'resolution'],
    ['a day for a month', row({ connected: '2018-12-30' }), 'connected_month', 'length'],
    ['a month that is none', row({ connected: '2018-00' }), 'connected_month', 'month'],
    ['a connection before electricity', row({ connected: '1066-10' }), 'connected_month', 'range'],
    ['a broken yearly figure', row({ annual: '1.5 GWh' }), 'published_annual_kwh', 'decimal'],
    ['no Chinese name', row({ zh: '' }), 'name_zh', 'required'],
    ['an endless name', row({ en: 'x'.repeat(121) }), 'name_en', 'length'],
    ['a hidden character', row({ zh: '德\u200b令哈' }), 'name_zh', 'characters'],
    ['no source', row({ source: '' }), 'source', 'required'],
    ['a code with a space', row({ code: 'DLH 50' }), 'code', 'code'],
  ])('GEC-016 %s is told with line, column and rule', (_, body, column, rule) => {
    expect(faults(row({ code: 'OK1' }) + body)).toEqual([[3, column, rule]]);
  });

  it('a code twice alike counts once; with other figures not at all', () => {
    expect(readPlantsCsv(HEADER + row() + row({ capacity: '50.0' })).rows).toHaveLength(1);
    const reading = readPlantsCsv(HEADER + row() + row({ province: '甘肃' }));
    expect(reading.rows).toEqual([]);
    expect(reading.faults.map(({ line, rule }) => [line, rule])).toEqual([
      [2, 'conflicting'],
      [3, 'repeated'],
    ]);
  });
});
