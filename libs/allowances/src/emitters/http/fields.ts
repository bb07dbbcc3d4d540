import { type FieldOptions, IsCount, IsId, IsShaped, IsText } from '@carbon/http';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';

/** A market's code: those whose rules stand in packs, or that of a park's or group's own market. */
export function IsMarketCode(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Carbon market. 碳市场代码',
    example: 'CN',
    max: 20,
    pattern: /^[A-Z][A-Z0-9-]{1,19}$/,
    ...options,
  });
}

/** A year of a list, or of data. */
export function IsYear(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsCount({ description: 'Year. 年度', example: 2026, min: 2000, max: 2199, ...options });
}

/** A year in a path or query. */
export function IsYearText(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return applyDecorators(
    Type(() => Number),
    IsYear(options),
  );
}

/** A non-negative decimal, exact. */
export function IsDecimal(options: FieldOptions): PropertyDecorator {
  return IsShaped({
    shape: 'decimal',
    test: (text) => /^(0|[1-9]\d{0,14})(\.\d{1,8})?$/.test(text),
    sentence: {
      zh: '应为非负小数，最多八位小数',
      en: 'must be a decimal from 0 with at most eight decimals',
    },
    example: '12.5',
    ...options,
  });
}

/** A share in percent, 0 to 100, exact. */
export function IsPercent(options: FieldOptions): PropertyDecorator {
  return IsShaped({
    shape: 'percent',
    test: (text) => /^(100(\.0{1,6})?|(0|[1-9]\d?)(\.\d{1,6})?)$/.test(text),
    sentence: { zh: '应为 0 至 100 的百分数', en: 'must be a percentage from 0 to 100' },
    example: '12.5',
    ...options,
  });
}

/** An identification code: of a unit within its site, of a device within its unit. */
export function IsFacilityCode(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Identification code. 识别编号',
    example: 'U1',
    max: 40,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._/#-]{0,39}$/,
    ...options,
  });
}

/** Id or code of a holder. */
export function IsHolderName(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Enterprise, by id or code. 企业（编号或代码）',
    example: 'E011',
    min: 2,
    max: 40,
    ...options,
  });
}

/** A short text in the words of whoever fills the field in. */
export function IsNote(
  description: string,
  example: string,
  more: { readonly optional?: boolean } = {},
): PropertyDecorator {
  return IsText({ description, example, max: 500, ...more });
}

/** SHA-256 of an uploaded document, hex. */
export function IsEvidence(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'SHA-256 of an uploaded document, hex. 依据文件',
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    ...options,
  });
}

export class EmitterPartPath {
  @IsId({ description: 'Id. 编号' })
  id!: string;
}
