import { fault, malformed } from '@carbon/kernel';

/** A province-level division with the first two digits of its GB/T 2260 code. */
interface ProvinceRow {
  readonly code: string;
  readonly zh: string;
  readonly zhFull: string;
  readonly en: string;
}

/** All 34, in the order of GB/T 2260. */
export const provinces = [
  { code: '11', zh: '北京', zhFull: '北京市', en: 'Beijing' },
  { code: '12', zh: '天津', zhFull: '天津市', en: 'Tianjin' },
  { code: '13', zh: '河北', zhFull: '河北省', en: 'Hebei' },
  { code: '14', zh: '山西', zhFull: '山西省', en: 'Shanxi' },
  { code: '15', zh: '内蒙古', zhFull: '内蒙古自治区', en: 'Inner Mongolia' },
  { code: '21', zh: '辽宁', zhFull: '辽宁省', en: 'Liaoning' },
  { code: '22', zh: '吉林', zhFull: '吉林省', en: 'Jilin' },
  { code: '23', zh: '黑龙江', zhFull: '黑龙江省', en: 'Heilongjiang' },
  { code: '31', zh: '上海', zhFull: '上海市', en: 'Shanghai' },
  { code: '32', zh: '江苏', zhFull: '江苏省', en: 'Jiangsu' },
  { code: '33', zh: '浙江', zhFull: '浙江省', en: 'Zhejiang' },
  { code: '34', zh: '安徽', zhFull: '安徽省', en: 'Anhui' },
  { code: '35', zh: '福建', zhFull: '福建省', en: 'Fujian' },
  { code: '36', zh: '江西', zhFull: '江西省', en: 'Jiangxi' },
  { code: '37', zh: '山东', zhFull: '山东省', en: 'Shandong' },
  { code: '41', zh: '河南', zhFull: '河南省', en: 'Henan' },
  { code: '42', zh: '湖北', zhFull: '湖北省', en: 'Hubei' },
  { code: '43', zh: '湖南', zhFull: '湖南省', en: 'Hunan' },
  { code: '44', zh: '广东', zhFull: '广东省', en: 'Guangdong' },
  { code: '45', zh: '广西', zhFull: '广西壮族自治区', en: 'Guangxi' },
  { code: '46', zh: '海南', zhFull: '海南省', en: 'Hainan' },
  { code: '50', zh: '重庆', zhFull: '重庆市', en: 'Chongqing' },
  { code: '51', zh: '四川', zhFull: '四川省', en: 'Sichuan' },
  { code: '52', zh: '贵州', zhFull: '贵州省', en: 'Guizhou' },
  { code: '53', zh: '云南', zhFull: '云南省', en: 'Yunnan' },
  { code: '54', zh: '西藏', zhFull: '西藏自治区', en: 'Tibet' },
  { code: '61', zh: '陕西', zhFull: '陕西省', en: 'Shaanxi' },
  { code: '62', zh: '甘肃', zhFull: '甘肃省', en: 'Gansu' },
  { code: '63', zh: '青海', zhFull: '青海省', en: 'Qinghai' },
  { code: '64', zh: '宁夏', zhFull: '宁夏回族自治区', en: 'Ningxia' },
  { code: '65', zh: '新疆', zhFull: '新疆维吾尔自治区', en: 'Xinjiang' },
  { code: '71', zh: '台湾', zhFull: '台湾省', en: 'Taiwan' },
  { code: '81', zh: '香港', zhFull: '香港特别行政区', en: 'Hong Kong' },
  { code: '82', zh: '澳门', zhFull: '澳门特别行政区', en: 'Macao' },
] as const satisfies readonly ProvinceRow[];

export type Province = (typeof provinces)[number];
/** Two digits of GB/T 2260, e.g. `33` for 浙江. */
export type ProvinceCode = Province['code'];

const byCode: ReadonlyMap<string, Province> = new Map(provinces.map((province) => [province.code, province]));
const byName: ReadonlyMap<string, Province> = new Map(
  provinces.flatMap((province) => [
    [province.zh, province],
    [province.zhFull, province],
  ]),
);

export function provinceByCode(code: string): Province | undefined {
  return byCode.get(code);
}

/** Reads a Chinese name, short (内蒙古) or full (内蒙古自治区). @throws Refusal INPUT_MALFORMED naming `field` */
export function parseProvince(name: string, field = 'province'): Province {
  const province = byName.get(name);
  if (province === undefined) {
    throw malformed([
      fault(
        field,
        'province',
        'must be the Chinese name of a province, e.g. 浙江',
        '必须是省级行政区名称，例如 浙江',
      ),
    ]);
  }
  return province;
}
