import { parkGrade } from './park-grade';
import { subsidyAnswer } from './subsidy';

const context = { today: '2026-11-21' } as const;

describe('calculator park-grade', () => {
  const graded = (rulePack: string, figures: object) => {
    const { passed, failed, grade } = parkGrade({ rulePack, figures }, context);
    return [passed.map(({ indicator }) => indicator), failed.map(({ indicator }) => indicator), grade];
  };

  it('S13 T/CECA-G 0344-2025 asks for 80 percent and 0.2 t a tce, both', () => {
    const scheme = 'T/CECA-G 0344-2025';
    expect(graded(scheme, { nonFossilSharePercent: '80', emissionPerEnergy: '0.2' })).toEqual([
      ['nonFossilSharePercent', 'emissionPerEnergy'],
      [],
      'zero-carbon-park',
    ]);
    expect(graded(scheme, { nonFossilSharePercent: '79.999', emissionPerEnergy: '0.2' })[2]).toBeNull();
    expect(graded(scheme, { nonFossilSharePercent: '80', emissionPerEnergy: '0.2000001' })[1]).toEqual([
      'emissionPerEnergy',
    ]);
  });

  it('F15 an indicator that is not told follows from its figures', () => {
    const scheme = 'ceca-g 0344';
    expect(graded(scheme, { nonFossilSharePercent: '90', emissionsT: '2000', energyTce: '10000' })[2]).toBe(
      'zero-carbon-park',
    );
    expect(
      graded(scheme, { nonFossilSharePercent: '90', emissionsT: '2001', energyTce: '10000' })[2],
    ).toBeNull();
    expect(graded(scheme, { nonFossilSharePercent: '90', emissionsT: '1', energyTce: '0' })[2]).toBeNull();
  });

  it('trap 8 what is not told does not hold', () => {
    expect(graded('DB15/T 2948-2023', { renewableSharePercent: '100' })).toEqual([
      ['renewableSharePercent'],
      ['smartPlatform'],
      null,
    ]);
    expect(graded('DB15/T 2948-2023', { renewableSharePercent: '80', smartPlatform: true })[2]).toBe(
      'zero-carbon-park',
    );
    expect(graded('DB15/T 2948-2023', { renewableSharePercent: '80', smartPlatform: '0' })[2]).toBeNull();
  });

  it("F13 Xiong'an: nothing left after offset, of which at most a fifth of the baseline", () => {
    const of = (offsetT: string) =>
      graded('雄安', { operatingEmissionT: '1900', offsetT, baselineEmissionT: '10000' })[2];
    expect([of('1899'), of('1900'), of('2000'), of('2001')]).toEqual([
      null,
      'carbon-neutral-park',
      'carbon-neutral-park',
      null,
    ]);
  });

  it("F13 Xiong'an: what is left after offset may be below nothing", () => {
    const of = (netEmissionT: string) => graded('雄安', { netEmissionT, offsetSharePercent: '20' })[2];
    expect([of('-5.5'), of('0'), of('0.1')]).toEqual(['carbon-neutral-park', 'carbon-neutral-park', null]);
    for (const wrong of ['-0', '--1', '-1e3', '- 1', '+1'])
      expect(() => of(wrong)).toThrow('figures.netEmissionT');
  });

  it.each([
    ['five-star-factory', { greenPowerSharePercent: true }],
    ['five-star-factory', { greenPowerSharePercent: '100.01' }],
    ['five-star-factory', { greenPowerSharePercent: '-1' }],
    ['DB15/T 2948-2023', { smartPlatform: '2' }],
    ['DB1331/T 069-2023', { offsetT: '-1' }],
  ])('%s: a share is no yes, above 100 or below 0, and a yes is no number: %j', (scheme, figures) => {
    expect(() => graded(scheme, figures)).toThrow(`figures.${Object.keys(figures).join()}`);
  });

  it('S13 Fujian asks for more than half, factories for ninety percent, data centres in two steps', () => {
    const fujian = (share: string) =>
      graded('DB35T 2198-2024', { goodAirDaysPercent: '95', industrialValueAddedPercent: share })[2];
    expect([fujian('50'), fujian('50.01')]).toEqual([null, 'zero-carbon-park']);
    expect(graded('five-star-factory', { greenPowerSharePercent: '89.9' })[2]).toBeNull();
    const centre = (pue: string) => graded('PUE', { pue })[2];
    expect([centre('1.25'), centre('1.5'), centre('1.51')]).toEqual([
      'new-intelligent-computing-centre',
      'plan-2025',
      null,
    ]);
  });

  it('a scheme or a figure that is none is refused', () => {
    expect(() => graded('LEED', {})).toThrow('ALLOWANCES_GRADE_SCHEME_UNKNOWN');
    expect(() => graded('PUE', { PUE: '1.2' })).toThrow('figures.PUE');
    expect(() => graded('PUE', { pue: 1.2 })).toThrow('figures.pue');
    expect(() => parkGrade({ figures: {} }, context)).toThrow('rulePack');
    expect(() => parkGrade({ rulePack: 'PUE', figures: {}, market: 'CN' }, context)).toThrow('market');
    expect(() => graded('PUE', [])).toThrow('figures');
  });
});

describe('calculator subsidy', () => {
  const paid = (region: string, kind: string, amount: string, more: object = {}) =>
    subsidyAnswer({ region, kind, amount, ...more }, context).amount;

  it.each([
    ['changzhou', 'green-power', '150000', '75000.00'],
    ['常州', 'green-power', '200000.01', '100000.00'],
    ['Dafeng, Yancheng', 'green-power', '90000', '45000.00'],
    ['Changzhou', 'green-power', '150000', '75000.00'],
    ['changzhou', 'green-power', '0.03', '0.01'],
    ['changzhou', 'provincial-zero-carbon', '1200000', '1000000.00'],
    ['changzhou', 'near-zero-factory', '500000', '500000.00'],
    ['changzhou', 'storage', '1234567', '370370.10'],
    ['changzhou', 'pilot-build', '700000', '500000.00'],
    ['dafeng', 'green-power', '90000', '45000.00'],
    ['dafeng', 'green-power', '120000', '50000.00'],
    ['大丰', 'microgrid', '240000', '48000.00'],
    ['dafeng', 'microgrid', '1000000', '50000.00'],
    ['dafeng', 'national-park', '2000000', '1000000.00'],
    ['dafeng', 'provincial-park', '200001', '200000.00'],
    ['wuxi', 'performance', '9000000', '5000000.00'],
  ])('F17 %s %s of %s: %s yuan', (region, kind, amount, expected) => {
    expect(paid(region, kind, amount)).toBe(expected);
  });

  it('F17 what a firm may receive altogether', () => {
    expect(paid('dafeng', 'footprint', '60000')).toBe('50000.00');
    expect(paid('dafeng', 'footprint', '60000', { received: '80000' })).toBe('20000.00');
    expect(paid('dafeng', 'footprint', '60000', { received: '100001' })).toBe('0.00');
  });

  it('a region or kind that is none is refused, and what is malformed', () => {
    expect(() => paid('beijing', 'green-power', '1')).toThrow('ALLOWANCES_SUBSIDY_UNKNOWN');
    expect(() => paid('wuxi', 'green-power', '1')).toThrow('ALLOWANCES_SUBSIDY_UNKNOWN');
    expect(() => paid('wuxi', '', '-1')).toThrow('kind, amount');
  });
});
