import { type FieldOptions, IsText } from '@carbon/http';

/** The public number of a project. */
export function IsProjectNumber(
  description = 'Number of the project. 项目编号',
  options: Partial<FieldOptions> = {},
): PropertyDecorator {
  return IsText({ description, example: 'PJ000001', max: 20, pattern: /^PJ\d{6,18}$/, ...options });
}

/** SHA-256 of a document that was uploaded before. */
export function IsDocumentHash(description: string, options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description,
    example: 'a'.repeat(64),
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    ...options,
  });
}
