import type { Text } from '@carbon/kernel';
import type { CarbonMarket } from '../../domain';

/** What markets are called. */
export const MARKET_TITLES: Readonly<Record<CarbonMarket, Text>> = {
  CN: { zh: '全国碳排放权交易市场', en: 'National carbon market of China' },
  SZ: { zh: '深圳碳市场', en: 'Pilot market of Shenzhen' },
  BJ: { zh: '北京碳市场', en: 'Pilot market of Beijing' },
  SH: { zh: '上海碳市场', en: 'Pilot market of Shanghai' },
  GD: { zh: '广东碳市场', en: 'Pilot market of Guangdong' },
  HB: { zh: '湖北碳市场', en: 'Pilot market of Hubei' },
  TJ: { zh: '天津碳市场', en: 'Pilot market of Tianjin' },
  CQ: { zh: '重庆碳市场', en: 'Pilot market of Chongqing' },
  FJ: { zh: '福建碳市场', en: 'Pilot market of Fujian' },
  EU: { zh: '欧盟式碳市场', en: 'A market of the European kind' },
  PARK: { zh: '园区内部碳市场（模板）', en: "A park's own market (template)" },
};
