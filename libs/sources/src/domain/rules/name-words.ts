/**
 * Words that say what a thing is and not which one: a file of the same thing may have them or not. Longer ones first
 * where one holds another.
 */
export const DECORATIONS: readonly string[] = [
  '股份有限公司',
  '有限责任公司',
  '有限公司',
  '分公司',
  '子公司',
  '公司',
  '集团',
  '示例',
  '项目',
  '工程',
  '光伏发电站',
  '光伏电站',
  '光伏发电',
  '光伏',
  '光热发电',
  '光热',
  '风力发电场',
  '风力发电',
  '风电场',
  '风电',
  '水力发电',
  '水电站',
  '发电站',
  '发电厂',
  '发电',
  '电站',
  '电场',
  '电厂',
  '零碳产业园',
  '产业园',
  'co., ltd',
  'co.,ltd',
  'co ltd',
  'co. ltd',
  'company limited',
  'limited',
  'ltd',
  'company',
  'group',
  'power plant',
  'power station',
  'wind farm',
  'solar park',
  'solar farm',
  'plant',
  'project',
  'photovoltaic',
];

/** Sizes in names: the file has the size in a field of its own. */
export const SIZE = /\d+(?:\.\d+)?\s*(?:mwp|mw|kwp|kw|gw|万千瓦|兆瓦|千瓦)/g;

/** Which part of a thing that is built in parts. */
export const PHASE = /第?([一二三四五六七八九十]|\d{1,2})期|phase\s*(\d{1,2}|i{1,3}|iv|v)(?![a-z])/;

/** Characters that names of places and works are written with, traditional and simplified, in pairs. */
export const TRADITIONAL =
  '電电廠厂場场風风發发廣广東东蘇苏園园區区縣县鎮镇鄉乡號号灣湾業业貿贸實实驗验機机車车橫横濱滨綱纲網网島岛夢梦' +
  '馬马龍龙興兴華华聯联環环產产綠绿陽阳陰阴雲云國国總总際际溫温氣气儲储爾尔氫氢織织來来萬万與与門门開开關关長长' +
  '沖冲決决濟济灘滩漢汉遼辽寧宁吉吉黑黑青青鐵铁鋼钢礦矿鹽盐嶺岭峽峡溝沟莊庄樹树葉叶義义範范衛卫術术慶庆貴贵';
