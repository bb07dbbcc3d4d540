import { IsListOf } from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';
import { PickType } from '@nestjs/swagger';
import type { ClaimCertificates } from '../use-cases/claim-certificates';
import { ClaimCertificatesBody, claimCommandOf } from './claim-bodies';

/** Claims of one proposal at most: a year of eight sites. */
const MAX_CLAIMS = 100;

/** One claim among several of an account: a site and a month, say. */
export class ClaimAmongBody extends PickType(ClaimCertificatesBody, [
  'certificates',
  'beneficiary',
  'purpose',
  'consumptionStart',
  'consumptionEnd',
  'place',
] as const) {}

/** Payload of the task kind `certificate-claims`. */
export class ClaimManyBody {
  @IsAccountNumber({ description: 'Account whose certificates are used. 账户' })
  account!: string;

  @IsListOf(() => ClaimAmongBody, {
    description: 'A claim for each site and month, all or none; each gets its receipt. 按场所和月份逐笔核销',
    max: MAX_CLAIMS,
  })
  claims!: ClaimAmongBody[];
}

/** @throws Refusal INPUT_MALFORMED */
export function claimCommandsOf({ account, claims }: ClaimManyBody, actor: string): ClaimCertificates[] {
  return claims.map((claim) => claimCommandOf(claim, { account, actor }));
}
