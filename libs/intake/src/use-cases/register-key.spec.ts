import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { refuseSmallOrder } from '../domain/keys/small-order';
import { newDeviceKey } from '../intake.spec-support';
import { registerKey } from './register-device';

const ORDER_8 = [
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03',
] as const;

/** Both sign bits of every y. */
const SMALL_ORDER = [
  ...[`00${'00'.repeat(31)}`, `00${'00'.repeat(30)}80`],
  ...[`01${'00'.repeat(31)}`, `01${'00'.repeat(30)}80`],
  ...[`${ORDER_8[0]}05`, `${ORDER_8[0]}85`],
  ...[`${ORDER_8[1]}7a`, `${ORDER_8[1]}fa`],
  ...[`ec${'ff'.repeat(30)}7f`, `ec${'ff'.repeat(31)}`],
  ...[`ed${'ff'.repeat(30)}7f`, `ed${'ff'.repeat(31)}`],
  ...[`ee${'ff'.repeat(30)}7f`, `ee${'ff'.repeat(31)}`],
];

const P = 2n ** 255n - 19n;
const mod = (value: bigint) => ((value % P) + P) % P;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [mod(base), exponent]; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}
const divided = (above: bigint, below: bigint) => mod(above * power(below, P - 2n));
const D = divided(-121665n, 121666n);

/** y of twice a point, from its y alone: x² = (y² - 1) / (dy² + 1) on the curve of RFC 8032 section 5.1. */
function doubled(y: bigint): bigint {
  const [xx, yy] = [divided(y * y - 1n, D * y * y + 1n), mod(y * y)];
  return divided(yy + xx, 1n - D * xx * yy);
}

const yOf = (key: string) =>
  mod(BigInt(`0x${Buffer.from(key, 'hex').reverse().toString('hex')}`) & (2n ** 255n - 1n));

describe('keys of devices', () => {
  it.each(SMALL_ORDER)('%s is of small order and not registered', async (key) => {
    expect(doubled(doubled(doubled(yOf(key))))).toBe(1n);
    const publicKey = Buffer.from(key, 'hex');
    const wish = { keyOf: 'device' as const, publicKey, validFrom: new Date(0) };
    // refused for what it is, before anything is read
    const nothing: unknown = {};
    const refused = registerKey(nothing as Transaction, 'MD-000001', wish, {} as Caller, new Date(0));
    await expect(refused).rejects.toMatchObject({
      ...{ code: 'INPUT_MALFORMED', status: 400 },
      fields: [{ field: 'publicKey', rule: 'small-order' }],
    });
    expect(publicKey.toString('hex')).toBe(key);
  });

  it('a generated key, and those of RFC 8032 section 7.1, are taken', () => {
    const published = [
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    ];
    for (const key of [...published, newDeviceKey().publicKey]) {
      expect(doubled(doubled(doubled(yOf(key))))).not.toBe(1n);
      expect(() => {
        refuseSmallOrder(Buffer.from(key, 'hex'));
      }).not.toThrow();
    }
  });
});
