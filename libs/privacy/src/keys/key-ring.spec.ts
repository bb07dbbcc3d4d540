import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { newKeys, newMasterKey } from '../privacy.spec-support';
import { KeyRing } from './key-ring';
import { openWith, SealBrokenError, sealWith } from './sealing';

describe('sealed values', () => {
  const key = randomBytes(32);
  const place = ['table', 'column', 'person'] as const;

  it('open to what was sealed, in their place and nowhere else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (plain) => {
        expect(openWith(key, place, sealWith(key, place, plain))).toEqual(Buffer.from(plain));
      }),
    );
    const sealed = sealWith(key, place, Buffer.from('secret'));
    for (const other of [
      ['table', 'column', 'other'],
      ['table', 'other', 'person'],
      ['other', 'column', 'person'],
      ['table', 'columnperson'],
      ['table","column', 'person'],
    ] as [string, ...string[]][]) {
      expect(() => openWith(key, other, sealed)).toThrow(SealBrokenError);
    }
    expect(() => openWith(randomBytes(32), place, sealed)).toThrow(SealBrokenError);
  });

  it('do not open when any bit of them was changed', () => {
    const sealed = sealWith(key, place, Buffer.from('secret'));
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => openWith(key, place, changed)).toThrow(SealBrokenError);
    }
    expect(() => openWith(key, place, sealed.subarray(0, 20))).toThrow(SealBrokenError);
  });

  it('differ each time, so that equal values cannot be seen', () => {
    expect(sealWith(key, place, Buffer.from('x'))).not.toEqual(sealWith(key, place, Buffer.from('x')));
  });
});

describe('the ring of keys', () => {
  it('blind indexes find a value however it was typed, and differ by purpose and secret', () => {
    const ring = new KeyRing(newKeys());
    const index = (purpose: string, value: string) => ring.blindIndex(purpose, value).toString('hex');
    expect(index('email', ' Ａ@Example.org')).toBe(index('email', 'a@example.ORG '));
    expect(index('login.email', 'A@B.C')).toBe(index('login.email', 'a@b.c'));
    expect(index('phone', '+86 138-0013 8000')).toBe(index('phone', '13800138000'));
    expect(index('identity-number', '11010519491231002x')).toBe(
      index('identity-number', '11010519491231002X'),
    );
    expect(index('email', 'a@b.c')).not.toBe(index('login.email', 'a@b.c'));
    expect(index('email', 'a@b.c')).not.toBe(index('email', 'a@b.d'));
    expect(new KeyRing(newKeys()).blindIndex('email', 'a@b.c').toString('hex')).not.toBe(
      index('email', 'a@b.c'),
    );
  });

  it('after the master key is changed, secrets open, indexes find, and secrets can be sealed anew', () => {
    const before = newKeys();
    const old = new KeyRing(before);
    const sealed = old.seal('totp:1', Buffer.from('seed'));
    expect(old.resealed('totp:1', sealed)).toBeUndefined();
    const current = newMasterKey('k2');
    const ring = new KeyRing({ ...before, current, former: [before.current] });
    expect(ring.blindIndex('email', 'a@b.c')).toEqual(old.blindIndex('email', 'a@b.c'));
    expect(ring.open('totp:1', sealed).toString()).toBe('seed');
    const anew = ring.resealed('totp:1', sealed)!;
    const without = new KeyRing({ ...before, current });
    expect(without.open('totp:1', anew).toString()).toBe('seed');
    expect(() => without.open('totp:1', sealed)).toThrow('does not hold');
    expect(() => ring.open('totp:2', anew)).toThrow(SealBrokenError);
  });

  it('a data key opens for its person only, and not under another name of its master key', () => {
    const keys = newKeys();
    const ring = new KeyRing({ ...keys, former: [{ id: 'k0', bytes: keys.current.bytes }] });
    const wrapped = ring.wrap('a', randomBytes(32));
    expect(ring.unwrap('a', wrapped)).toHaveLength(32);
    expect(() => ring.unwrap('b', wrapped)).toThrow(SealBrokenError);
    expect(() => ring.unwrap('a', { ...wrapped, keyId: 'k0' })).toThrow(SealBrokenError);
  });

  it('short keys, wrong names and two keys of one name are refused', () => {
    const keys = newKeys();
    const short = { id: 'k', bytes: randomBytes(16) };
    expect(() => new KeyRing({ ...keys, current: short })).toThrow(RangeError);
    expect(() => new KeyRing({ ...keys, indexSecret: randomBytes(8) })).toThrow(RangeError);
    expect(() => new KeyRing({ ...keys, current: newMasterKey('a b') })).toThrow(RangeError);
    expect(() => new KeyRing({ ...keys, former: [newMasterKey('k1')] })).toThrow(RangeError);
  });
});
