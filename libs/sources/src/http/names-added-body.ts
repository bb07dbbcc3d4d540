import type { Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { AssetBody } from './asset-bodies';

export class NamesAddedBody {
  @ApiProperty({
    description: 'The asset as it is known now. 资产',
    type: () => AssetBody,
    example: { number: 'AS-000123', names: ['德令哈50MW塔式光热电站', '德令哈光热一期'] },
  })
  asset!: Sent<AssetBody>;
  @ApiProperty({
    description: 'How many were new; what is there already, or another asset’s, is not. 新增条数',
    example: 1,
  })
  added!: number;
  @ApiProperty({
    description: 'Suspicions of this asset that wait for a decision. 待认定的疑似重复',
    type: [String],
    example: ['01900000-0000-7000-8000-0000000000b1'],
  })
  suspicions!: string[];
}
