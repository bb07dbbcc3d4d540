import { memberAssetKey, plantOfKey } from './asset-key';
import { normaliseAssetNumber, parseMemberReference } from './member';

it.each(['H-0537', 'TEA.2500', 'A'])('%s is a member number', (text) => {
  expect(parseMemberReference(text, 'member')).toBe(text);
});

it.each(['13800138000', '8613800138000', '11010519491231002X', '110105194912310021', '张三', 'h-1', ''])(
  'PII-004 %p is none: it says who somebody is, or is not written so',
  (text) => {
    expect(() => parseMemberReference(text, 'member')).toThrow('INPUT_MALFORMED');
  },
);

it.each(['3201-0000-4711', '3201 0000 4711', '３２０１００００４７１１', '3201.0000.4711', '3201#0000:4711'])(
  'PHI-003 the meter %s is one meter however it is written',
  (text) => {
    expect(normaliseAssetNumber('meter', text, 'asset')).toBe('320100004711');
  },
);

it('a plant is its 17 digits', () => {
  expect(normaliseAssetNumber('plant', '12326030263000018', 'asset')).toBe('12326030263000018');
  expect(() => normaliseAssetNumber('plant', '123', 'asset')).toThrow('INPUT_MALFORMED');
});

it('PII-004 of a meter only a fingerprint is in the key; a plant’s code is public', () => {
  const key = memberAssetKey('meter', '320100004711', () => Buffer.alloc(32, 0xab));
  expect(key).toBe(`number:${'ab'.repeat(16)}`);
  expect(plantOfKey(key)).toBeUndefined();
  expect(plantOfKey(memberAssetKey('plant', '12326030263000018', () => Buffer.alloc(0)))).toBe(
    '12326030263000018',
  );
});

it('PHI-003 one number is one thing, whether it is told as a meter, a device or a parcel', () => {
  const keys = (['meter', 'device', 'parcel'] as const).map((kind) =>
    memberAssetKey(kind, '320100004711', (number) => Buffer.from(number.padEnd(16))),
  );
  expect(new Set(keys).size).toBe(1);
});
