import { IsChinaMonth, IsFlag, IsListOf, IsOneOf, IsText } from '@carbon/http';
import type { ChinaMonth } from '@carbon/kernel';
import {
  AMOUNT_UNITS,
  type AmountUnit,
  CARBON_UNITS,
  type CarbonUnit,
  HEAT_UNITS,
  type HeatUnit,
  type Stream,
  STREAMS,
  UNIT_CLASSES,
  type UnitClass,
} from '../../domain/index';
import { IsDecimal, IsPercent } from '../../emitters/http/fields';
import { IsDocumentSha256, IsPartId } from './fields';

const FUELS = ['coal', 'gas'] as const;
const optional = { optional: true } as const;

const IsSpecial = () =>
  IsText({
    description: 'Kind of special unit or line, as the allocation rules name it. 特殊机组或生产线类别',
    example: 'emergency-reserve',
    max: 60,
    pattern: /^[a-z0-9-]{1,60}$/,
    optional: true,
  });

/** One generating unit of a report. */
export class ReportedUnitBody {
  @IsPartId()
  id!: string;

  @IsOneOf(UNIT_CLASSES, { description: 'Class (ALC-006). 机组类别', example: 'I' })
  class!: UnitClass;

  @IsDecimal({ description: 'Electricity generated, MWh. 发电量', example: '3000000' })
  generationMwh!: string;

  @IsDecimal({
    description: 'Electricity supplied, MWh: the basis of 2019 to 2022. 供电量',
    example: '2820000',
    ...optional,
  })
  suppliedMwh?: string;

  @IsDecimal({ description: 'Heat supplied, GJ. 供热量', example: '1000000' })
  heatGj!: string;

  @IsOneOf(FUELS, { description: 'Fuel of the heat. 供热燃料', example: 'coal', optional: true })
  heatFuel?: 'coal' | 'gas';

  @IsDecimal({ description: 'Load factor, percent. 负荷（出力）系数', example: '70' })
  loadFactorPercent!: string;

  @IsFlag({ description: 'Whether it is air-cooled. 是否空冷', example: false, optional: true })
  airCooled?: boolean;

  @IsPercent({ description: 'Heat ratio, percent. 供热比', example: '8.5', optional: true })
  heatRatioPercent?: string;

  @IsSpecial()
  special?: string;
}

/** One production line or process of a report. */
export class ReportedLineBody {
  @IsPartId({ example: 'ironmaking' })
  id!: string;

  @IsDecimal({ description: 'Product output, t. 产量', example: '1200000' })
  outputT!: string;

  @IsSpecial()
  special?: string;
}

/** Activity data of one source. What is absent is taken from the factor library where it has a default. */
export class ReportedFlowBody {
  @IsPartId()
  part!: string;

  @IsOneOf(STREAMS, { description: 'What it is. 排放源类别', example: 'fuel' })
  stream!: Stream;

  @IsText({
    description: 'Fuel or material. 燃料或物料',
    example: 'coal',
    max: 40,
    pattern: /^[a-z0-9-]{1,40}$/,
  })
  material!: string;

  @IsChinaMonth({ description: 'Month; absent for the whole year. 月份', example: '2025-03', optional: true })
  month?: ChinaMonth;

  @IsOneOf(AMOUNT_UNITS, { description: 'Unit of the amount. 计量单位', example: 't' })
  unit!: AmountUnit;

  @IsDecimal({ description: 'Amount; or the stocks. 消耗量（或填写库存）', example: '98000', ...optional })
  amount?: string;

  @IsDecimal({ description: 'Opening stock (F10a). 期初库存', example: '5000', ...optional })
  openingStock?: string;

  @IsDecimal({ description: 'Received. 购入量', example: '100000', ...optional })
  received?: string;

  @IsDecimal({ description: 'Closing stock. 期末库存', example: '7000', ...optional })
  closingStock?: string;

  @IsDecimal({ description: 'Net calorific value. 低位发热量', example: '20.5', ...optional })
  ncv?: string;

  @IsOneOf(HEAT_UNITS, { description: 'Its unit. 发热量单位', example: 'GJ/t', optional: true })
  ncvUnit?: HeatUnit;

  @IsDecimal({ description: 'Carbon content. 含碳量', example: '26.1', ...optional })
  carbon?: string;

  @IsOneOf(CARBON_UNITS, { description: 'Its unit. 含碳量单位', example: 'tC/TJ', optional: true })
  carbonUnit?: CarbonUnit;

  @IsPercent({ description: 'Oxidation rate, percent. 碳氧化率', example: '99', ...optional })
  oxidationPercent?: string;

  @IsDecimal({
    description: 'Own factor, tCO2 for each t or MWh. 自有排放因子',
    example: '0.44',
    ...optional,
  })
  factor?: string;

  @IsPercent({ description: 'CaO in clinker, percent. 熟料氧化钙', example: '65', ...optional })
  caoPercent?: string;

  @IsPercent({ description: 'MgO in clinker, percent. 熟料氧化镁', example: '2', ...optional })
  mgoPercent?: string;

  @IsPercent({ description: 'CaO not from carbonates, percent. 非碳酸盐氧化钙', example: '0.5', ...optional })
  rawCaoPercent?: string;

  @IsPercent({ description: 'MgO not from carbonates, percent. 非碳酸盐氧化镁', example: '0.1', ...optional })
  rawMgoPercent?: string;

  @IsDecimal({ description: 'Net anode consumption, kg/t. 炭阳极净耗', example: '420', ...optional })
  anodeKgPerT?: string;

  @IsPercent({ description: 'Sulphur in anodes, percent. 阳极含硫', example: '2', ...optional })
  sulphurPercent?: string;

  @IsPercent({ description: 'Ash in anodes, percent. 阳极灰分', example: '0.4', ...optional })
  ashPercent?: string;

  @IsDecimal({ description: 'CF4, kg for each t of aluminium. 四氟化碳', example: '0.034', ...optional })
  cf4KgPerT?: string;

  @IsDecimal({ description: 'C2F6, kg for each t of aluminium. 六氟化二碳', example: '0.0034', ...optional })
  c2f6KgPerT?: string;

  @IsDocumentSha256('Document of the own figures. 实测值证明文件', { optional: true })
  evidence?: string;
}

/** What is reported of a year. */
export class ReportContentBody {
  @IsListOf(() => ReportedUnitBody, { description: 'Generating units (power). 机组', min: 0, max: 200 })
  units!: ReportedUnitBody[];

  @IsListOf(() => ReportedLineBody, {
    description: 'Lines or processes (other sectors). 生产线或工序',
    min: 0,
    max: 200,
  })
  lines!: ReportedLineBody[];

  @IsListOf(() => ReportedFlowBody, { description: 'Activity data. 活动数据', min: 0, max: 5_000 })
  flows!: ReportedFlowBody[];
}
