import { IsId, IsOneOf, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { OidcLink } from './oidc-links';

export class OidcLinkPath {
  @IsId({ description: 'Id of the link. 关联编号' })
  id!: string;
}

export class OidcLocationBody {
  @ApiProperty({ format: 'uri', description: 'Where the browser goes next. 浏览器应前往的地址' })
  location!: string;
}

export class OidcLinkBody {
  @IsId({ description: 'Id of the link. 关联编号' })
  id!: string;

  @ApiProperty({ description: 'Whose identity it is. 身份提供方', example: 'https://id.example.com' })
  issuer!: string;

  @IsOneOf(['by-user', 'by-email'], { description: 'Linked by the user, or by a verified address. 关联方式' })
  how!: 'by-user' | 'by-email';

  @ApiProperty({ format: 'date-time', description: 'Since when. 关联时间' })
  linkedAt!: string;
}

export function oidcLinkBody({ id, issuer, how, linkedAt }: OidcLink): Sent<OidcLinkBody> {
  return { id, issuer, how, linkedAt: chinaTimestamp(linkedAt) };
}
