import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newId, type Problem, Refusal } from '@carbon/kernel';

export interface ConnectionOptions {
  readonly url?: string;
  readonly key?: string;
}

/** The platform answered with a problem document. */
export class ProblemAnswer extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** Talks to a running platform over its HTTP interface. */
export class Connection {
  private constructor(
    private readonly url: string,
    private readonly key: string | undefined,
    private readonly language: string,
  ) {}

  /**
   * Options, else `CARBON_URL` and `CARBON_API_KEY`, else what the platform of this folder wrote down when it started.
   * @throws Refusal PLATFORM_UNKNOWN
   */
  static of(options: ConnectionOptions, language: string): Connection {
    const environment = process.env;
    const url = options.url ?? environment['CARBON_URL'];
    const key = options.key ?? environment['CARBON_API_KEY'];
    const local = url === undefined ? localPlatform() : undefined;
    const address = url ?? local?.url;
    if (address === undefined) {
      throw new Refusal('PLATFORM_UNKNOWN', 503, {
        zh: '找不到正在运行的平台：请先执行 npm start，或用 --url 与 --key 指明。',
        en: 'No running platform was found: run npm start first, or name one with --url and --key.',
      });
    }
    return new Connection(address.replace(/\/$/, ''), key ?? local?.key, language);
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  post<T>(path: string, body: unknown, type = 'application/json'): Promise<T> {
    return this.send<T>('POST', path, {
      body: type === 'application/json' ? JSON.stringify(body) : String(body),
      type,
    });
  }

  private async send<T>(method: string, path: string, content?: { body: string; type: string }): Promise<T> {
    let answer: Response;
    try {
      answer = await fetch(this.url + path, {
        method,
        headers: {
          'accept-language': this.language,
          ...(this.key === undefined ? {} : { authorization: `Bearer ${this.key}` }),
          ...(content === undefined ? {} : { 'content-type': content.type, 'idempotency-key': newId() }),
        },
        ...(content === undefined ? {} : { body: content.body }),
      });
    } catch (cause) {
      throw new Refusal(
        'PLATFORM_UNREACHABLE',
        503,
        { zh: `无法连接 ${this.url}`, en: `${this.url} cannot be reached` },
        { cause },
      );
    }
    const text = await answer.text();
    if (answer.headers.get('content-type')?.startsWith('application/problem+json') === true) {
      throw new ProblemAnswer(JSON.parse(text) as Problem);
    }
    if (!answer.ok) throw new Error(`${this.url}${path}: ${answer.status} ${text.slice(0, 200)}`);
    return JSON.parse(text) as T;
  }
}

/** Where the platform started from this folder listens. */
function localPlatform(): { url: string; key: string } | undefined {
  const directory = resolve(process.env['CARBON_DATA'] ?? '.carbon');
  try {
    return JSON.parse(readFileSync(join(directory, 'connection.json'), 'utf8')) as {
      url: string;
      key: string;
    };
  } catch {
    return undefined;
  }
}
