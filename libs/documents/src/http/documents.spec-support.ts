import { auditMigrations } from '@carbon/audit';
import {
  connect,
  type Database,
  ensureServiceLogin,
  migrate,
  migrateDown,
  platformMigrations,
} from '@carbon/database';
import {
  Authenticator,
  type Caller,
  createHttpApp,
  type Credentials,
  EdgeModule,
  EVERYTHING,
  JsonLogger,
  type Reach,
  reachOf,
} from '@carbon/http';
import { SettableClock } from '@carbon/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/test-database';
import type { DocumentParts } from '../document-settings';
import { DocumentsModule } from '../documents.module';
import { documentMigrations } from '../persistence/migrations/index';

export const HOUSE = '01900000-0000-7000-8000-00000000000a';
export const OTHER = '01900000-0000-7000-8000-00000000000b';

class Desks extends Authenticator {
  /** What the bodies of the requests were, as a signature would cover them. */
  readonly digests: string[] = [];

  authenticate({ authorization, bodyDigest }: Credentials): Promise<Caller | undefined> {
    this.digests.push(bodyDigest.toString('hex'));
    const caller = (id: string, holder: string, reach: Reach = reachOf([holder])): Caller => ({
      id: `user:${id}`,
      name: id,
      kind: 'user',
      permissions: new Set(['documents.read', 'documents.write']),
      reach,
      holder: { id: holder, code: id.toUpperCase(), kind: 'key-emitter' },
    });
    const callers: Record<string, Caller> = {
      house: caller('house', HOUSE),
      other: caller('other', OTHER),
      registry: caller('registry', '01900000-0000-7000-8000-00000000000c', EVERYTHING),
      // an auditor of the house, whose engagement covers the February before
      auditor: caller('auditor', OTHER, new Map([[HOUSE, { from: '2026-02-01', to: '2026-02-28' }]])),
    };
    return Promise.resolve(callers[authorization ?? '']);
  }
}

export interface DocumentJson {
  sha256: string;
  name: string;
  size: number;
  type: string;
  kind: string;
  scan: string;
  published: boolean;
  supersedes: string | null;
}

type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** The documents room by itself, over HTTP, on a fresh real database. */
export class DocumentsFixture {
  private keys = 0;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: Database,
    readonly desks: Desks,
    private readonly server: TestDatabase,
  ) {}

  static async open(parts?: DocumentParts): Promise<DocumentsFixture> {
    const migrations = [...platformMigrations, ...auditMigrations, ...documentMigrations];
    const desks = new Desks();
    const server = await createTestDatabase();
    await migrate(server.superuserUrl, migrations);
    await migrateDown(server.superuserUrl, migrations, documentMigrations.length);
    await migrate(server.superuserUrl, migrations);
    const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
    const database = await connect({ url, entities: [] });
    const clock = new SettableClock(new Date('2026-03-02T02:00:00.000Z'));
    const edge = EdgeModule.forRoot({ database, clock, authenticator: desks });
    const app = await createHttpApp(
      { module: class {}, imports: [edge, DocumentsModule.forRoot(parts)] },
      { openApi: { title: 't', description: 'd', version: '1' }, logger: new JsonLogger('silent') },
    );
    return new DocumentsFixture(app, database, desks, server);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.close();
    await this.server.drop();
  }

  send(
    who: string,
    payload: Buffer | string,
    headers: Record<string, string> = {},
    query = '',
  ): Promise<Answer> {
    return this.app.inject({
      method: 'POST',
      url: `/v1/documents${query}`,
      headers: {
        authorization: who,
        'idempotency-key': `test-key-${++this.keys}`,
        'content-type': 'multipart/form-data; boundary=edge',
        ...headers,
      },
      payload,
    });
  }

  upload(who: string, name: string, bytes: Buffer | string, query = ''): Promise<Answer> {
    return this.send(who, Buffer.concat([framed(name, bytes), END]), {}, query);
  }

  /** Uploads what is taken. */
  async filed(who: string, name: string, bytes: Buffer | string, query = ''): Promise<DocumentJson> {
    const answer = await this.upload(who, name, bytes, query);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<DocumentJson>();
  }

  get(who: string | undefined, url: string): Promise<Answer> {
    return this.app.inject({
      method: 'GET',
      url,
      headers: who === undefined ? {} : { authorization: who },
    });
  }

  download(who: string, sha256: string): Promise<Answer> {
    return this.get(who, `/v1/documents/${sha256}`);
  }
}

export function framed(name: string, bytes: Buffer | string, field = 'file'): Buffer {
  const head =
    `--edge\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\n` +
    'Content-Type: text/html\r\n\r\n';
  return Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from('\r\n')]);
}

export const END = Buffer.from('--edge--\r\n');
