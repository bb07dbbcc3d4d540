import { generateKeyPairSync } from 'node:crypto';
import {
  encodeSignerKey,
  isKeyName,
  noteSigner,
  readSignerKey,
  readVerifierKey,
  signerFromSeed,
} from './note-key';

/** The key and the note of the documentation of Go's golang.org/x/mod/sumdb/note. */
const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const SEED = Uint8Array.from({ length: 32 }, (_, index) => index);

describe('verifier keys', () => {
  it('a key published by another implementation is read', () => {
    const { name, keyId, verifierKey } = readVerifierKey(GO_KEY);
    expect({ name, keyId, verifierKey }).toEqual({
      name: 'PeterNeumann',
      keyId: 'c74f20a3',
      verifierKey: GO_KEY,
    });
  });

  it.each([
    ['another key ID', GO_KEY.replace('c74f', 'c74e')],
    ['an uppercase key ID', GO_KEY.replace('c74f20a3', 'C74F20A3')],
    ['another name', GO_KEY.replace('Peter', 'Petra')],
    ['a space in the name', GO_KEY.replace('Peter', 'Peter ')],
    ['no name', GO_KEY.replace('PeterNeumann', '')],
    ['another signature type', GO_KEY.replace('+AR', '+Ax')],
    ['a short key', GO_KEY.slice(0, -4)],
    ['base64 padding', `${GO_KEY}=`],
    ['a line end', `${GO_KEY}\n`],
    ['nothing', ''],
  ])('a verifier key with %s is refused', (_, text) => {
    expect(() => readVerifierKey(text)).toThrow('LOG_KEY_MALFORMED');
  });
});

describe('signer keys', () => {
  it('a seed gives the public key of RFC 8032 section 7.1, test 1', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
    const key = Buffer.from('01d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');
    const signer = signerFromSeed('example.com/log', seed);
    expect(signer.verifierKey.endsWith(`+${key.toString('base64')}`)).toBe(true);
    expect(Buffer.from(signer.sign(new Uint8Array(0))).toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155' +
        '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });

  it('what is written for the secret store is read back as the same signer', () => {
    const text = encodeSignerKey('example.com/log', SEED);
    expect(text).toMatch(/^PRIVATE\+KEY\+example\.com\/log\+[0-9a-f]{8}\+/);
    expect(readSignerKey(text).verifierKey).toBe(signerFromSeed('example.com/log', SEED).verifierKey);
    expect(() => readSignerKey(text.replace('/log', '/lag'))).toThrow('LOG_KEY_MALFORMED');
    expect(() => readSignerKey(text.replace('PRIVATE', 'PUBLIC'))).toThrow('LOG_KEY_MALFORMED');
  });

  it('a signature verifies with the published key alone, and only for its message', () => {
    const signer = noteSigner('example.com/log', generateKeyPairSync('ed25519').privateKey);
    const verifier = readVerifierKey(signer.verifierKey);
    const signature = signer.sign(Buffer.from('message'));
    expect(verifier.verify(Buffer.from('message'), signature)).toBe(true);
    expect(verifier.verify(Buffer.from('Message'), signature)).toBe(false);
    expect(verifier.verify(Buffer.from('message'), signature.subarray(1))).toBe(false);
  });

  it('a key of another kind, a short seed and a name with a plus are refused', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => noteSigner('example.com/log', privateKey)).toThrow('LOG_KEY_MALFORMED');
    expect(() => signerFromSeed('example.com/log', SEED.subarray(1))).toThrow('LOG_KEY_MALFORMED');
    expect(() => signerFromSeed('a+b', SEED)).toThrow('LOG_KEY_MALFORMED');
  });

  it.each(['', 'a b', 'a\u3000b', 'a+b', 'a\nb', 'a\ud800'])('%j is no key name', (name) => {
    expect(isKeyName(name)).toBe(false);
  });
});
