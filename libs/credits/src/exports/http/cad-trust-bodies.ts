import { ApiProperty } from '@nestjs/swagger';
import { ADJUSTMENT_DECLARATIONS, ADJUSTMENT_STATUSES, UNIT_STATUSES } from '../domain/cad-trust-unit';

/** A block of units in the field names of the CAD Trust data model (SER-008). */
export class CadTrustUnitBody {
  @ApiProperty({ description: 'First serial. 起始编号', example: '1' })
  unitBlockStart!: string;
  @ApiProperty({ description: 'Last serial. 终止编号', example: '7719' })
  unitBlockEnd!: string;
  @ApiProperty({ description: 'Last − first + 1. 数量', example: '7719' })
  unitCount!: string;
  @ApiProperty({
    type: 'integer',
    description: 'Year the reductions ended; 0 where nothing says it. 年份',
    example: 2024,
  })
  vintageYear!: number;
  @ApiProperty({
    description: 'Reduction or removal, nature or technical. 单位类型',
    example: 'Not Determined',
  })
  unitType!: string;
  @ApiProperty({ enum: UNIT_STATUSES, description: 'Where the units are. 状态', example: 'Retired' })
  unitStatus!: string;
  @ApiProperty({
    required: false,
    description: 'Why they were retired or cancelled. 原因',
    example: 'corporate-neutrality',
  })
  unitStatusReason?: string;
  @ApiProperty({
    description: 'The instrument in this registry. 登记链接',
    example: 'https://carbon.example/v1/instruments/CCER-PJ000001-20240101-20241231',
  })
  unitRegistryLink!: string;
  @ApiProperty({
    enum: ADJUSTMENT_DECLARATIONS,
    description: 'Whether the host country is to adjust. 相应调整声明',
    example: 'Unknown',
  })
  correspondingAdjustmentDeclaration!: string;
  @ApiProperty({
    enum: ADJUSTMENT_STATUSES,
    description: 'How far the adjustment is. 相应调整状态',
    example: 'Not Applicable',
  })
  correspondingAdjustmentStatus!: string;
  @ApiProperty({ description: 'Country of the owner, ISO 3166-1. 持有人国别', example: 'CN' })
  countryJurisdictionOfOwner!: string;
}
