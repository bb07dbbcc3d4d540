import { type PackReference, textSchema } from '@carbon/rules/domain';
import type { AllocationReference } from '../allocation-rules';

/** The pack of an answer, as every calculator names it. */
export const packOf = ({ id, version, certainty }: AllocationReference): PackReference => ({
  id,
  version,
  certainty,
});

export const notesSchema = {
  type: 'array',
  items: textSchema,
  description:
    '该年度规则未写明、按其他年度推定之处 / what the rules of the year do not say and is taken from others',
} as const;
