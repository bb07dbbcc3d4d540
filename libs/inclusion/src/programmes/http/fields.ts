import { type FieldOptions, IsText } from '@carbon/http';

/** The public code of a programme. */
export function IsProgrammeCode(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Code of the programme. 碳普惠项目代码',
    example: 'SZ',
    min: 2,
    max: 20,
    pattern: /^[A-Z][A-Z0-9-]{1,19}$/,
    ...options,
  });
}

export class ProgrammeCodePath {
  @IsProgrammeCode()
  code!: string;
}
