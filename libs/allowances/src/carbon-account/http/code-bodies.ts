import { IsFlag, IsText, type Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import type { CodeOfYear } from '../use-cases/code-of-holder';
import type { ShownCode } from '../use-cases/show-code';

export class CarbonCodePath {
  @IsText({
    description: 'Id or code of the enterprise. 企业',
    min: 2,
    max: 40,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    example: 'DEMO-STEEL',
  })
  holder!: string;
}

export class CodeSlugPath {
  @IsText({
    description: 'What the QR code leads to. 二维码标识',
    min: 22,
    max: 22,
    pattern: /^[A-Za-z0-9_-]{22}$/,
    example: 'Zm9vYmFyYmF6cXV4cXV1eA',
  })
  slug!: string;
}

export class CodeMarketQuery {
  @IsText({ description: 'Market. 市场', max: 4, pattern: /^[A-Z]{2,4}$/, optional: true, example: 'CN' })
  market?: string;
}

export class ShowCodeBody extends CodeMarketQuery {
  @IsFlag({ description: 'Whether everybody may see it. 是否公开展示', example: true })
  shown!: boolean;
}

export class PublicCodeBody {
  @ApiProperty({ description: 'Name in Chinese. 企业名称', example: '示范钢铁集团' })
  nameZh!: string;

  @ApiProperty({ description: 'Name in English. 英文名称', example: 'Demo Steel Group' })
  nameEn!: string;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'Verified year it is about. 核查年度', example: 2025 })
  year!: number;

  @ApiProperty({ description: 'Sector. 行业', example: 'steel' })
  sector!: string;

  @ApiProperty({
    required: false,
    description: 'Grade A to E; absent where none can be told. 碳码等级，无法评定时缺省',
    example: 'B',
  })
  grade?: string;

  @ApiProperty({ required: false, description: 'What the grade means. 等级含义', example: '较优' })
  meaningZh?: string;

  @ApiProperty({ required: false, description: 'What the grade means. 等级含义', example: 'below the mean' })
  meaningEn?: string;

  @ApiProperty({
    required: false,
    description: 'Intensity against the mean of the sector, percent. 相对行业均值（%）',
    example: '84.20',
  })
  percentOfMean?: string;

  @ApiProperty({ required: false, description: 'Enterprises in the mean. 均值企业数', example: 12 })
  firms?: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Rules of the grade, and how certain they are. 规则及其确定性',
    example: { id: 'carbon-account', version: '2026.1', certainty: 'X' },
  })
  pack!: object;
}

export class CarbonCodeBody extends PublicCodeBody {
  @ApiProperty({ description: 'Whether everybody may see it. 是否公开', example: false })
  shown!: boolean;

  @ApiProperty({
    required: false,
    description: 'Page that the QR code leads to; absent while it was never shown. 公开页面地址',
    example: 'https://ledger.example/c/Zm9vYmFyYmF6cXV4cXV1eA',
  })
  link?: string;

  @ApiProperty({
    required: false,
    description: 'Tonnes for a unit of output; its own people only. 单位产出排放',
    example: '0.842000',
  })
  intensity?: string;

  @ApiProperty({ required: false, description: 'Mean of the sector. 行业均值', example: '1.000000' })
  sectorMean?: string;
}

interface Named {
  readonly nameZh: string;
  readonly nameEn: string;
}

export function publicCodeBody(
  { nameZh, nameEn }: Named,
  market: string,
  { year, sector, code, pack }: CodeOfYear,
): Sent<PublicCodeBody> {
  return {
    ...{ nameZh, nameEn, market, year, sector, pack },
    ...(code === undefined
      ? {}
      : {
          ...{ grade: code.grade, meaningZh: code.zh, meaningEn: code.en },
          ...{ percentOfMean: code.percentOfMean, firms: code.firms },
        }),
  };
}

export function carbonCodeBody(
  holder: Named,
  market: string,
  of: CodeOfYear,
  shown: ShownCode | undefined,
  link: (slug: string) => string,
): Sent<CarbonCodeBody> {
  const { code } = of;
  return {
    ...publicCodeBody(holder, market, of),
    shown: shown?.shown ?? false,
    ...(shown === undefined ? {} : { link: link(shown.slug) }),
    ...(code === undefined ? {} : { intensity: code.intensity, sectorMean: code.sectorMean }),
  };
}
