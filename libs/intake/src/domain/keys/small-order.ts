import { fault, malformed } from '@carbon/kernel';

/**
 * The y coordinates, little-endian with the sign bit cleared, of the points of edwards25519 whose order divides the
 * cofactor 8 (RFC 8032 section 5.1: encoding and curve; libsodium refuses the same ones). A signature under such a key can
 * be made for any message without a secret. With either sign bit they are 14 encodings of eight points.
 */
const SMALL_ORDER_Y: ReadonlySet<string> = new Set([
  `00${'00'.repeat(31)}`, // 0: order 4
  `01${'00'.repeat(31)}`, // 1: order 1
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', // order 8
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', // order 8
  `ec${'ff'.repeat(30)}7f`, // p - 1: order 2
  `ed${'ff'.repeat(30)}7f`, // p, another form of 0
  `ee${'ff'.repeat(30)}7f`, // p + 1, another form of 1
]);

/**
 * Refuses a key that proves nothing of who signed.
 * @param publicKey 32 bytes of an Ed25519 public key (RFC 8032)
 * @throws Refusal INPUT_MALFORMED
 */
export function refuseSmallOrder(publicKey: Uint8Array): void {
  const y = Buffer.from(publicKey);
  y[31] = (y[31] ?? 0) & 0x7f;
  if (!SMALL_ORDER_Y.has(y.toString('hex'))) return;
  throw malformed([
    fault(
      'publicKey',
      'small-order',
      'is a point of small order: anybody could sign for this key; use a generated Ed25519 key',
      '是小阶点，任何人都能伪造其签名；请使用正常生成的 Ed25519 公钥',
    ),
  ]);
}
