import { createHash } from 'node:crypto';
import type { Database } from '@carbon/database';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MAX_DOCUMENT_BYTES } from '../use-cases/file-document';
import { DocumentsFixture, type DocumentJson, END, framed, HOUSE } from './documents.spec-support';

describe('documents', () => {
  let desk: DocumentsFixture;
  let database: Database;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    desk = await DocumentsFixture.open();
    ({ database, app } = desk);
  });
  afterAll(() => desk.close());

  const send = (who: string, payload: Buffer | string, headers: Record<string, string> = {}) =>
    desk.send(who, payload, headers);
  const upload = (who: string, name: string, bytes: Buffer | string) => desk.upload(who, name, bytes);
  const download = (who: string, sha256: string) => desk.download(who, sha256);
  const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
  const code = (answer: Awaited<ReturnType<typeof download>>) => answer.json<{ code: string }>().code;

  it('come back byte for byte, as an attachment that browsers do not guess about', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\r\n--edg\r\n'), Buffer.from([0, 255, 13, 10])]);
    const uploaded = await upload('house', '交易合同.pdf', bytes);
    expect([uploaded.statusCode, uploaded.json()]).toEqual([
      201,
      {
        ...{ sha256: hash(bytes), name: '交易合同.pdf', size: bytes.length, type: 'application/pdf' },
        ...{ kind: 'other', scan: 'not-scanned', published: false, supersedes: null, supersededBy: null },
        filedAt: '2026-03-02T10:00:00.000+08:00',
      },
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
    expect(desk.desks.digests.at(-1)).toBe(hash(body));
  });

  it('are kept as they came, and under their hash only', async () => {
    const sha256 = (await upload('house', 'kept.txt', 'kept')).json<DocumentJson>().sha256;
    const change = `update documents.content set bytes = 'x' where sha256 = decode($1, 'hex')`;
    await expect(database.query(change, [sha256])).rejects.toThrow('permission denied');
    const forged = `insert into documents.content (sha256, bytes) values (decode($1, 'hex'), 'another')`;
    await expect(database.query(forged, [hash('one')])).rejects.toThrow('content_check');
  });
});
