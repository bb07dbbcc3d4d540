import { fault, malformed } from '@carbon/kernel';
import type { BeneficiaryBody } from '../http/claim-bodies';

/** A proposal is read by several people and kept: a private person's particulars do not belong into it. */
export function refusePersons({ kind }: BeneficiaryBody, field: string): void {
  if (kind === 'organisation') return;
  throw malformed([
    fault(
      field,
      'organisation',
      'must be organisation: a private person claims for itself',
      '须为机构；个人须本人办理核销',
    ),
  ]);
}
