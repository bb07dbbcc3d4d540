import { hashPassword, isPassword } from './passwords';

const PASSWORD = 'seven purple tractors whisper';

describe('hashes of passwords', () => {
  it('cost what OWASP asks for: argon2id with 19 MiB, two passes, one lane, a salt of 16 bytes each', async () => {
    const [one, other] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)]);
    const [, kind, version, cost, salt = '', hash = ''] = one.split('$');
    expect([kind, version, cost]).toEqual(['argon2id', 'v=19', 'm=19456,t=2,p=1']);
    expect(Buffer.from(salt, 'base64')).toHaveLength(16);
    expect(Buffer.from(hash, 'base64')).toHaveLength(32);
    expect(other.split('$')[4]).not.toBe(salt);
  });

  it('are told from another password, and from none', async () => {
    const hash = await hashPassword(PASSWORD);
    expect(await isPassword(hash, PASSWORD)).toBe(true);
    expect(await isPassword(hash, `${PASSWORD} `)).toBe(false);
    expect(await isPassword(null, PASSWORD)).toBe(false);
  });

  it('are of what was meant, whichever keyboard composed it', async () => {
    expect(
      await isPassword(await hashPassword('caf\u00e9 au lait dimanche'), 'cafe\u0301 au lait dimanche'),
    ).toBe(true);
  });
});
