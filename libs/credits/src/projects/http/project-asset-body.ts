import { AreTexts, IsListOf, IsOneOf, IsText } from '@carbon/http';
import { ASSET_KINDS, type AssetKind } from '@carbon/sources';

/** Numbers and names as others write them. */
const OF_IT = { each: { max: 80, pattern: /^[^\p{Cc}\p{Cs}]+$/u } } as const;

export class ProjectAssetNumberBody {
  @IsText({ description: 'Who gave the number. 编号来源', example: 'grid-connection', max: 60 })
  giver!: string;

  @IsText({ description: 'The number. 编号', example: 'SYNTHETIC-2025-017', max: 80 })
  number!: string;
}

export class ProjectAssetBody {
  @IsOneOf(ASSET_KINDS, { description: 'What kind of thing it is. 资产类型', example: 'power-plant' })
  kind!: AssetKind;

  @IsText({
    description: 'Province, first two digits of GB/T 2260. 省级代码',
    example: '35',
    max: 2,
    optional: true,
  })
  province?: string;

  @AreTexts({
    description: 'Meters at its boundary. 电表编号',
    example: ['SYN-0001'],
    ...OF_IT,
    max: 100,
    optional: true,
  })
  meters?: string[];

  @IsListOf(() => ProjectAssetNumberBody, {
    description: 'Numbers it is known by. 已有编号',
    max: 20,
    optional: true,
  })
  numbers?: ProjectAssetNumberBody[];

  @AreTexts({
    description: 'Parcels of land (林班 / 小班, cadastral numbers). 地块编号',
    example: ['SYN-LB-001'],
    ...OF_IT,
    max: 500,
    optional: true,
  })
  parcels?: string[];

  @IsText({
    description: 'Latitude in degrees, WGS 84. 纬度',
    example: '24.52',
    max: 20,
    pattern: /^-?\d{1,2}(\.\d{1,8})?$/,
    optional: true,
  })
  latitude?: string;

  @IsText({
    description: 'Longitude in degrees, WGS 84. 经度',
    example: '118.93',
    max: 20,
    pattern: /^-?\d{1,3}(\.\d{1,8})?$/,
    optional: true,
  })
  longitude?: string;

  @IsText({ description: 'Technology. 技术', example: 'wind-offshore', max: 60, optional: true })
  technology?: string;

  @IsText({
    description: 'Capacity in kW. 装机容量（千瓦）',
    example: '300000',
    max: 20,
    pattern: /^\d{1,15}(\.\d{1,3})?$/,
    optional: true,
  })
  capacityKw?: string;
}
