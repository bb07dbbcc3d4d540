import { IsText, type Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { DOCUMENT_TYPES, type DocumentType } from '../domain/document-type';
import type { Document } from '../persistence/documents';

const EXAMPLE = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export class DocumentPath {
  @IsText({
    description: 'SHA-256 of its bytes, hex. 文件的 SHA-256',
    example: EXAMPLE,
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
  })
  sha256!: string;
}

export class DocumentBody {
  @ApiProperty({
    description: 'SHA-256 of its bytes, hex: by this it is named. 文件的 SHA-256',
    example: EXAMPLE,
  })
  sha256!: string;

  @ApiProperty({ description: 'Its name, cleaned. 文件名', example: '交易合同.pdf' })
  name!: string;

  @ApiProperty({ type: 'integer', description: 'Bytes. 字节数', example: 48213 })
  size!: number;

  @ApiProperty({
    enum: Object.keys(DOCUMENT_TYPES),
    description: 'What it is, by its content. 类型',
    example: 'application/pdf',
  })
  type!: DocumentType;
}

export function documentBody({ sha256, name, size, type }: Document): Sent<DocumentBody> {
  return { sha256, name, size, type };
}
