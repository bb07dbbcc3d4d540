import { IsChinaDate, IsFlag, IsId, IsPart, PageQuery, type Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { Facility, FacilityVersion } from '../persistence/facilities';
import { DeviceFactsBody, SiteFactsBody, UnitFactsBody } from './facility-facts';
import { IsEvidence, IsFacilityCode, IsHolderName, IsNote } from './fields';

const SINCE = {
  description: 'Day from which this holds; a correction of an earlier day is a further version. 生效日期',
  example: '2026-01-01',
} as const;

class DatedBody {
  @IsChinaDate(SINCE)
  effectiveFrom!: ChinaDate;
}

export class NewEmissionSiteBody extends DatedBody {
  @IsHolderName()
  holder!: string;

  @IsPart(() => SiteFactsBody, { description: 'The site. 场所' })
  facts!: SiteFactsBody;
}

export class NewEmissionUnitBody extends DatedBody {
  @IsFacilityCode()
  code!: string;

  @IsPart(() => UnitFactsBody, { description: 'The unit or line. 机组或生产线' })
  facts!: UnitFactsBody;
}

export class NewEmissionDeviceBody extends DatedBody {
  @IsFacilityCode({ example: 'W-01' })
  code!: string;

  @IsPart(() => DeviceFactsBody, { description: 'The device. 计量设备' })
  facts!: DeviceFactsBody;
}

class ChangeBody extends DatedBody {
  @IsNote('Why it is changed. 变更原因', '机组增容改造')
  reason!: string;

  @IsEvidence({ optional: true })
  document?: string;
}

export class EmissionSiteChangeBody extends ChangeBody {
  @IsPart(() => SiteFactsBody, { description: 'All that is known of it from that day on. 变更后的情况' })
  facts!: SiteFactsBody;
}

export class EmissionUnitChangeBody extends ChangeBody {
  @IsPart(() => UnitFactsBody, { description: 'All that is known of it from that day on. 变更后的情况' })
  facts!: UnitFactsBody;
}

export class EmissionDeviceChangeBody extends ChangeBody {
  @IsPart(() => DeviceFactsBody, { description: 'All that is known of it from that day on. 变更后的情况' })
  facts!: DeviceFactsBody;
}

export class FacilitiesQuery extends PageQuery {
  @IsChinaDate({ description: 'As of this day; today when absent. 截至日期', optional: true })
  on?: ChinaDate;
}

export class EmissionSitesQuery extends FacilitiesQuery {
  @IsHolderName({ optional: true })
  holder?: string;
}

class FacilityBody extends DatedBody {
  @IsId({ description: 'Id. 编号' })
  id!: string;

  @IsId({ description: 'Enterprise it belongs to. 所属企业' })
  holderId!: string;

  @ApiProperty({ type: 'integer', description: 'Version that holds on that day. 版本', example: 1 })
  version!: number;
}

export class EmissionSiteBody extends FacilityBody {
  @ApiProperty({ description: 'Number of the site. 场所编号', example: 'ST000001' })
  number!: string;

  @ApiProperty({ type: SiteFactsBody, description: 'What is known of it. 情况' })
  facts!: Sent<SiteFactsBody>;
}

export class EmissionUnitBody extends FacilityBody {
  @IsId({ description: 'Its site. 所属场所' })
  siteId!: string;

  @IsFacilityCode()
  code!: string;

  @ApiProperty({
    type: UnitFactsBody,
    description: 'What is known of it, its class judged by ALC-006 with the pack that did. 情况与类别',
  })
  facts!: Sent<UnitFactsBody>;
}

export class EmissionDeviceBody extends FacilityBody {
  @IsId({ description: 'Its unit. 所属机组' })
  unitId!: string;

  @IsFacilityCode({ example: 'W-01' })
  code!: string;

  @ApiProperty({ type: DeviceFactsBody, description: 'What is known of it. 情况' })
  facts!: Sent<DeviceFactsBody>;
}

export class FacilityVersionBody extends DatedBody {
  @ApiProperty({ type: 'integer', description: 'Version, from 1. 版本', example: 2 })
  version!: number;

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'What was known. 情况',
    example: { nameZh: '1 号机组', nameEn: 'Unit 1' },
  })
  facts!: object;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was changed. 变更原因', example: null })
  reason!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the document it rests on. 依据文件',
    example: null,
  })
  document!: string | null;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was written down. 记录时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  recordedAt!: string;

  @IsFlag({ description: 'It holds today. 当前有效', example: true })
  current!: boolean;
}

const common = ({ id, holderId, version, effectiveFrom }: Facility) => ({
  ...{ id, holderId, version, effectiveFrom },
});

export const siteBody = (site: Facility): Sent<EmissionSiteBody> => ({
  ...common(site),
  number: site.code,
  facts: site.facts as unknown as SiteFactsBody,
});

export const unitBody = (unit: Facility): Sent<EmissionUnitBody> => ({
  ...common(unit),
  siteId: unit.parentId ?? '',
  code: unit.code,
  facts: unit.facts as unknown as UnitFactsBody,
});

export const deviceBody = (device: Facility): Sent<EmissionDeviceBody> => ({
  ...common(device),
  unitId: device.parentId ?? '',
  code: device.code,
  facts: device.facts as unknown as DeviceFactsBody,
});

export const versionBody =
  (current: number) =>
  ({ documentHash, recordedAt, ...told }: FacilityVersion): Sent<FacilityVersionBody> => ({
    ...told,
    document: documentHash,
    recordedAt: chinaTimestamp(recordedAt),
    current: told.version === current,
  });
