import { hash } from 'node:crypto';
import { Refusal } from '@carbon/kernel';
import { S3Contents } from '../contents/s3-contents';
import { Contents } from '../contents/contents';
import { KEY, REGION, S3Server } from '../contents/s3-server.spec-support';
import { Clamd, EICAR } from '../scanning/clamd.spec-support';
import { ClamdScanner } from '../scanning/clamd-scanner';
import { publishDocument } from '../use-cases/publish-document';
import { DocumentsFixture, HOUSE, OTHER } from './documents.spec-support';

describe('documents in a bucket, scanned', () => {
  let s3: S3Server;
  let clamd: Clamd;
  let desk: DocumentsFixture;
  const NOW = new Date('2026-03-02T02:00:00.000Z');

  beforeAll(async () => {
    [s3, clamd] = await Promise.all([S3Server.start(), Clamd.start()]);
    const store = new S3Contents({
      endpoint: s3.endpoint,
      bucket: s3.bucket,
      region: REGION,
      ...KEY,
      patienceMs: 500,
    });
    const scanner = new ClamdScanner({ host: '127.0.0.1', port: clamd.port });
    desk = await DocumentsFixture.open({ contents: new Contents(store), scanner });
  });
  afterAll(async () => {
    await desk.close();
    await Promise.all([s3.stop(), clamd.stop()]);
  });

  it('the bytes are in the bucket, the row says so, and it was scanned', async () => {
    const body = await desk.filed('house', 'plan.txt', 'a plan', '?kind=design-document');
    expect(body).toMatchObject({ kind: 'design-document', scan: 'clean', published: false });
    expect([...s3.objects.values()].some((bytes) => bytes.equals(Buffer.from('a plan')))).toBe(true);
    const [row] = await desk.database.query(
      `select place, bytes from documents.content where sha256 = decode($1, 'hex')`,
      [body.sha256],
    );
    expect(row).toEqual({ place: 's3', bytes: null });
    expect((await desk.download('house', body.sha256)).body).toBe('a plan');
  });

  it('an infected file is refused, and nothing of it is kept', async () => {
    const refused = await desk.upload('house', 'virus.txt', EICAR);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([422, 'DOCUMENT_INFECTED']);
    expect((await desk.download('house', hash('sha256', EICAR))).statusCode).toBe(404);
    expect([...s3.objects.values()].some((bytes) => bytes.includes(EICAR))).toBe(false);
    const [kept] = await desk.database.query<{ count: string }>(
      `select count(*) from documents.content where sha256 = decode($1, 'hex')`,
      [hash('sha256', EICAR)],
    );
    expect(kept?.count).toBe('0');
  });

  it('no row says a document is there that the bucket did not take', async () => {
    s3.trouble = 'error';
    const refused = await desk.upload('house', 'lost.txt', 'lost on the way');
    s3.trouble = 'none';
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([
      503,
      'DOCUMENT_STORE_UNAVAILABLE',
    ]);
    expect((await desk.download('house', hash('sha256', 'lost on the way'))).statusCode).toBe(404);
  });

  it('what the bucket gives is hashed again: another content is not given out', async () => {
    const { sha256 } = await desk.filed('house', 'swapped.txt', 'as signed');
    for (const [key, bytes] of s3.objects) {
      if (bytes.equals(Buffer.from('as signed'))) s3.objects.set(key, Buffer.from('as forged'));
    }
    const refused = await desk.download('house', sha256);
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([503, 'DOCUMENT_DAMAGED']);
  });

  it('a new version takes the place of the one before, which stays', async () => {
    const first = await desk.filed('house', 'v1.txt', 'version one');
    const second = await desk.filed('house', 'v2.txt', 'version two', `?supersedes=${first.sha256}`);
    const third = await desk.filed('house', 'v3.txt', 'version three', `?supersedes=${second.sha256}`);
    expect(second.supersedes).toBe(first.sha256);
    const { items } = (await desk.get('house', `/v1/documents/${second.sha256}/versions`)).json<{
      items: { sha256: string; supersededBy: string | null }[];
    }>();
    expect(items.map(({ sha256, supersededBy }) => [sha256, supersededBy])).toEqual([
      [first.sha256, second.sha256],
      [second.sha256, third.sha256],
      [third.sha256, null],
    ]);
    expect((await desk.download('house', first.sha256)).body).toBe('version one');
    const fork = await desk.upload('house', 'v2b.txt', 'another two', `?supersedes=${first.sha256}`);
    expect([fork.statusCode, fork.json<{ code: string }>().code]).toEqual([409, 'DOCUMENT_SUPERSEDED']);
    const back = await desk.upload('house', 'v1.txt', 'version one', `?supersedes=${third.sha256}`);
    expect([back.statusCode, back.json<{ code: string }>().code]).toEqual([409, 'DOCUMENT_FILED_BEFORE']);
    const theirs = await desk.upload('other', 'x.txt', 'of another', `?supersedes=${third.sha256}`);
    expect(theirs.statusCode).toBe(404);
  });

  it('of ten next versions at once one is the next', async () => {
    const { sha256 } = await desk.filed('house', 'root.txt', 'the root');
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        desk.upload('house', `n${n}.txt`, `next ${n}`, `?supersedes=${sha256}`),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  });

  it('the database holds that a version is of the same owner', async () => {
    const { sha256 } = await desk.filed('house', 'ours.txt', 'ours alone');
    const other = hash('sha256', 'theirs alone');
    const forged = desk.database.query(
      `with c as (insert into documents.content (sha256, bytes) values (decode($1, 'hex'), convert_to('theirs alone', 'utf8')))
       insert into documents.document (id, sha256, holder_id, name, type, size, uploaded_by, uploaded_at, supersedes)
       select gen_random_uuid(), decode($1, 'hex'), $2, 'x', 'text/plain', 1, 'x', now(), id
         from documents.document where sha256 = decode($3, 'hex')`,
      [other, OTHER, sha256],
    );
    await expect(forged).rejects.toThrow('supersedes one of its own owner');
  });

  it('a document is private until an act publishes it, and then everybody may have it, as an attachment', async () => {
    const { sha256 } = await desk.filed('house', '设计文件.txt', 'to be commented on');
    const stranger = () => desk.get(undefined, `/v1/public/documents/${sha256}`);
    expect((await stranger()).statusCode).toBe(404);
    await desk.filed('other', 'same.txt', 'to be commented on');
    const publish = (holderId: string) =>
      desk.database.transaction((tx) =>
        publishDocument(tx, sha256, 'public comment', { holderId, actor: 'test', now: NOW }),
      );
    await publish(HOUSE);
    await publish(HOUSE);
    const answer = await stranger();
    expect([answer.statusCode, answer.body]).toEqual([200, 'to be commented on']);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': expect.stringMatching(/^attachment; /) as string,
    });
    const records = await desk.database.query<{ reason: string }>(
      `select reason from audit.record where action = 'document.published' and document_hash = decode($1, 'hex')`,
      [sha256],
    );
    expect(records).toEqual([{ reason: 'public comment' }]);
    await expect(publish('01900000-0000-7000-8000-0000000000ff')).rejects.toThrow(Refusal);
  });

  it('are listed by kind, within reach', async () => {
    await desk.filed('other', 'photo.txt', 'not a photo', '?kind=photo');
    const list = async (who: string) =>
      (await desk.get(who, '/v1/documents?kind=photo')).json<{ items: { name: string }[] }>().items;
    expect((await list('other')).map(({ name }) => name)).toEqual(['photo.txt']);
    expect(await list('house')).toEqual([]);
    expect((await desk.get('house', '/v1/documents?kind=poem')).statusCode).toBe(400);
  });
});
