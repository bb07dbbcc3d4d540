import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const KEY = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'invented-secret-of-a-test' } as const;
export const REGION = 'cn-test-1';
const BUCKET = 'papers';

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();

/** A little S3: PUT, GET and HEAD of objects, signatures checked as the AWS documentation of version 4 describes. */
export class S3Server {
  readonly objects = new Map<string, Buffer>();
  readonly refused: string[] = [];
  /** What to do instead of answering. */
  trouble: 'none' | 'error' | 'silence' | 'lost' = 'none';

  private constructor(private readonly server: Server) {}

  static async start(): Promise<S3Server> {
    const http = createServer();
    const s3 = new S3Server(http);
    http.on('request', (request, response) => void s3.answer(request, response));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return s3;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get bucket(): string {
    return BUCKET;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (this.trouble === 'silence') return;
    if (this.trouble === 'error') return void response.writeHead(500).end(xml('InternalError'));
    const wrong = faultOf(request, body);
    if (wrong !== undefined) {
      this.refused.push(wrong);
      return void response.writeHead(403).end(xml(wrong));
    }
    const path = request.url ?? '';
    const found = this.objects.get(path);
    if (request.method === 'PUT') {
      if (this.trouble !== 'lost') this.objects.set(path, body);
      return void response.writeHead(200, { etag: `"${sha256(body).slice(0, 32)}"` }).end();
    }
    if (path === `/${BUCKET}` || path === `/${BUCKET}/`) return void response.writeHead(200).end();
    if (found === undefined) return void response.writeHead(404).end(xml('NoSuchKey'));
    response.writeHead(200, { 'content-length': String(found.length) });
    response.end(request.method === 'HEAD' ? undefined : found);
  }
}

const xml = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** What is wrong with a request's signature or with the hash it tells of its body; nothing when all is well. */
function faultOf(request: IncomingMessage, body: Buffer): string | undefined {
  const header = (name: string) => [request.headers[name] ?? ''].flat().join(',').trim();
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      header('authorization'),
    );
  if (parts === null) return 'AccessDenied';
  const [, id, day = '', region = '', names = '', signature] = parts;
  if (id !== KEY.accessKeyId) return 'InvalidAccessKeyId';
  const told = header('x-amz-content-sha256');
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const canonical = [
    request.method,
    path,
    query.split('&').sort().join('&'),
    ...names.split(';').map((name) => `${name}:${header(name).replace(/\s+/g, ' ')}`),
    '',
    names,
    told,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', header('x-amz-date'), scope, sha256(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (last, step) => hmac(last, step),
    `AWS4${KEY.secretAccessKey}`,
  );
  if (region !== REGION || createHmac('sha256', key).update(text).digest('hex') !== signature) {
    return 'SignatureDoesNotMatch';
  }
  const bound = names.split(';').includes('x-amz-content-sha256') && names.split(';').includes('host');
  if (!bound) return 'SignatureDoesNotMatch';
  if (told !== 'UNSIGNED-PAYLOAD' && told !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  if (request.method !== 'PUT') return undefined;
  if (!names.split(';').includes('x-amz-checksum-sha256')) return 'InvalidRequest';
  const checksum = Buffer.from(header('x-amz-checksum-sha256'), 'base64').toString('hex');
  return checksum === sha256(body) ? undefined : 'BadDigest';
}
