import {
  AreTexts,
  IsChinaDate,
  IsChinaMonth,
  IsFlag,
  IsListOf,
  IsOneOf,
  IsQuantity,
  IsText,
  PageQuery,
  type Sent,
} from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';
import {
  type ChinaDate,
  chinaDate,
  chinaTimestamp,
  fault,
  malformed,
  parseChinaDate,
  parseChinaMonth,
  parseQuantity,
} from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { parseKwh, formatKwh } from '../domain/energy';
import { filingDuty } from '../domain/filing-duty';
import { type ProvinceCode, provinceByCode, provinces } from '../domain/provinces';
import {
  POWER_USES,
  type PowerUse,
  technologies,
  type TechnologyCode,
  technologyOf,
} from '../domain/technology';
import {
  FILED_BY,
  type FiledBy,
  type Plant,
  SUBSIDY_CLASSES,
  type SubsidyClass,
} from '../persistence/plant.entity';
import type { NewPlant } from '../use-cases/file-plants';
import { IsPlant } from './fields';

export class NewPlantBody {
  @IsText({
    description: 'Short code in files, never changed. 电站简码',
    example: 'DLH50',
    max: 16,
    pattern: /^[A-Z][A-Z0-9-]*$/,
  })
  shortCode!: string;

  @IsText({ description: 'Chinese name. 中文名称', example: '德令哈50MW塔式光热电站', max: 120 })
  nameZh!: string;

  @IsText({ description: 'English name. 英文名称', example: 'Delingha 50 MW tower CSP', max: 120 })
  nameEn!: string;

  @IsOneOf(provinces.map(({ code }) => code), {
    description: 'Province, first two digits of GB/T 2260. 省级代码',
    example: '63',
  })
  province!: ProvinceCode;

  @IsOneOf(technologies.map(({ code }) => code), {
    description: 'What makes the power. 发电技术',
    example: 'solar-thermal',
  })
  technology!: TechnologyCode;

  @IsQuantity({ description: 'Nameplate capacity in W. 装机容量（瓦）', example: '50000000' })
  capacityW!: string;

  @IsChinaMonth({ description: 'Month of grid connection. 并网月份', example: '2018-12' })
  connectedMonth!: string;

  @IsText({ description: 'Owner: id or code of a holder. 业主', example: 'DLH', min: 2, max: 40 })
  holder!: string;

  @IsAccountNumber({
    description: "The owner's account for certificates; found or opened when absent. 收证账户",
    optional: true,
  })
  account?: string;

  @IsOneOf(POWER_USES, { description: 'Where the power goes. 电量去向', example: 'on-grid', optional: true })
  powerUse?: PowerUse;

  @IsFlag({ description: 'Hydro: fully market-based. 水电是否完全市场化', example: false, optional: true })
  marketBased?: boolean;

  @IsChinaDate({
    description: 'Day of grid connection, within its month. 并网日期',
    example: '2018-12-26',
    optional: true,
  })
  connectedOn?: string;

  @IsFlag({
    description: 'Storage stands beside it, metered apart (GEC-006). 是否配建储能',
    example: false,
    optional: true,
  })
  hasStorage?: boolean;

  @IsOneOf(SUBSIDY_CLASSES, {
    description: 'Subsidy class. 补贴类别',
    example: 'unsubsidised',
    optional: true,
  })
  subsidyClass?: SubsidyClass;

  @IsOneOf(FILED_BY, {
    description: 'Filed by its owner, or pushed by the grid company (GEC-016). 建档来源',
    example: 'owner',
    optional: true,
  })
  filedBy?: FiledBy;

  @AreTexts({
    description: 'Numbers of its meters, by which a second filing is found. 电表编号',
    example: ['3301-000042'],
    max: 50,
    each: { max: 40, pattern: /^[0-9A-Za-z][0-9A-Za-z ./-]*$/ },
    optional: true,
  })
  meters?: string[];

  @IsText({
    description: 'Published yearly output in kWh. 公布年发电量（千瓦时）',
    example: '146000000',
    max: 40,
    optional: true,
  })
  publishedAnnualKwh?: string;

  @IsText({
    description: 'Where the figures come from; synthetic ones say so. 数据来源',
    example: 'synthetic',
    max: 300,
  })
  source!: string;
}

export class FilePlantsBody {
  @IsListOf(() => NewPlantBody, { description: 'Plants, filed all or none. 电站', max: 500 })
  plants!: NewPlantBody[];
}

export class PlantPath {
  @IsPlant()
  code!: string;
}

export class PlantQuery extends PageQuery {
  @IsText({
    description: 'Only plants of this owner: id or code. 按业主筛选',
    example: 'DLH',
    min: 2,
    max: 40,
    optional: true,
  })
  holder?: string;
}

