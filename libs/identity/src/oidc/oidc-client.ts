import { systemClock } from '@carbon/kernel';
import * as client from 'openid-client';
import type { OidcFlow } from './flow-cookie';
import type { OidcClaims } from './oidc-claims';
import type { OidcSettings } from './oidc-settings';
import { oidcFlowUnknown, oidcLoginRefused, oidcProviderUnreachable } from './refusals';

/** What a provider says of itself is asked for again after so long. */
const DISCOVERY_MS = 3_600_000;
const TIMEOUT_S = 10;

/**
 * Plain HTTP, which `OidcSettings` lets through to one's own machine only. The library knows its own function again, so it
 * cannot be wrapped.
 */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to be seen, and it is
const allowPlainHttp: (configuration: client.Configuration) => void = client.allowInsecureRequests;

/** Speaks with the provider: authorization code with PKCE, state and nonce; the signature of the token is checked. */
export class OidcClient {
  private known: { readonly server: client.ServerMetadata; readonly at: Date } | undefined;

  constructor(private readonly settings: OidcSettings) {}

  /** A new flow, and where the browser goes for it. @throws Refusal OIDC_PROVIDER_UNREACHABLE */
  async begin(
    link: OidcFlow['link'],
    now: Date,
  ): Promise<{ readonly flow: OidcFlow; readonly location: string }> {
    const flow: OidcFlow = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      ...(link === undefined ? {} : { link }),
    };
    const { redirectUri, scope, options } = this.settings;
    const acr = options.secondFactor?.acr;
    const location = client.buildAuthorizationUrl(await this.configuration(now), {
      redirect_uri: redirectUri.href,
      scope,
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
      ...(acr === undefined ? {} : { acr_values: acr.join(' ') }),
    });
    return { flow, location: location.href };
  }

  /**
   * Who signed in, by the answer that the provider sent the browser back with.
   * @throws Refusal OIDC_FLOW_UNKNOWN for the answer of another flow, OIDC_LOGIN_REFUSED, OIDC_PROVIDER_UNREACHABLE
   */
  async finish(query: string, flow: OidcFlow, now: Date): Promise<OidcClaims> {
    const answer = new URL(this.settings.redirectUri);
    answer.search = query;
    if (answer.searchParams.get('state') !== flow.state) throw oidcFlowUnknown();
    const configuration = await this.configuration(now);
    try {
      const tokens = await client.authorizationCodeGrant(configuration, answer, {
        pkceCodeVerifier: flow.verifier,
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        idTokenExpected: true,
      });
      return claimsOf(tokens.claims());
    } catch (error) {
      throw isOutage(error) ? oidcProviderUnreachable(error) : oidcLoginRefused(error);
    }
  }

  private async configuration(now: Date): Promise<client.Configuration> {
    const { options, insecure } = this.settings;
    const server = await this.discover(now);
    const secret = options.clientSecret;
    const configuration = new client.Configuration(
      server,
      options.clientId,
      // the library reads the machine's clock: it is told how far ours is from it
      { [client.clockSkew]: Math.round((now.getTime() - systemClock.now().getTime()) / 1000) },
      secret === undefined ? client.None() : authentication(server, secret),
    );
    configuration.timeout = TIMEOUT_S;
    client.enableNonRepudiationChecks(configuration);
    if (insecure) allowPlainHttp(configuration);
    return configuration;
  }

  private async discover(now: Date): Promise<client.ServerMetadata> {
    if (this.known !== undefined && now.getTime() - this.known.at.getTime() < DISCOVERY_MS) {
      return this.known.server;
    }
    const { issuer, options, insecure } = this.settings;
    try {
      const found = await client.discovery(issuer, options.clientId, undefined, undefined, {
        timeout: TIMEOUT_S,
        ...(insecure ? { execute: [allowPlainHttp] } : {}),
      });
      this.known = { server: found.serverMetadata(), at: now };
      return this.known.server;
    } catch (error) {
      throw oidcProviderUnreachable(error);
    }
  }
}

/** HTTP Basic, the default of OpenID Connect Core 1.0, section 9, unless the provider takes the other only. */
function authentication(server: client.ServerMetadata, secret: string): client.ClientAuth {
  const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return taken.includes('client_secret_basic')
    ? client.ClientSecretBasic(secret)
    : client.ClientSecretPost(secret);
}

function claimsOf(token: client.IDToken | undefined): OidcClaims {
  if (token === undefined) throw oidcLoginRefused();
  const { iss, sub, email, email_verified: verified, acr, amr, auth_time: at } = token;
  return {
    issuer: iss,
    subject: sub,
    ...(typeof email === 'string' ? { email } : {}),
    emailVerified: verified === true,
    ...(typeof acr === 'string' ? { acr } : {}),
    amr: Array.isArray(amr) ? amr.filter((method) => typeof method === 'string') : [],
    ...(typeof at === 'number' ? { authenticatedAt: new Date(at * 1000) } : {}),
  };
}

/** Nobody answered, as opposed to an answer that is wrong. */
function isOutage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'OAUTH_TIMEOUT' || (error instanceof TypeError && error.message === 'fetch failed');
}
