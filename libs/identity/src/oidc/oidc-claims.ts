import { safetyRules } from '@carbon/rules';
import type { OidcOptions } from './oidc-settings';

/** What a provider says of who signed in, after everything about the token was checked. */
export interface OidcClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly email?: string;
  readonly emailVerified: boolean;
  readonly acr?: string;
  readonly amr: readonly string[];
  /** When it last saw who it is. */
  readonly authenticatedAt?: Date;
}

const MINUTE_MS = 60_000;

/**
 * Whether a login counts as a second factor just shown (REG-002): the settings name its kind, and it was shown at the
 * provider as shortly before as it would have to be here. A session there of this morning is none.
 */
export function showsSecondFactor(
  { acr, amr, authenticatedAt }: OidcClaims,
  { secondFactor }: Pick<OidcOptions, 'secondFactor'>,
  now: Date,
): boolean {
  if (secondFactor === undefined || authenticatedAt === undefined) return false;
  const freshMs = safetyRules(now).secondFactorFreshnessMinutes.value * MINUTE_MS;
  if (now.getTime() - authenticatedAt.getTime() > freshMs) return false;
  const byAcr = acr !== undefined && (secondFactor.acr ?? []).includes(acr);
  return byAcr || amr.some((method) => (secondFactor.amr ?? []).includes(method));
}
