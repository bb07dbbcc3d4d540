import fc from 'fast-check';
import type { Json } from '@carbon/kernel';
import { fileForm, readFileForm } from './bundle-file';

describe('the one file form', () => {
  it('sorts keys by code units, indents by two spaces and ends with a newline', () => {
    const value = { b: [], a: { '10': '绿证', '9': null }, c: ['x', { d: {} }] };
    expect(fileForm(value)).toBe(
      '{\n  "a": {\n    "10": "绿证",\n    "9": null\n  },\n  "b": [],\n  "c": [\n    "x",\n    {\n      "d": {}\n    }\n  ]\n}\n',
    );
  });

  it('whatever is written is read back, from text and from bytes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 5 }), (value) => {
        fc.pre(!/\\ud[89a-f]/.test(JSON.stringify(value)));
        const file = fileForm(value as Json);
        expect(readFileForm(file)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(readFileForm(Buffer.from(file))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('keys that objects treat in their own way are kept', () => {
    const file = '{\n  "__proto__": {\n    "x": "1"\n  },\n  "constructor": null\n}\n';
    expect(fileForm(readFileForm(file) as Json)).toBe(file);
  });

  it.each([
    ['no final newline', '{}'],
    ['two final newlines', '{}\n\n'],
    ['a space', '{ }\n'],
    ['carriage return', '{}\r\n'],
    ['a byte order mark', '\ufeff{}\n'],
    ['keys in another order', '{\n  "b": 1,\n  "a": 1\n}\n'],
    ['a key twice', '{\n  "a": 1,\n  "a": 1\n}\n'],
    ['an escape that is not needed', '"\\u0041"\n'],
    ['an escaped slash', '"\\/"\n'],
    ['a number of other spelling', '1.0\n'],
    ['minus zero', '-0\n'],
    ['a number beyond its precision', '9007199254740993\n'],
    ['an infinite number', '1e999\n'],
    ['half a character', '"\\ud800"\n'],
    ['endless nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}\n`],
    ['more than a megabyte', `"${'x'.repeat(1_048_576)}"\n`],
    ['no JSON', 'evidence\n'],
    ['nothing', ''],
  ])('a file with %s is refused', (_, file) => {
    expect(readFileForm(file)).toBeUndefined();
  });

  it('bytes that are not UTF-8 are refused', () => {
    expect(readFileForm(Uint8Array.of(0x22, 0xff, 0x22, 0x0a))).toBeUndefined();
    expect(readFileForm(Uint8Array.of(0x22, 0xc1, 0x81, 0x22, 0x0a))).toBeUndefined();
    expect(readFileForm(Buffer.from('\ufeff{}\n'))).toBeUndefined();
  });
});
