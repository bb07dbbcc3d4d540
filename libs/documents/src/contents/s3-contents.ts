import { S3mini } from 's3mini';
import { storeUnavailable } from '../domain/refusals';
import type { Content, ContentStore } from './content-store';

export interface S3Options {
  /** `https://s3.example.com`, without the bucket. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Milliseconds until a request counts as failed. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 15_000;

/** Bytes stand in a bucket of an S3-compatible store, each object under the SHA-256 of its content. */
export class S3Contents implements ContentStore {
  readonly place = 's3';
  private readonly bucket: S3mini;

  constructor({ endpoint, bucket, region, accessKeyId, secretAccessKey, patienceMs }: S3Options) {
    this.bucket = new S3mini({
      endpoint: `${endpoint.replace(/\/+$/, '')}/${bucket}`,
      region,
      accessKeyId,
      secretAccessKey,
      requestAbortTimeout: patienceMs ?? PATIENCE_MS,
    });
  }

  /** The store is told the hash, so that it refuses what was damaged on the way; and is asked what it has now. */
  async keep({ sha256, bytes }: Content): Promise<null> {
    await reached(async () => {
      const key = keyOf(sha256);
      const told = { 'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64') } as const;
      await this.bucket.putObject(key, bytes, 'application/octet-stream', undefined, told);
      const kept = await this.bucket.getContentLength(key);
      if (kept !== bytes.length) throw new Error('the store has another length than was sent');
    });
    return null;
  }

  async read(sha256: string): Promise<Buffer | undefined> {
    const found = await reached(() => this.bucket.getObjectArrayBuffer(keyOf(sha256)));
    return found === null ? undefined : Buffer.from(found);
  }

  async check(): Promise<void> {
    const there = await reached(() => this.bucket.bucketExists());
    if (!there) throw storeUnavailable(new Error('the bucket is not there'));
  }
}

/** Spread over folders, for people who look into a bucket. */
function keyOf(sha256: string): string {
  return `documents/${sha256.slice(0, 2)}/${sha256}`;
}

/** @throws Refusal DOCUMENT_STORE_UNAVAILABLE whatever went wrong: somebody may come again */
async function reached<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw storeUnavailable(error);
  }
}
