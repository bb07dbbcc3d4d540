import { parseProvince, provinceByCode, provinces } from './provinces';

describe('provinces', () => {
  it('there are 34, each with its own code and names', () => {
    expect(provinces).toHaveLength(34);
    for (const key of ['code', 'zh', 'zhFull', 'en'] as const) {
      expect(new Set(provinces.map((province) => province[key])).size).toBe(34);
    }
  });

  it.each([
    ['北京', '11'],
    ['天津', '12'],
    ['河北', '13'],
    ['浙江', '33'],
    ['内蒙古自治区', '15'],
    ['陕西', '61'],
    ['山西', '14'],
    ['澳门', '82'],
  ])('GEC-018 %s is %s', (name, code) => {
    expect(parseProvince(name).code).toBe(code);
    expect(provinceByCode(code)?.code).toBe(code);
  });

  it.each(['Zhejiang', '', '33', 'constructor', '浙江 '])('%p is not a province name', (name) => {
    expect(() => parseProvince(name, 'province')).toThrow('province');
  });

  it('an unused code is nobody', () => {
    expect(provinceByCode('99')).toBeUndefined();
  });
});
