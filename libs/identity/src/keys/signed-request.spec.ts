import { type SignedParts, signatureOf } from './signed-request';

const PARTS: SignedParts = {
  method: 'POST',
  target: '/v1/tasks?x=1',
  timestamp: '2026-03-02T10:00:00+08:00',
  nonce: 'n-0123456789abcdef',
  bodySha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  idempotencyKey: 'k-1',
};

describe('the signature of a request', () => {
  it('is what any HMAC library gives over the documented text', () => {
    // printf 'CARBON-HMAC-SHA256\nPOST\n…' | openssl dgst -sha256 -hmac secret
    expect(signatureOf('secret', PARTS)).toBe(
      '9bd11a2ba18c853a543da8ba6a59e73e9171edf873e3305af7b600b7fa2f8a6d',
    );
  });

  it.each(Object.keys(PARTS) as (keyof SignedParts)[])('changes with the %s', (part) => {
    const changed = { ...PARTS, [part]: `${PARTS[part]}x` };
    expect(signatureOf('secret', changed)).not.toBe(signatureOf('secret', PARTS));
  });

  it('changes with the secret', () => {
    expect(signatureOf('secret2', PARTS)).not.toBe(signatureOf('secret', PARTS));
  });

  it('moving text from one part to the next changes it', () => {
    const moved = { ...PARTS, nonce: PARTS.nonce + 'e', bodySha256: PARTS.bodySha256.slice(1) };
    expect(signatureOf('secret', moved)).not.toBe(signatureOf('secret', PARTS));
  });
});
