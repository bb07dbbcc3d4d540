import fc from 'fast-check';
import { UtcTexts } from './utc-text';

it('writes what Date.toISOString writes, before 1970 too', () => {
  const texts = new UtcTexts();
  const moments = fc.integer({ min: -2_208_988_800_000, max: 7_258_118_400_000 });
  fc.assert(
    fc.property(moments, (ms) => {
      expect(texts.of(ms)).toBe(new Date(ms).toISOString());
    }),
  );
});
