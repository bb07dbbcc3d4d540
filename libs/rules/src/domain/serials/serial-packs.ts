import manifest from '../../../packs/manifest.json';
import serials2026 from '../../../packs/serial-formats.2026-1.json';
import { fields, type Reader } from '../readers';
import { RulePacks } from '../rule-packs';

const text: Reader<string> = (value) => {
  if (typeof value !== 'string' || value === '') throw new RangeError('must be a text');
  return value;
};

const format = fields({ registry: text, shape: text });

/** Which registry numbers its units how, by the key of the format. */
export const serialPacks = new RulePacks(
  'serial-formats',
  {
    keys: {
      'verra-13': format,
      'verra-12': format,
      'gold-standard': format,
      undp: format,
      regen: format,
      'i-rec': format,
    },
  },
  [serials2026],
  manifest,
);
