import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { fault, malformed, Refusal } from '@carbon/kernel';
import type { FastifyRequest } from 'fastify';

export interface SentFile {
  /** As sent: nothing that may be trusted. */
  readonly name: string;
  readonly bytes: Buffer;
}

const TYPE = 'multipart/form-data';
/** What the frame around a file may take. */
const FRAME_BYTES = 65_536;

/**
 * The body of an upload, whole but not yet taken apart. It is kept in memory, not streamed, so that a signed request's
 * signature is checked over it before anybody looks inside.
 */
export class MultipartBody {
  constructor(
    private readonly contentType: string,
    private readonly body: Buffer,
  ) {}

  /** The one file it carries, in the field `file`. @throws Refusal INPUT_MALFORMED */
  async file(): Promise<SentFile> {
    const [entry, ...others] = await this.entries();
    if (entry === undefined || others.length > 0 || entry[0] !== 'file' || typeof entry[1] === 'string') {
      throw malformed([
        fault(
          'file',
          'one-file',
          'send exactly one file, in the field `file`',
          '请在 file 字段中上传且仅上传一个文件',
        ),
      ]);
    }
    return { name: entry[1].name, bytes: Buffer.from(await entry[1].arrayBuffer()) };
  }

  private async entries(): Promise<[string, string | File][]> {
    const headers = { 'content-type': this.contentType };
    try {
      // deprecated for servers as it reads without bounds; here the body is whole already, and bounded by the route
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      return [...(await new Response(this.body, { headers }).formData())] as [string, string | File][];
    } catch {
      throw malformed([
        fault(
          'body',
          'multipart',
          'is not well-formed multipart/form-data',
          '不是格式正确的 multipart/form-data',
        ),
      ]);
    }
  }
}

const LIMIT = Symbol('bytes of a file');

/** The route takes one file of up to so many bytes, as multipart/form-data. Take it with `@SentMultipart()`. */
export function TakesFile(maxBytes: number): MethodDecorator {
  return applyDecorators(
    RouteConfig({ [LIMIT]: maxBytes + FRAME_BYTES }),
    ApiConsumes(TYPE),
    ApiBody({
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'string', format: 'binary' } },
      },
    }),
  );
}

/** The upload of a route that takes a file. @throws Refusal MEDIA_TYPE_UNSUPPORTED when something else was sent */
export const SentMultipart = createParamDecorator((_: unknown, context: ExecutionContext): MultipartBody => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body instanceof MultipartBody) return body;
  throw mediaTypeUnsupported(`请使用 ${TYPE} 上传文件`, `Send the file as ${TYPE}`);
});

/** Reads multipart bodies on the routes that say so; all others refuse them before a byte is read. */
export function takeFilesWhereDeclared(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route) => {
    const limit = limitOf(route.config);
    if (limit !== undefined) route.bodyLimit = limit;
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const refused = isMultipart(request) && limitOf(request.routeOptions.config) === undefined;
    done(
      refused ? mediaTypeUnsupported('此地址不接受文件上传', 'This address does not take files') : undefined,
    );
  });
  fastify.addContentTypeParser(
    TYPE,
    { parseAs: 'buffer' },
    (request: FastifyRequest, body: string | Buffer, done: (error: Error | null, body?: unknown) => void) =>
      done(null, new MultipartBody(request.headers['content-type'] ?? '', body as Buffer)),
  );
}

function isMultipart({ headers }: FastifyRequest): boolean {
  return headers['content-type']?.trimStart().toLowerCase().startsWith(TYPE) === true;
}

function limitOf(config: unknown): number | undefined {
  if (typeof config !== 'object' || config === null || !(LIMIT in config)) return undefined;
  const limit = config[LIMIT];
  return typeof limit === 'number' ? limit : undefined;
}

function mediaTypeUnsupported(zh: string, en: string): Refusal {
  return new Refusal('MEDIA_TYPE_UNSUPPORTED', 415, { zh, en });
}