export class PlantBody {
  @ApiProperty({ description: 'File code, 17 digits. 建档编码', example: '12326030263000018' })
  code!: string;
  @ApiProperty({ description: 'Short code. 简码', example: 'DLH50' })
  shortCode!: string;
  @ApiProperty({ description: 'Chinese name. 中文名称', example: '德令哈50MW塔式光热电站' })
  nameZh!: string;
  @ApiProperty({ description: 'English name. 英文名称', example: 'Delingha 50 MW tower CSP' })
  nameEn!: string;
  @ApiProperty({ description: 'Province code. 省级代码', example: '63' })
  province!: string;
  @ApiProperty({ description: 'Province. 省份', example: '青海' })
  provinceName!: string;
  @ApiProperty({ description: 'Technology. 发电技术', example: 'solar-thermal' })
  technology!: string;
  @ApiProperty({ description: 'Technology in Chinese. 技术名称', example: '光热发电' })
  technologyName!: string;
  @ApiProperty({ description: 'Nameplate capacity in W. 装机容量（瓦）', example: '50000000' })
  capacityW!: string;
  @ApiProperty({ description: 'Month of grid connection. 并网月份', example: '2018-12' })
  connectedMonth!: string;
  @ApiProperty({ description: 'Where the power goes. 电量去向', example: 'on-grid' })
  powerUse!: string;
  @ApiProperty({ description: 'Hydro: fully market-based. 是否完全市场化', example: false })
  marketBased!: boolean;
  @ApiProperty({
    description: 'Owner. 业主编号',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000001',
  })
  holderId!: string;
  @ApiProperty({
    description: 'Account that receives the certificates. 收证账户',
    example: 'CL-100-1024-0-27',
  })
  account!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Published yearly output in kWh. 公布年发电量',
    example: '146000000',
  })
  publishedAnnualKwh!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Day of grid connection; null where only its month is filed. 并网日期',
    example: '2018-12-26',
  })
  connectedOn!: string | null;
  @ApiProperty({ description: 'Storage beside it, metered apart (GEC-006). 是否配建储能', example: false })
  hasStorage!: boolean;
  @ApiProperty({ enum: SUBSIDY_CLASSES, description: 'Subsidy class. 补贴类别', example: 'unknown' })
  subsidyClass!: string;
  @ApiProperty({ enum: FILED_BY, description: 'By whom it was filed (GEC-016). 建档来源', example: 'owner' })
  filedBy!: string;
  @ApiProperty({ description: 'Until when it had to be filed (GEC-016). 建档期限', example: '2019-01-31' })
  filingDeadline!: string;
  @ApiProperty({ description: 'Whether it was filed later. 是否逾期', example: false })
  filedLate!: boolean;
  @ApiProperty({ description: 'Days after the deadline. 逾期天数', example: 0 })
  daysLate!: number;
  @ApiProperty({ description: 'Where the figures come from. 数据来源', example: 'synthetic' })
  source!: string;
  @ApiProperty({
    description: 'When it was filed. 建档时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  filedAt!: string;
}

export function newPlantOf(body: NewPlantBody, holderId: string, at: number): NewPlant {
  const { account, powerUse, marketBased, publishedAnnualKwh } = body;
  const field = `plants[${at}].publishedAnnualKwh`;
  return {
    shortCode: body.shortCode,
    nameZh: body.nameZh,
    nameEn: body.nameEn,
    province: body.province,
    technology: body.technology,
    capacityW: parseQuantity(body.capacityW),
    connectedMonth: parseChinaMonth(body.connectedMonth),
    holderId,
    source: body.source,
    ...(account !== undefined && { accountNumber: account }),
    ...(powerUse !== undefined && { powerUse }),
    ...(marketBased !== undefined && { marketBased }),
    ...(body.connectedOn !== undefined && { connectedOn: connectedOn(body, at) }),
    ...(body.hasStorage !== undefined && { hasStorage: body.hasStorage }),
    ...(body.subsidyClass !== undefined && { subsidyClass: body.subsidyClass }),
    ...(body.filedBy !== undefined && { filedBy: body.filedBy }),
    ...(body.meters !== undefined && { meters: body.meters }),
    ...(publishedAnnualKwh !== undefined && { publishedAnnualWh: parseKwh(publishedAnnualKwh, field) }),
  };
}

/** @throws Refusal INPUT_MALFORMED when the day is not of the month of connection */
function connectedOn({ connectedOn: text = '', connectedMonth }: NewPlantBody, at: number): ChinaDate {
  const field = `plants[${at}].connectedOn`;
  const day = parseChinaDate(text, field);
  if (day.startsWith(connectedMonth)) return day;
  throw malformed([fault(field, 'month', `must lie in ${connectedMonth}`, `须在 ${connectedMonth} 之内`)]);
}

export function plantBody(plant: Plant): Sent<PlantBody> {
  const { code, shortCode, nameZh, nameEn, province, technology, connectedMonth, powerUse, marketBased } =
    plant;
  const { connectedOn: day, hasStorage, subsidyClass, filedBy } = plant;
  const duty = filingDuty({ connectedOn: day, connectedMonth, filedBy, filedOn: chinaDate(plant.filedAt) });
  return {
    code,
    shortCode,
    nameZh,
    nameEn,
    province,
    provinceName: provinceByCode(province)?.zh ?? province,
    technology,
    technologyName: technologyOf(technology).name.zh,
    capacityW: plant.capacityW.toString(),
    connectedMonth,
    powerUse,
    marketBased,
    holderId: plant.holderId,
    account: plant.accountNumber,
    publishedAnnualKwh: plant.publishedAnnualWh === null ? null : formatKwh(plant.publishedAnnualWh),
    connectedOn: day,
    hasStorage,
    subsidyClass,
    filedBy,
    filingDeadline: duty.deadline,
    filedLate: duty.late,
    daysLate: duty.daysLate,
    source: plant.source,
    filedAt: chinaTimestamp(plant.filedAt),
  };
}
