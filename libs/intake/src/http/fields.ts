import { type FieldOptions, IsText } from '@carbon/http';

export const EXAMPLE_HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export function IsMeter(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Number of a device. 计量设备编号',
    example: 'MD-000012',
    min: 9,
    max: 21,
    pattern: /^MD-\d{6,18}$/,
    ...options,
  });
}

export function IsSha256(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'SHA-256 of a document that was uploaded. 文件的 SHA-256',
    example: EXAMPLE_HASH,
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    ...options,
  });
}

/** A decimal string of percent below 100. */
export function IsPercent(options: Pick<FieldOptions, 'description' | 'optional'>): PropertyDecorator {
  return IsText({ example: '0.5', max: 6, pattern: /^(0|[1-9]\d?)(\.\d{1,3})?$/, ...options });
}

export function IsReason(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Why. 理由',
    example: 'The register was read wrongly by hand',
    max: 300,
    ...options,
  });
}
