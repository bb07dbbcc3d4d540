import { createHash } from 'node:crypto';
import { type Authenticator, type Caller, type Credentials, type Permission } from '@carbon/http';
import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';

const NO_BODY = createHash('sha256').digest();

/** What a request showed, to be shown again. A stream has no body. */
function credentialsOf({ headers, method, url, ip }: FastifyRequest): Credentials {
  return {
    ...{
      authorization: headers.authorization,
      cookies: parseCookie(headers.cookie ?? ''),
      method,
      target: url,
      ip,
    },
    header: (name) => {
      const value = headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    bodyDigest: NO_BODY,
  };
}

/**
 * Whether who opened a stream may still have it: asked of the authenticator again, so that an expired or revoked session, a
 * role or a holder that changed ends it. A signature is good once: streams of signed requests live for a while and are signed
 * anew.
 */
export class Standing {
  private readonly credentials: Credentials;

  constructor(
    request: FastifyRequest,
    private readonly caller: Caller,
    private readonly authenticator: Authenticator,
    private readonly permission: Permission,
  ) {
    this.credentials = credentialsOf(request);
  }

  /** Whether the stream ends by the clock only. */
  get isSigned(): boolean {
    return this.caller.kind === 'api-key';
  }

  async holds(): Promise<boolean> {
    if (this.isSigned) return true;
    try {
      const now = await this.authenticator.authenticate(this.credentials);
      return now?.holder?.id === this.caller.holder?.id && now?.permissions.has(this.permission) === true;
    } catch {
      return false;
    }
  }
}
