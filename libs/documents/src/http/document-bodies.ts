import { IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { DOCUMENT_KINDS, type DocumentKind, type Scan, SCANS } from '../domain/document-kind';
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

const KIND = { description: 'What it is for. 用途', example: 'meter-reading', optional: true } as const;

/** How an upload is filed. */
export class FilingQuery {
  @IsOneOf(DOCUMENT_KINDS, KIND)
  kind?: DocumentKind;

  @IsText({
    description: 'SHA-256 of your document that it is a new version of; that one stays. 所替代的版本',
    example: EXAMPLE,
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    optional: true,
  })
  supersedes?: string;
}

export class DocumentsQuery extends PageQuery {
  @IsOneOf(DOCUMENT_KINDS, KIND)
  kind?: DocumentKind;
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

  @ApiProperty({ enum: DOCUMENT_KINDS, description: 'What it is for. 用途', example: 'contract' })
  kind!: DocumentKind;

  @ApiProperty({
    enum: SCANS,
    description: 'What the virus scanner said when it was filed. 病毒扫描结果',
    example: 'clean',
  })
  scan!: Scan;

  @ApiProperty({ description: 'Everybody may download it. 是否公开', example: false })
  published!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the version before. 上一版本',
    example: EXAMPLE,
  })
  supersedes!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the version after: this one is no longer the latest. 下一版本',
    example: EXAMPLE,
  })
  supersededBy!: string | null;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was filed. 归档时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  filedAt!: string;
}

export class DocumentVersionsBody {
  @ApiProperty({ type: [DocumentBody], description: 'The oldest first. 版本，由旧到新' })
  items!: Sent<DocumentBody>[];
}

export function documentBody(document: Document): Sent<DocumentBody> {
  const { sha256, name, size, type, kind, scan, published, supersedes, supersededBy } = document;
  return {
    ...{ sha256, name, size, type, kind, scan, published, supersedes, supersededBy },
    filedAt: chinaTimestamp(document.uploadedAt),
  };
}
