import { type Environment, type MustBe, readSettings } from '@carbon/http';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { Contents } from './contents/contents';
import { S3Contents } from './contents/s3-contents';
import { ClamdScanner } from './scanning/clamd-scanner';
import { type ContentScanner, noScanner } from './scanning/content-scanner';

/** Where documents are kept and who looks for viruses in them. */
class DocumentSettings {
  @IsOptional()
  @Matches(/^https?:\/\/[^\s/?#@]+$/)
  DOCUMENTS_S3_ENDPOINT?: string;

  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
  DOCUMENTS_S3_BUCKET?: string;

  @IsString()
  @Matches(/^[a-z0-9-]+$/)
  DOCUMENTS_S3_REGION: string = 'us-east-1';

  @IsOptional()
  @Matches(/^[\x21-\x7e]+$/)
  DOCUMENTS_S3_ACCESS_KEY_ID?: string;

  @IsOptional()
  @Matches(/^[\x21-\x7e]+$/)
  DOCUMENTS_S3_SECRET_ACCESS_KEY?: string;

  @IsOptional()
  @Matches(/^[^\s/]+$/)
  CLAMD_HOST?: string;

  @Transform(({ value }: { value: unknown }) => (value === undefined ? 3310 : Number(value)))
  @IsInt()
  @Min(1)
  @Max(65_535)
  CLAMD_PORT: number = 3310;
}

const TOGETHER = [
  'DOCUMENTS_S3_ENDPOINT',
  'DOCUMENTS_S3_BUCKET',
  'DOCUMENTS_S3_ACCESS_KEY_ID',
  'DOCUMENTS_S3_SECRET_ACCESS_KEY',
] as const;
const TOGETHER_ZH = 'DOCUMENTS_S3_* 须同时设置';
const TOGETHER_EN = 'all of DOCUMENTS_S3_* are set, or none';

const MUST_BE: MustBe = {
  DOCUMENTS_S3_ENDPOINT: [
    `应为 https:// 地址，不含路径；${TOGETHER_ZH}`,
    `must be an https:// address without a path; ${TOGETHER_EN}`,
  ],
  DOCUMENTS_S3_BUCKET: [`应为存储桶名称；${TOGETHER_ZH}`, `must be the name of a bucket; ${TOGETHER_EN}`],
  DOCUMENTS_S3_REGION: ['应为区域名称', 'must be the name of a region'],
  DOCUMENTS_S3_ACCESS_KEY_ID: [`应为访问密钥编号；${TOGETHER_ZH}`, `must be the id of a key; ${TOGETHER_EN}`],
  DOCUMENTS_S3_SECRET_ACCESS_KEY: [
    `应为访问密钥；${TOGETHER_ZH}`,
    `must be the secret of a key; ${TOGETHER_EN}`,
  ],
  CLAMD_HOST: ['应为 ClamAV 守护进程的主机', "must be the host of ClamAV's daemon"],
  CLAMD_PORT: ['应为 1 至 65535 的整数', 'must be a whole number from 1 to 65535'],
};

/** What DocumentsModule is told: the database keeps contents and nothing is scanned where nothing is said. */
export interface DocumentParts {
  readonly contents: Contents;
  readonly scanner: ContentScanner;
}

export function databaseParts(): DocumentParts {
  return { contents: new Contents(), scanner: noScanner };
}

/** @throws SettingsError naming every setting that is missing or wrong */
export function readDocumentParts(environment: Environment): DocumentParts {
  const settings = readSettings(DocumentSettings, MUST_BE, environment, (read) => {
    const missing = TOGETHER.filter((name) => read[name] === undefined);
    return missing.length === TOGETHER.length ? [] : missing;
  });
  return { contents: new Contents(s3Of(settings)), scanner: scannerOf(settings) };
}

function s3Of(settings: DocumentSettings): S3Contents | undefined {
  const [endpoint, bucket, accessKeyId, secretAccessKey] = TOGETHER.map((name) => settings[name]);
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return undefined;
  return new S3Contents({
    ...{ endpoint, bucket, accessKeyId, secretAccessKey },
    region: settings.DOCUMENTS_S3_REGION,
  });
}

function scannerOf({ CLAMD_HOST, CLAMD_PORT }: DocumentSettings): ContentScanner {
  return CLAMD_HOST === undefined ? noScanner : new ClamdScanner({ host: CLAMD_HOST, port: CLAMD_PORT });
}
