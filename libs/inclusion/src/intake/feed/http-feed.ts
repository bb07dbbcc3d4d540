import { hash } from 'node:crypto';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { mayBeCalled, publicLookup } from '@carbon/events';
import { JsonLines } from '@carbon/http';
import { MOST_ACTS } from '../domain/told-act';
import { FeedFault, type FeedPage, type PartnerFeed } from './partner-feed';

const TIMEOUT_MS = 20_000;
const MOST_BYTES = 4 * 1_048_576;
const CURSOR = /^[\x21-\x7e]{1,500}$/;
const TYPE = 'application/x-ndjson';

/**
 * Pages of NDJSON over HTTP: `GET <url>?cursor=…&limit=5000` answers lines, and in the header `X-Next-Cursor` what the
 * next page is asked with; none at the end. Only public addresses are called, as looked up in the very connection; no
 * redirection is followed.
 */
export class HttpFeed implements PartnerFeed {
  /** @param privateAddresses for demonstrations and tests on one machine */
  constructor(private readonly privateAddresses = false) {}

  async fetch(url: string, cursor: string | undefined): Promise<FeedPage> {
    if (!mayBeCalled(url, this.privateAddresses)) throw new FeedFault('address-refused');
    const asked = new URL(url);
    asked.searchParams.set('limit', MOST_ACTS.toString());
    if (cursor !== undefined) asked.searchParams.set('cursor', cursor);
    const { bytes, next } = await this.get(asked);
    const acts = new JsonLines(bytes).values();
    if (acts.length > MOST_ACTS || (next !== undefined && !CURSOR.test(next))) throw new FeedFault('form');
    return { acts, next, sha256: hash('sha256', bytes, 'buffer') };
  }

  private get(url: URL): Promise<{ bytes: Buffer; next: string | undefined }> {
    return new Promise((resolve, reject) => {
      const send = url.protocol === 'http:' ? overHttp : overHttps;
      const asking = send(url, {
        headers: { accept: TYPE, 'user-agent': 'carbon-ledger' },
        agent: false,
        ...(this.privateAddresses ? {} : { lookup: publicLookup }),
      });
      const limit = setTimeout(() => asking.destroy(new FeedFault('timeout')), TIMEOUT_MS);
      const fail = (error: unknown) => {
        clearTimeout(limit);
        asking.destroy();
        reject(error instanceof FeedFault ? error : new FeedFault('unreachable'));
      };
      asking.on('error', fail);
      asking.on('response', (answer) => {
        const type = answer.headers['content-type'] ?? '';
        if (answer.statusCode !== 200) {
          fail(new FeedFault('status'));
          return;
        }
        if (!type.toLowerCase().startsWith(TYPE)) {
          fail(new FeedFault('form'));
          return;
        }
        const parts: Buffer[] = [];
        let length = 0;
        answer.on('error', fail);
        answer.on('data', (part: Buffer) => {
          length += part.length;
          if (length > MOST_BYTES) fail(new FeedFault('too-large'));
          else parts.push(part);
        });
        answer.on('end', () => {
          clearTimeout(limit);
          const next = answer.headers['x-next-cursor'];
          resolve({
            bytes: Buffer.concat(parts),
            next: typeof next === 'string' && next !== '' ? next : undefined,
          });
        });
      });
      asking.end();
    });
  }
}
