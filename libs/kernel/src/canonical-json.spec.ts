import { canonicalJson, type Json } from './canonical-json';

/** The IEEE 754 number of 16 hexadecimal digits. */
function double(bits: string): number {
  return Buffer.from(bits, 'hex').readDoubleBE();
}

describe('canonical JSON of RFC 8785', () => {
  it('the sample of section 3.2.2 is serialised as in section 3.2.3', () => {
    const input = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    const output = String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`;
    expect(canonicalJson(JSON.parse(input) as Json)).toBe(output);
  });

  it('the same sample has the UTF-8 bytes of section 3.2.4', () => {
    const text = canonicalJson({
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27],
      literals: [null, true, false],
    });
    const expected =
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e' +
      '756d62657273223a5b3333333333333333332e333333333333332c31652b3330' +
      '2c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac24' +
      '5c75303030665c6e4127425c225c5c5c5c5c222f227d';
    expect(Buffer.from(text).toString('hex')).toBe(expected);
  });

  it('the keys of section 3.2.3 are sorted by UTF-16 code units', () => {
    const input = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const values = [...canonicalJson(input).matchAll(/:"([^"]+)"/g)].map((match) => match[1]);
    expect(values).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it.each([
    ['0000000000000000', '0', 'zero'],
    ['8000000000000000', '0', 'minus zero'],
    ['0000000000000001', '5e-324', 'the smallest positive number'],
    ['8000000000000001', '-5e-324', 'the smallest negative number'],
    ['7fefffffffffffff', '1.7976931348623157e+308', 'the largest positive number'],
    ['ffefffffffffffff', '-1.7976931348623157e+308', 'the largest negative number'],
    ['4340000000000000', '9007199254740992', 'the largest integer'],
    ['c340000000000000', '-9007199254740992', 'the most negative integer'],
    ['4430000000000000', '295147905179352830000', 'about 2^68'],
    ['44b52d02c7e14af5', '9.999999999999997e+22', 'just below 1e+23'],
    ['44b52d02c7e14af6', '1e+23', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23', 'just above 1e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000', 'two below 1e+21'],
    ['444b1ae4d6e2ef4f', '999999999999999900000', 'just below 1e+21'],
    ['444b1ae4d6e2ef50', '1e+21', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7', 'two below 0.000001'],
    ['3eb0c6f7a0b5ed8d', '0.000001', '0.000001'],
    ['41b3de4355555553', '333333333.3333332', 'a third, 2 below'],
    ['41b3de4355555554', '333333333.33333325', 'a third, 1 below'],
    ['41b3de4355555555', '333333333.3333333', 'a third'],
    ['41b3de4355555556', '333333333.3333334', 'a third, 1 above'],
    ['41b3de4355555557', '333333333.33333343', 'a third, 2 above'],
    ['becbf647612f3696', '-0.0000033333333333333333', 'a small negative fraction'],
    ['43143ff3c1cb0959', '1424953923781206.2', 'rounded to even'],
  ])('the number %s of appendix B is %s: %s', (bits, text) => {
    expect(canonicalJson(double(bits))).toBe(text);
  });

  it.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])(
    'the number %s, infinite or none at all, is an error',
    (bits) => {
      expect(() => canonicalJson(double(bits))).toThrow('not allowed');
    },
  );

  it('control characters have their short escape or four lowercase digits; nothing else is escaped', () => {
    expect(canonicalJson('\b\t\n\f\r"\\')).toBe(String.raw`"\b\t\n\f\r\"\\"`);
    expect(canonicalJson('\u0000\u000b\u001f')).toBe(String.raw`"\u0000\u000b\u001f"`);
    expect(canonicalJson('/\u007f\u0080\u2028碳账本😀')).toBe('"/\u007f\u0080\u2028碳账本😀"');
  });

  it('keys are sorted at every depth and lists keep their order', () => {
    expect(canonicalJson({ b: [{ z: '1', a: '2' }, '0'], a: { '10': null, '9': null } })).toBe(
      '{"a":{"10":null,"9":null},"b":[{"a":"2","z":"1"},"0"]}',
    );
    expect(canonicalJson([56, { d: true, '10': null, '1': [] }])).toBe('[56,{"1":[],"10":null,"d":true}]');
  });

  it('strings are not normalised', () => {
    expect(canonicalJson('A\u030a')).not.toBe(canonicalJson('\u00c5'));
  });

  it('what is no JSON value is an error', () => {
    expect(() => canonicalJson(undefined as unknown as Json)).toThrow(TypeError);
  });
});
