/** How people sign in at an identity provider of their organisation (OpenID Connect Core 1.0). */
export interface OidcOptions {
  /** As in its discovery document. HTTPS; plain HTTP only on one's own machine. */
  readonly issuer: string;
  readonly clientId: string;
  /** None for a public client: PKCE alone then binds the code. */
  readonly clientSecret?: string;
  /** `openid email` when absent. */
  readonly scopes?: readonly string[];
  /** Our own address as the provider calls it: `https://…/v1/oidc/callback`. */
  readonly redirectUri: string;
  /** Where a browser goes when it is signed in; `/` when absent. */
  readonly landing?: string;
  /**
   * Whether the first login links an account by its e-mail address, where the provider says it is verified. Only for a
   * provider that is trusted to say so: it can then sign in as anybody whose address it names.
   */
  readonly linkByVerifiedEmail: boolean;
  /** What counts as a second factor just shown; nothing when absent. */
  readonly secondFactor?: { readonly acr?: readonly string[]; readonly amr?: readonly string[] };
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The options, checked. The class is also the injection token. */
export class OidcSettings {
  readonly issuer: URL;
  readonly redirectUri: URL;
  readonly scope: string;
  readonly landing: string;
  /** Plain HTTP, to one's own machine. */
  readonly insecure: boolean;

  /** @throws TypeError for an address that is none; RangeError for plain HTTP to another machine */
  constructor(readonly options: OidcOptions) {
    this.issuer = new URL(options.issuer);
    this.redirectUri = new URL(options.redirectUri);
    this.scope = (options.scopes ?? ['openid', 'email']).join(' ');
    this.landing = options.landing ?? '/';
    this.insecure = this.issuer.protocol === 'http:';
    if (this.insecure && !LOOPBACK.has(this.issuer.hostname)) {
      throw new RangeError('the issuer must be an https address');
    }
  }
}
