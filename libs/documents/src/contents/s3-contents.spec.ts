import { hash } from 'node:crypto';
import { Refusal } from '@carbon/kernel';
import { S3Contents, type S3Options } from './s3-contents';
import { KEY, REGION, S3Server } from './s3-server.spec-support';

const bytes = Buffer.from('%PDF-1.7 a contract that was invented for a test 示例');
const sha256 = hash('sha256', bytes);

describe('contents in an S3-compatible store', () => {
  let server: S3Server;
  const store = (options: Partial<S3Options> = {}) =>
    new S3Contents({ endpoint: server.endpoint, bucket: server.bucket, region: REGION, ...KEY, ...options });
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: unknown) => (error instanceof Refusal ? error : Promise.reject(error as Error)),
    );

  beforeEach(async () => {
    server = await S3Server.start();
  });
  afterEach(() => server.stop());

  it('are put under their hash, signed, and come back byte for byte', async () => {
    expect(await store().keep({ sha256, bytes })).toBeNull();
    expect([...server.objects.keys()]).toEqual([`/papers/documents/${sha256.slice(0, 2)}/${sha256}`]);
    expect(await store().read(sha256)).toEqual(bytes);
    expect(server.refused).toEqual([]);
  });

  it('are put again without harm', async () => {
    await store().keep({ sha256, bytes });
    await store().keep({ sha256, bytes });
    expect(server.objects.size).toBe(1);
  });

  it('what was never kept is not there', async () => {
    expect(await store().read(hash('sha256', 'other'))).toBeUndefined();
  });

  it('a wrong secret, another region and an unknown key are refused by the store', async () => {
    const wrong = [{ secretAccessKey: 'another' }, { region: 'eu-other-1' }, { accessKeyId: 'SOMEBODY' }];
    for (const options of wrong) {
      const refused = await refusal(store(options).keep({ sha256, bytes }));
      expect([refused?.code, refused?.status]).toEqual(['DOCUMENT_STORE_UNAVAILABLE', 503]);
    }
    expect(server.refused).toEqual(['SignatureDoesNotMatch', 'SignatureDoesNotMatch', 'InvalidAccessKeyId']);
    expect(server.objects.size).toBe(0);
  });

  it('the store is told the hash and refuses what was damaged on the way', async () => {
    await refusal(store().keep({ sha256: hash('sha256', 'something else'), bytes }));
    expect(server.refused).toEqual(['BadDigest']);
  });

  it.each([
    ['answers with a fault of its own', 'error'],
    ['says it has it and has not', 'lost'],
    ['says nothing', 'silence'],
  ] as const)('a store that %s has kept nothing', async (_, trouble) => {
    server.trouble = trouble;
    const refused = await refusal(store({ patienceMs: 200 }).keep({ sha256, bytes }));
    expect(refused?.code).toBe('DOCUMENT_STORE_UNAVAILABLE');
  });

  it('a store that is gone is told of, without its secret', async () => {
    const gone = store({ endpoint: 'http://127.0.0.1:1' });
    const refused = await refusal(gone.read(sha256));
    expect(refused?.code).toBe('DOCUMENT_STORE_UNAVAILABLE');
    expect(JSON.stringify([refused?.text, refused?.details, String(refused?.cause)])).not.toContain(
      KEY.secretAccessKey,
    );
    await expect(gone.check()).rejects.toThrow('DOCUMENT_STORE_UNAVAILABLE');
    await expect(store().check()).resolves.toBeUndefined();
  });
});
