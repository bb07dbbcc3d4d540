import {
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
import { chinaTimestamp, parseChinaMonth, parseQuantity } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { parseKwh, formatKwh } from '../domain/energy';
import { type ProvinceCode, provinceByCode, provinces } from '../domain/provinces';
import {
  POWER_USES,
  type PowerUse,
  technologies,
  type TechnologyCode,
  technologyOf,
} from '../domain/technology';
import type { Plant } from '../persistence/plant.entity';
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
    ...(publishedAnnualKwh !== undefined && { publishedAnnualWh: parseKwh(publishedAnnualKwh, field) }),
  };
}

export function plantBody(plant: Plant): Sent<PlantBody> {
  const { code, shortCode, nameZh, nameEn, province, technology, connectedMonth, powerUse, marketBased } =
    plant;
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
    source: plant.source,
    filedAt: chinaTimestamp(plant.filedAt),
  };
}
