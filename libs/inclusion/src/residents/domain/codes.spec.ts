import { codeOf, normalCode, residentCode, shownCode } from './codes';

const bytes = Uint8Array.from([0, 1, 31, 32, 33, 63, 255, 17, 18, 19, 20]);

it('codes have ten digits that nobody takes for one another, and are shown in two halves', () => {
  expect(codeOf(bytes)).toBe('01Z01ZZHJK');
  expect(shownCode(codeOf(bytes))).toBe('01Z01-ZZHJK');
  expect(residentCode(bytes)).toBe('R-01Z01ZZHJK');
  const every = Uint8Array.from({ length: 32 }, (_, at) => at);
  const digits = [0, 10, 20].map((at) => codeOf(every.subarray(at))).join('');
  expect(digits).toBe('0123456789ABCDEFGHJKMNPQRSTVWX');
});

it('a code is the same however it was typed', () => {
  for (const typed of ['01z01-zzhjk', ' O1Z0I ZZHJK', '0lz01zzhjk'])
    expect(normalCode(typed)).toBe('01Z01ZZHJK');
});
