import type { Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { formatScaled } from '../domain/decimal';
import { formatKwh } from '../domain/energy';
import { OWNER_TOLERANCE_PERCENT, ownerDifference } from '../domain/owner-difference';
import type { ComparedMonth } from '../persistence/read-comparison';

/** GEC-002: both sources of a plant-month side by side; certificates are issued on the grid's figure alone. */
export class ComparisonBody {
  @ApiProperty({ description: 'Short code of the plant. 电站简码', example: 'DLH50' })
  plant!: string;
  @ApiProperty({ description: 'Production month. 生产月份', example: '2025-01' })
  month!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Figure of the grid company, else of the power exchange, kWh. 电网企业或交易机构电量',
    example: '7199590',
  })
  gridKwh!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: "The owner's figure, kWh. 业主电量",
    example: '7200000',
  })
  ownerKwh!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Owner less grid, kWh. 差值', example: '410' })
  differenceKwh!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: "Of the grid's figure, percent. 差值百分比",
    example: '0.01',
  })
  differencePercent!: string | null;
  @ApiProperty({ description: 'Beyond the tolerance: to be looked at. 是否超出容差', example: false })
  beyondTolerance!: boolean;
  @ApiProperty({ description: 'The tolerance, percent; own design. 容差（自定）', example: '1' })
  tolerancePercent!: string;
}

export function comparisonBody({ plant, month, gridWh, ownerWh }: ComparedMonth): Sent<ComparisonBody> {
  const difference = gridWh === null || ownerWh === null ? undefined : ownerDifference(gridWh, ownerWh);
  return {
    plant,
    month,
    gridKwh: gridWh === null ? null : formatKwh(gridWh),
    ownerKwh: ownerWh === null ? null : formatKwh(ownerWh),
    differenceKwh: difference === undefined ? null : signedKwh(difference.differenceWh),
    differencePercent: difference?.percent ?? null,
    beyondTolerance: difference?.beyondTolerance ?? false,
    tolerancePercent: OWNER_TOLERANCE_PERCENT.value,
  };
}

const signedKwh = (energyWh: bigint): string =>
  energyWh < 0n ? `-${formatScaled(-energyWh, 3)}` : formatScaled(energyWh, 3);
