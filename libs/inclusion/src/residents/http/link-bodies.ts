import { IsFlag, IsText, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { LinkView, PartnerLinkView } from '../persistence/links';
import { PARTNER, PROGRAMME, TEXT_VERSION } from './fields';

const MOMENT = { format: 'date-time', example: '2026-03-02T10:00:00.000+08:00' } as const;
const REFERENCE = {
  description:
    'The partner’s pseudonymous number of its user; no telephone or identity number. 合作方用户编号',
  example: 'U-0537',
  max: 40,
};

export class MakeLinkCodeBody {
  @IsText(PARTNER)
  partner!: string;

  @IsText(TEXT_VERSION)
  textVersion!: string;

  @IsFlag({
    description: 'The consent was asked for alone, as for a child it must be. 是否单独征得同意',
    optional: true,
  })
  separate?: boolean;
}

export class LinkCodeBody {
  @IsText(PARTNER)
  partner!: string;

  @ApiProperty({
    description: 'To type or scan in the partner’s app; works once. 绑定码',
    example: '7K2MD-Q0X4T',
  })
  code!: string;

  @ApiProperty({ ...MOMENT, description: 'Until when. 有效期至' })
  expiresAt!: string;
}

export class PartnerOfLinkPath {
  @IsText(PARTNER)
  partner!: string;
}

export class ResidentLinkBody {
  @IsText(PARTNER)
  partner!: string;

  @ApiProperty({ description: 'Name in Chinese. 中文名称', example: '示例地铁' })
  nameZh!: string;

  @ApiProperty({ description: 'Name in English. 英文名称', example: 'Example Metro' })
  nameEn!: string;

  @IsText(PROGRAMME)
  programme!: string;

  @IsText(REFERENCE)
  reference!: string;

  @IsText(TEXT_VERSION)
  textVersion!: string;

  @ApiProperty({ ...MOMENT, description: 'Since. 绑定时间' })
  linkedAt!: string;
}

export function residentLinkBody({ name, linkedAt, ...link }: LinkView): Sent<ResidentLinkBody> {
  return { ...link, nameZh: name.zh, nameEn: name.en, linkedAt: chinaTimestamp(linkedAt) };
}

export class LinkEndedBody {
  @IsText(PARTNER)
  partner!: string;

  @ApiProperty({ enum: ['ended'], description: 'State. 状态', example: 'ended' })
  state!: 'ended';
}

export class PartnerCodePath {
  @IsText(PARTNER)
  code!: string;
}

export class PartnerReferencePath extends PartnerCodePath {
  @IsText(REFERENCE)
  reference!: string;
}

export class RedeemLinkCodeBody {
  @IsText({ description: 'The code the resident shows. 居民出示的绑定码', example: '7K2MD-Q0X4T', max: 20 })
  code!: string;

  @IsText(REFERENCE)
  reference!: string;
}

/** Names no user: the answer is kept for repeats, longer than a link may stand. */
export class PartnerLinkMadeBody {
  @IsText(PARTNER)
  partner!: string;

  @ApiProperty({ enum: ['linked'], description: 'State. 状态', example: 'linked' })
  state!: 'linked';

  @IsText(TEXT_VERSION)
  textVersion!: string;

  @ApiProperty({ ...MOMENT, description: 'Since. 绑定时间' })
  linkedAt!: string;
}

export class PartnerLinkBody {
  @IsText(REFERENCE)
  reference!: string;

  @ApiProperty({ ...MOMENT, description: 'Since. 绑定时间' })
  linkedAt!: string;

  @ApiProperty({
    ...MOMENT,
    type: String,
    nullable: true,
    description: 'Ended when: from then on nothing is taken of this user. 解除时间',
  })
  endedAt!: string | null;
}

export function partnerLinkBody({ reference, linkedAt, endedAt }: PartnerLinkView): Sent<PartnerLinkBody> {
  return {
    reference,
    linkedAt: chinaTimestamp(linkedAt),
    endedAt: endedAt === null ? null : chinaTimestamp(endedAt),
  };
}
