import { createHash } from 'node:crypto';
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
import { DocumentsModule } from '../documents.module';
import { documentMigrations } from '../persistence/migrations/index';
import { MAX_DOCUMENT_BYTES } from '../use-cases/file-document';

const HOUSE = '01900000-0000-7000-8000-00000000000a';
const OTHER = '01900000-0000-7000-8000-00000000000b';

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

interface DocumentJson {
  sha256: string;
  name: string;
  size: number;
  type: string;
}

describe('documents', () => {
  let server: TestDatabase;
  let database: Database;
  let app: NestFastifyApplication;
  const desks = new Desks();
  const migrations = [...platformMigrations, ...auditMigrations, ...documentMigrations];

  beforeAll(async () => {
    server = await createTestDatabase();
    await migrate(server.superuserUrl, migrations);
    await migrateDown(server.superuserUrl, migrations, documentMigrations.length);
    await migrate(server.superuserUrl, migrations);
    const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
    database = await connect({ url, entities: [] });
    const clock = new SettableClock(new Date('2026-03-02T02:00:00.000Z'));
    app = await createHttpApp(
      {
        module: class {},
        imports: [EdgeModule.forRoot({ database, clock, authenticator: desks }), DocumentsModule],
      },
      { openApi: { title: 't', description: 'd', version: '1' }, logger: new JsonLogger('silent') },
    );
  });
  afterAll(async () => {
    await app.close();
    await database.close();
    await server.drop();
  });

  let keys = 0;
  const framed = (name: string, bytes: Buffer | string, field = 'file') =>
    Buffer.concat([
      Buffer.from(
        `--edge\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: text/html\r\n\r\n`,
      ),
      Buffer.from(bytes),
      Buffer.from('\r\n'),
    ]);
  const END = Buffer.from('--edge--\r\n');
  const send = (who: string, payload: Buffer | string, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/v1/documents',
      headers: {
        authorization: who,
        'idempotency-key': `test-key-${++keys}`,
        'content-type': 'multipart/form-data; boundary=edge',
        ...headers,
      },
      payload,
    });
  const upload = (who: string, name: string, bytes: Buffer | string, headers?: Record<string, string>) =>
    send(who, Buffer.concat([framed(name, bytes), END]), headers);
  const download = (who: string, sha256: string) =>
    app.inject({ method: 'GET', url: `/v1/documents/${sha256}`, headers: { authorization: who } });
  const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
  const code = (answer: Awaited<ReturnType<typeof download>>) => answer.json<{ code: string }>().code;

  it('come back byte for byte, as an attachment that browsers do not guess about', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\r\n--edg\r\n'), Buffer.from([0, 255, 13, 10])]);
    const uploaded = await upload('house', '交易合同.pdf', bytes);
    expect([uploaded.statusCode, uploaded.json()]).toEqual([
      201,
      { sha256: hash(bytes), name: '交易合同.pdf', size: bytes.length, type: 'application/pdf' },
    ]);
    const answer = await download('house', hash(bytes));
    expect(answer.rawPayload.equals(bytes)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="____.pdf"; filename*=UTF-8''%E4%BA%A4%E6%98%93%E5%90%88%E5%90%8C.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  });

  it.each([
    ['../../etc/passwd', 'passwd.pdf'],
    ['a%0D%0AX: y.pdf', 'aX y.pdf'],
    ['<script>alert(1)</script>.html', 'script.html.pdf'],
  ])('a name like %s does no harm', async (sent, name) => {
    const bytes = `%PDF-${sent}`;
    const uploaded = (await upload('house', sent, bytes)).json<DocumentJson>();
    expect(uploaded.name).toBe(name);
    const { headers } = await download('house', uploaded.sha256);
    expect(headers['content-disposition']).toContain(`filename="${name}"`);
    expect(headers).not.toHaveProperty('x');
  });

  it('of a holder are not there for another, and each has an entry of its own', async () => {
    const bytes = 'the same words';
    const sha256 = hash(bytes);
    await upload('house', 'ours.txt', bytes);
    const refused = await download('other', sha256);
    expect([refused.statusCode, code(refused)]).toEqual([404, 'DOCUMENT_UNKNOWN']);
    expect(code(await download('other', hash('never uploaded')))).toBe('DOCUMENT_UNKNOWN');
    expect((await upload('other', 'theirs.txt', bytes)).json<DocumentJson>().name).toBe('theirs.txt');
    expect((await download('other', sha256)).headers['content-disposition']).toContain('theirs.txt');
    expect((await download('house', sha256)).headers['content-disposition']).toContain('ours.txt');
    expect((await download('registry', sha256)).statusCode).toBe(200);
  });

  it('uploaded outside of an engagement are not there for its auditor', async () => {
    const bytes = 'of the second of March';
    await upload('house', 'march.txt', bytes);
    expect((await download('auditor', hash(bytes))).statusCode).toBe(404);
    const february = hash('of February');
    await database.query(
      `with content as (
         insert into documents.content (sha256, bytes) values (decode($1, 'hex'), convert_to('of February', 'utf8')))
       insert into documents.document values
         (gen_random_uuid(), decode($1, 'hex'), $2, 'f.txt', 'text/plain', 11, 'x', '2026-02-28T15:59:59Z')`,
      [february, HOUSE],
    );
    expect((await download('auditor', february)).statusCode).toBe(200);
  });

  it('filed again by the same holder keep their first name, also by fifty at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => upload('house', `copy-${n}.txt`, 'fifty copies')),
    );
    expect(new Set(answers.map((answer) => answer.json<DocumentJson>().name)).size).toBe(1);
    const [row] = await database.query<{ count: string }>(
      `select count(*) from documents.document where sha256 = decode($1, 'hex')`,
      [hash('fifty copies')],
    );
    expect(row?.count).toBe('1');
  });

  it('are recorded when they are filed and when they are read', async () => {
    const sha256 = (await upload('house', 'read.txt', 'who read me?')).json<DocumentJson>().sha256;
    await download('registry', sha256);
    const records = await database.query(
      `select action, actor, holder_id as holder, personal from audit.record
        where document_hash = decode($1, 'hex') order by id`,
      [sha256],
    );
    expect(records).toEqual([
      { action: 'document.filed', actor: 'user:house', holder: HOUSE, personal: false },
      { action: 'document.read', actor: 'user:registry', holder: HOUSE, personal: true },
    ]);
  });

  it('have at most 10 MiB', async () => {
    const most = Buffer.alloc(MAX_DOCUMENT_BYTES, 'a');
    expect((await upload('house', 'most.txt', most)).statusCode).toBe(201);
    const more = await upload('house', 'more.txt', Buffer.concat([most, Buffer.from('a')]));
    expect([more.statusCode, code(more)]).toEqual([413, 'DOCUMENT_TOO_LARGE']);
    const muchMore = await upload('house', 'much.txt', Buffer.alloc(2 * MAX_DOCUMENT_BYTES, 'a'));
    expect([muchMore.statusCode, code(muchMore)]).toEqual([413, 'REQUEST_TOO_LARGE']);
  });

  it('are refused when they are nothing, or nothing that is taken', async () => {
    expect(code(await upload('house', 'empty.txt', ''))).toBe('DOCUMENT_EMPTY');
    expect(code(await upload('house', 'page.html', '<script>alert(1)</script>'))).toBe(
      'DOCUMENT_TYPE_REFUSED',
    );
  });

  it('come one at a time, in a frame that can be read', async () => {
    const two = Buffer.concat([framed('a.txt', 'a'), framed('b.txt', 'b'), END]);
    const elsewhere = Buffer.concat([framed('a.txt', 'a', 'upload'), END]);
    const words = Buffer.from(
      '--edge\r\nContent-Disposition: form-data; name="file"\r\n\r\nwords\r\n--edge--\r\n',
    );
    for (const body of [two, elsewhere, words, Buffer.from('garbage'), END, framed('a.txt', 'cut off')]) {
      const answer = await send('house', body);
      expect([answer.statusCode, code(answer)]).toEqual([400, 'INPUT_MALFORMED']);
    }
    const json = await send('house', '{}', { 'content-type': 'application/json' });
    expect([json.statusCode, code(json)]).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED']);
  });

  it('are not asked of routes that do not take them', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/elsewhere',
      headers: { 'content-type': 'Multipart/Form-Data; boundary=edge' },
      payload: Buffer.concat([framed('a.txt', 'a'), END]),
    });
    expect(answer.statusCode).toBe(415);
  });

  it('of signed requests are covered by the signature before they are opened', async () => {
    const body = Buffer.concat([framed('signed.txt', 'a'.repeat(300_000)), END]);
    const answer = await send('house', body, { 'x-carbon-signature': 'any' });
    expect(answer.statusCode).toBe(201);
    expect(desks.digests.at(-1)).toBe(hash(body));
  });

  it('are kept as they came, and under their hash only', async () => {
    const sha256 = (await upload('house', 'kept.txt', 'kept')).json<DocumentJson>().sha256;
    const change = `update documents.content set bytes = 'x' where sha256 = decode($1, 'hex')`;
    await expect(database.query(change, [sha256])).rejects.toThrow('permission denied');
    const forged = `insert into documents.content (sha256, bytes) values (decode($1, 'hex'), 'another')`;
    await expect(database.query(forged, [hash('one')])).rejects.toThrow('content_check');
  });
});
