import { AreTexts, IsChinaDate, IsFlag, IsOneOf, IsPart, IsShaped, IsText } from '@carbon/http';
import type { ChinaDate } from '@carbon/kernel';
import { type Sector, SECTORS, UNIT_CLASSES, type UnitClass } from '../../domain/index';
import {
  DEVICE_KINDS,
  type DeviceFacts,
  type DeviceKind,
  type PowerFacts,
  type SiteFacts,
  UNIT_KINDS,
  type UnitFacts,
  type UnitKind,
} from '../../domain/emitters/index';
import { IsDecimal, IsMarketCode, IsPercent } from './fields';

const named = (description: string, example: string) => IsText({ description, example, max: 120 });

const degrees = (description: string, example: string, most: number) =>
  IsShaped({
    description,
    example,
    optional: true,
    shape: `degrees-${most}`,
    test: (text) => /^-?\d{1,3}(\.\d{1,8})?$/.test(text) && Math.abs(Number(text)) <= most,
    sentence: { zh: `应为不超过 ±${most} 的度数`, en: `must be degrees within ±${most}` },
  });

export class SiteFactsBody implements SiteFacts {
  @named('Name, Chinese. 中文名称', '示例电厂')
  nameZh!: string;

  @named('Name, English. 英文名称', 'Example power station')
  nameEn!: string;

  @IsText({ description: 'Province, short GB/T 2260 name. 省份', example: '浙江', max: 20 })
  province!: string;

  @IsText({
    description: 'City, GB/T 2260 code. 城市行政区划代码',
    example: '330100',
    min: 6,
    max: 6,
    pattern: /^\d{6}$/,
  })
  cityCode!: string;

  @degrees('Latitude, decimal degrees, WGS 84. 纬度', '30.25', 90)
  latitude?: string;

  @degrees('Longitude, decimal degrees, WGS 84. 经度', '120.17', 180)
  longitude?: string;

  @IsChinaDate({ description: 'Day it was closed. 关闭日期', optional: true, example: '2026-06-30' })
  closedOn?: ChinaDate;
}

export class PowerFactsBody implements PowerFacts {
  @IsOneOf(['coal', 'gas'], { description: 'Main fuel. 主要燃料', example: 'coal' })
  mainFuel!: 'coal' | 'gas';

  @IsDecimal({ description: 'Rated power, MW. 额定容量（兆瓦）', example: '600' })
  ratedMw!: string;

  @IsFlag({ description: 'Circulating fluidised bed. 循环流化床', optional: true, example: false })
  circulatingFluidisedBed?: boolean;

  @IsPercent({
    description: 'Share of heat from gangue, slime and slurry, percent. 非常规燃煤热量占比（%）',
    optional: true,
    example: '0',
  })
  unconventionalHeatPercent?: string;

  @IsPercent({
    description: 'Share of heat from other than the main fuel, percent. 其他燃料热量占比（%）',
    optional: true,
    example: '2.5',
  })
  otherFuelHeatPercent?: string;

  @IsOneOf(['water', 'air'], { description: 'Cooling. 冷却方式', optional: true, example: 'water' })
  cooling?: 'water' | 'air';

  @IsFlag({ description: 'It supplies heat. 是否供热', optional: true, example: true })
  suppliesHeat?: boolean;
}

export class UnitFactsBody implements UnitFacts {
  @named('Name, Chinese. 中文名称', '1 号机组')
  nameZh!: string;

  @named('Name, English. 英文名称', 'Unit 1')
  nameEn!: string;

  @IsOneOf(UNIT_KINDS, { description: 'What it is. 类别', example: 'power-unit' })
  kind!: UnitKind;

  @IsMarketCode({ description: 'The one market under which it counts (ETS-005). 所属碳市场' })
  market!: string;

  @IsOneOf(SECTORS, { description: 'Sector. 行业', example: 'power' })
  sector!: Sector;

  @IsDecimal({
    description: 'Output it can make in a year, tonnes. 年产能（吨）',
    optional: true,
    example: '1500000',
  })
  capacityT?: string;

  @IsPart(() => PowerFactsBody, {
    description: 'Of a generating unit: what its class rests on. 发电机组情况',
    optional: true,
  })
  power?: PowerFactsBody;

  @IsOneOf(UNIT_CLASSES, {
    description: 'Class as its enterprise sees it; judged by the facts (ALC-006). 机组类别',
    optional: true,
    example: 'I',
  })
  unitClass?: UnitClass;

  @AreTexts({
    description: 'Units of this site reported together with it. 合并填报的机组',
    example: ['U2'],
    max: 20,
    each: { max: 40, pattern: /^[A-Za-z0-9][A-Za-z0-9._/#-]*$/ },
    optional: true,
  })
  mergedWith?: string[];

  @IsChinaDate({ description: 'Day it was commissioned. 投运日期', example: '2012-05-01' })
  commissionedOn!: ChinaDate;

  @IsChinaDate({ description: 'Day it was closed. 关停日期', optional: true, example: '2026-06-30' })
  closedOn?: ChinaDate;
}

export class DeviceFactsBody implements DeviceFacts {
  @named('Name, Chinese. 中文名称', '入厂皮带秤')
  nameZh!: string;

  @named('Name, English. 英文名称', 'Belt weigher at the gate')
  nameEn!: string;

  @IsOneOf(DEVICE_KINDS, { description: 'What it is. 类别', example: 'weighbridge' })
  kind!: DeviceKind;

  @named('Serial number. 出厂编号', 'SN-2026-001')
  serial!: string;

  @named('Model. 型号', 'XXX-120t')
  model!: string;

  @named('Accuracy class. 准确度等级', 'III')
  accuracy!: string;

  @named('Where it stands. 安装位置', '厂区大门')
  location!: string;

  @IsText({
    description: 'Its number among the devices that send readings. 计量设备编号',
    example: 'MD-000012',
    max: 21,
    pattern: /^MD-\d{6,18}$/,
    optional: true,
  })
  meter?: string;

  @IsChinaDate({ description: 'Last calibrated. 最近校准日期', optional: true, example: '2026-01-15' })
  calibratedOn?: ChinaDate;

  @IsChinaDate({ description: 'Taken away. 拆除日期', optional: true, example: '2026-12-31' })
  removedOn?: ChinaDate;
}
