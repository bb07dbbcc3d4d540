import { type FieldOptions, IsCount, IsOneOf, IsText } from '@carbon/http';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';

/** SHA-256 is what names a document; rounds, appeals and markets have numbers and codes of their own. */
export function IsRoundNumber(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Number of the allocation round. 分配轮次编号',
    example: 'AR000001',
    max: 20,
    pattern: /^AR\d{6,18}$/,
    ...options,
  });
}

export function IsAppealNumber(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Number of the appeal. 异议编号',
    example: 'AA000001',
    max: 20,
    pattern: /^AA\d{6,18}$/,
    ...options,
  });
}

export function IsMarketCode(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Market: CN for the national one, a pilot, or a market of one’s own. 市场代码',
    example: 'CN',
    max: 40,
    pattern: /^[A-Z0-9][A-Z0-9._-]*$/,
    ...options,
  });
}

export function IsDataYear(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsCount({
    description: 'Data year the allowances are for. 配额所属年度',
    example: 2024,
    min: 2000,
    max: 2199,
    ...options,
  });
}

export function IsHolderName(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'The enterprise, by code or id. 企业代码或编号',
    example: 'E001',
    max: 40,
    ...options,
  });
}

export function IsReasonText(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({ description: 'Why. 理由', example: '示例理由', max: 1000, ...options });
}

/** A data year in a path or query. */
export function IsDataYearText(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return applyDecorators(
    Type(() => Number),
    IsDataYear(options),
  );
}

/** Yes or no in a query. */
export function IsFlagText(options: FieldOptions): PropertyDecorator {
  return IsOneOf(['true', 'false'], options);
}
