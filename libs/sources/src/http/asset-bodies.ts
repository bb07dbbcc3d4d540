import { AreTexts, IsListOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { ASSET_KINDS } from '../domain/asset';
import type { Asset } from '../persistence/asset-rows';
import { IsAssetNumber } from './fields';

const PRINTABLE = /^[^\p{Cc}\p{Cs}]+$/u;
const GIVER = /^[a-z0-9][a-z0-9-]*$/;

export class AssetPath {
  @IsAssetNumber()
  number!: string;
}

export class AssetQuery extends PageQuery {
  @IsText({
    description: 'Part of a name, or a whole number of a meter, file or parcel. 名称片段或完整编号',
    example: '德令哈',
    max: 120,
    optional: true,
  })
  text?: string;

  @IsText({
    description: 'Only assets of this holder: id or code. 按持有人筛选',
    example: 'DLH',
    min: 2,
    max: 40,
    optional: true,
  })
  holder?: string;
}

export class AssetNumberBody {
  @IsText({
    description: 'Who gave the number: file, grid, licence, cadastre. 赋码方',
    example: 'grid',
    max: 40,
    pattern: GIVER,
  })
  giver!: string;

  @IsText({ description: 'The number as it is written there. 编号', example: 'QH-2018-0042', max: 120 })
  number!: string;
}

export class AddNamesBody {
  @AreTexts({
    description: 'Further names. 别名',
    example: ['德令哈光热一期'],
    max: 20,
    each: { max: 200, pattern: PRINTABLE },
    optional: true,
  })
  names?: string[];

  @AreTexts({
    description: 'Numbers of meters at its boundary. 电表编号',
    example: ['3700-0012-77'],
    max: 50,
    each: { max: 60, pattern: PRINTABLE },
    optional: true,
  })
  meters?: string[];

  @IsListOf(() => AssetNumberBody, {
    description: 'Numbers by which others know it. 外部编号',
    max: 20,
    optional: true,
  })
  numbers?: AssetNumberBody[];
}

export class AssetBody {
  @ApiProperty({
    description: 'Asset. 资产标识',
    format: 'uuid',
    example: '01900000-0000-7000-8000-0000000000a1',
  })
  id!: string;
  @ApiProperty({ description: 'Number. 资产编号', example: 'AS-000123' })
  number!: string;
  @ApiProperty({ description: 'What it is. 类别', enum: [...ASSET_KINDS], example: 'power-plant' })
  kind!: string;
  @ApiProperty({
    description: 'Who filed it first, or took its place. 持有人',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000001',
  })
  holderId!: string;
  @ApiProperty({
    description: 'Every name it goes by. 名称',
    type: [String],
    example: ['德令哈50MW塔式光热电站'],
  })
  names!: string[];
  @ApiProperty({ description: 'Meters at its boundary. 电表', type: [String], example: ['3700-0012-77'] })
  meters!: string[];
  @ApiProperty({
    description: 'Numbers by which others know it. 外部编号',
    type: () => [AssetNumberBody],
    example: [{ giver: 'grid', number: 'QH-2018-0042' }],
  })
  numbers!: Sent<AssetNumberBody>[];
  @ApiProperty({
    description: 'Parcels of land. 林班、小班或宗地',
    type: [String],
    example: ['林班012-小班03'],
  })
  parcels!: string[];
  @ApiProperty({ type: String, nullable: true, description: 'Province. 省级代码', example: '63' })
  province!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Technology. 技术', example: 'solar-thermal' })
  technology!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Capacity in kW. 容量（千瓦）',
    example: '50000',
  })
  capacityKw!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'First day of operation. 投运日期',
    example: '2018-12-28',
  })
  startedOn!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Latitude, WGS 84. 纬度', example: '37.3721' })
  latitude!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Longitude, WGS 84. 经度', example: '97.2874' })
  longitude!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'The asset it was found to be; everything counts there. 已认定为同一资产',
    example: '01900000-0000-7000-8000-0000000000a0',
  })
  sameAs!: string | null;
}

export function assetBody(asset: Asset): Sent<AssetBody> {
  const { id, number, kind, holderId, names, meters, parcels, sameAs } = asset;
  return {
    id,
    number,
    kind,
    holderId,
    names: [...names],
    meters: [...meters],
    numbers: Object.entries(asset.numbers).map(([giver, each]) => ({ giver, number: each })),
    parcels: [...parcels],
    province: asset.province ?? null,
    technology: asset.technology ?? null,
    capacityKw: asset.capacityKw ?? null,
    startedOn: asset.startedOn ?? null,
    latitude: asset.latitude ?? null,
    longitude: asset.longitude ?? null,
    sameAs,
  };
}
