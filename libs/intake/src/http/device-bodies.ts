import { IsChinaDate, IsId, IsMoment, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { type Device, DEVICE_ROLES, type DeviceRole } from '../persistence/devices';
import { EXAMPLE_HASH, IsMeter, IsPercent, IsReason, IsSha256 } from './fields';

const ASSET = {
  description: 'Number of the asset. 资产编号',
  example: 'AS-000123',
  max: 21,
  pattern: /^AS-\d{6,18}$/,
};

export class NewDeviceBody {
  @IsText(ASSET)
  asset!: string;

  @IsText({ description: 'As it is written on the meter. 表号', example: '3700012345678', max: 64 })
  serial!: string;

  @IsOneOf(DEVICE_ROLES, { description: 'What it measures. 计量内容', example: 'export' })
  role!: DeviceRole;

  @IsPercent({ description: 'Maximum permissible error, percent. 最大允许误差' })
  maxErrorPercent!: string;

  @IsChinaDate({ description: 'First day of use. 启用日', example: '2025-01-01' })
  validFrom!: string;

  @IsChinaDate({ description: 'Last day of use. 停用日', example: '2035-12-31', optional: true })
  validTo?: string;

  @IsText({
    description: 'Capacity behind it, kW; the asset’s own at its output. 装机容量（千瓦）',
    example: '50000',
    max: 20,
    pattern: /^[1-9]\d{0,11}(\.\d{1,3})?$/,
    optional: true,
  })
  capacityKw?: string;

  @IsText({
    description: 'Code of a data partner that may send for it. 数据合作方代码',
    example: 'METERCO',
    max: 64,
    optional: true,
  })
  partner?: string;
}

export class DevicesQuery extends PageQuery {
  @IsText({ ...ASSET, optional: true })
  asset?: string;
}

export class DevicePath {
  @IsMeter()
  number!: string;
}

export class DeviceKeyPath extends DevicePath {
  @IsId({ description: 'Id of the key. 密钥编号' })
  key!: string;
}

export class DeviceBody {
  @ApiProperty({ description: 'Its number. 编号', example: 'MD-000012' })
  number!: string;
  @ApiProperty({ description: 'The asset it is at. 资产', example: 'AS-000123' })
  asset!: string;
  @ApiProperty({ description: 'As it is written on the meter. 表号', example: '3700012345678' })
  serial!: string;
  @ApiProperty({ enum: DEVICE_ROLES, description: 'What it measures. 计量内容', example: 'export' })
  role!: DeviceRole;
  @ApiProperty({ description: 'Maximum permissible error, percent. 最大允许误差', example: '0.5' })
  maxErrorPercent!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Capacity behind it, kW. 装机容量（千瓦）',
    example: '50000',
  })
  capacityKw!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Technology. 技术类型', example: 'solar-pv' })
  technology!: string | null;
  @ApiProperty({ format: 'date', description: 'First day of use. 启用日', example: '2025-01-01' })
  validFrom!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    description: 'Last day of use. 停用日',
    example: '2035-12-31',
  })
  validTo!: string | null;
  @ApiProperty({
    format: 'date-time',
    description: 'When it was registered. 登记时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  registeredAt!: string;
}

export function deviceBody(device: Device): Sent<DeviceBody> {
  const { number, serial, role, maxErrorPercent, capacityKw, technology, validFrom, validTo } = device;
  return {
    ...{ number, asset: device.assetNumber, serial, role, maxErrorPercent, capacityKw, technology },
    ...{ validFrom, validTo, registeredAt: chinaTimestamp(device.registeredAt) },
  };
}

export class NewKeyBody {
  @IsOneOf(['device', 'data-partner'], { description: 'Whose key it is. 密钥归属' })
  keyOf!: 'device' | 'data-partner';

  @IsText({
    description: 'Ed25519 public key, 32 bytes as hex (RFC 8032). 公钥',
    example: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
  })
  publicKey!: string;

  @IsMoment({ description: 'From when on it counts. 生效时刻' })
  validFrom!: string;

  @IsMoment({ description: 'Until when it counts. 失效时刻', optional: true })
  validTo?: string;
}

export class KeyBody {
  @ApiProperty({
    format: 'uuid',
    description: 'Id of the key. 密钥编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;
}

export class EndKeyBody {
  @IsReason({ example: 'The device was replaced' })
  reason!: string;
}

export class CalibrationBody {
  @IsChinaDate({ description: 'Day of the calibration. 校准日', example: '2025-06-01' })
  calibratedOn!: string;

  @IsChinaDate({ description: 'Last day it is good for. 有效期至', example: '2026-06-01' })
  dueOn!: string;

  @IsPercent({ description: 'Maximum permissible error it was found to keep, percent. 最大允许误差' })
  maxErrorPercent!: string;

  @IsSha256({
    description: 'The certificate of calibration. 校准证书',
    optional: true,
    example: EXAMPLE_HASH,
  })
  document?: string;
}
