import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** What the provider does wrong, or says more, at the next login. */
export interface Mood {
  readonly claims?: JWTPayload;
  /** Signs with a key that it does not publish. */
  readonly foreignKey?: boolean;
  /** Of what its token says it was issued at. */
  readonly issuedAt?: Date;
}

export interface TestProvider {
  readonly issuer: string;
  /** Who signs in next, and how. */
  next(subject: string, mood?: Mood): void;
  /** What a browser does at the authorization endpoint: back with a code. */
  visit(location: string): Promise<string>;
  close(): Promise<void>;
}

interface Grant {
  readonly subject: string;
  readonly mood: Mood;
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

export const CLIENT = { id: 'carbon', secret: 'providersecret' } as const;

/** A small OpenID provider on a real socket: discovery, authorization code with PKCE, tokens, keys. */
export async function openProvider(now: () => Date): Promise<TestProvider> {
  const [own, foreign] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  let coming: { subject: string; mood: Mood } = { subject: 'nobody', mood: {} };
  let issuer = '';

  const authorize = (url: URL, response: ServerResponse) => {
    const param = (name: string) => url.searchParams.get(name) ?? '';
    const code = randomUUID();
    const grant = {
      challenge: param('code_challenge'),
      nonce: param('nonce'),
      redirectUri: param('redirect_uri'),
    };
    grants.set(code, { ...coming, ...grant });
    const back = new URL(grant.redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', param('state'));
    back.searchParams.set('iss', issuer);
    response.writeHead(302, { location: back.href }).end();
  };

  const token = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(await bodyOf(request));
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const basic = `Basic ${Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64')}`;
    const right = grant?.challenge === verifier && grant.redirectUri === form.get('redirect_uri');
    if (!right || request.headers.authorization !== basic) {
      json(response, 400, { error: 'invalid_grant' });
      return;
    }
    const at = Math.floor((grant.mood.issuedAt ?? now()).getTime() / 1000);
    const claims = {
      iss: issuer,
      aud: CLIENT.id,
      sub: grant.subject,
      nonce: grant.nonce,
      iat: at,
      exp: at + 60,
    };
    const idToken = await new SignJWT({ ...claims, ...grant.mood.claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(grant.mood.foreignKey === true ? foreign.privateKey : own.privateKey);
    json(response, 200, { access_token: randomUUID(), token_type: 'Bearer', id_token: idToken });
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/.well-known/openid-configuration') json(response, 200, discovery(issuer));
    else if (url.pathname === '/jwks') json(response, 200, { keys: [jwk] });
    else if (url.pathname === '/authorize') authorize(url, response);
    else if (url.pathname === '/token') void token(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    next: (subject, mood = {}) => (coming = { subject, mood }),
    visit: async (location) => {
      const answer = await fetch(location, { redirect: 'manual' });
      const back = new URL(answer.headers.get('location') ?? '');
      return `${back.pathname}${back.search}`;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

function discovery(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
    code_challenge_methods_supported: ['S256'],
  };
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
