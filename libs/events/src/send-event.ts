import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { type ClientRequest, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address';

export type SendResult =
  | { readonly status: number }
  | { readonly status: null; readonly error: 'timeout' | 'address-refused' | 'unreachable' };

export interface SendOptions {
  /** For demonstrations and tests on one machine: also plain HTTP and addresses of our own networks. */
  readonly privateAddresses: boolean;
  readonly timeoutMs: number;
}

class AddressRefused extends Error {}

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** Looks a name up and refuses what is not public, in the very look-up whose answer is connected to. */
export function publicLookup(hostname: string, options: LookupOptions, found: Found): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      found(error, []);
      return;
    }
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (first === undefined) {
      found(new AddressRefused(hostname), []);
      return;
    }
    if (options.all === true) {
      found(null, open);
      return;
    }
    found(null, first.address, first.family);
  });
}

/** Whether an address may be given at all; what its name leads to is looked at again at each sending. */
export function mayBeCalled(url: string, privateAddresses: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password, hash, hostname } = new URL(url);
  if (username !== '' || password !== '' || hash !== '') return false;
  if (privateAddresses) return protocol === 'https:' || protocol === 'http:';
  const host = hostname.replace(/^\[|\]$/g, '');
  return protocol === 'https:' && (isIP(host) === 0 || isPublicAddress(host));
}

/** POSTs a body; follows no redirection and reads no answer. Never throws. */
export function sendEvent(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { privateAddresses, timeoutMs }: SendOptions,
): Promise<SendResult> {
  return new Promise((resolve) => {
    if (!mayBeCalled(url, privateAddresses)) {
      resolve({ status: null, error: 'address-refused' });
      return;
    }
    const send = new URL(url).protocol === 'http:' ? overHttp : overHttps;
    const bytes = Buffer.from(body);
    const sending: ClientRequest = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': bytes.length },
      // a kept connection would outlive the look-up that was judged
      agent: false,
      ...(privateAddresses ? {} : { lookup: publicLookup }),
    });
    const limit = setTimeout(() => sending.destroy(new Error('timeout')), timeoutMs);
    sending.on('response', (answer) => {
      answer.destroy();
      clearTimeout(limit);
      resolve({ status: answer.statusCode ?? 0 });
    });
    sending.on('error', (error) => {
      clearTimeout(limit);
      const why = error.message === 'timeout' ? 'timeout' : 'unreachable';
      resolve({ status: null, error: error instanceof AddressRefused ? 'address-refused' : why });
    });
    sending.end(bytes);
  });
}
