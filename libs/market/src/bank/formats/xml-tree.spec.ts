import fc from 'fast-check';
import { readXml, XML_FAULTS, XmlRefused } from './xml-tree';

const bytes = (xml: string) => Buffer.from(xml);
const faultOf = (xml: string | Uint8Array, limits?: Parameters<typeof readXml>[1]) => {
  try {
    readXml(typeof xml === 'string' ? bytes(xml) : xml, limits);
  } catch (error) {
    if (error instanceof XmlRefused) return error.fault;
    throw error;
  }
  return undefined;
};

describe('XML of a bank', () => {
  it('is read with prefixes left out, references and CDATA resolved', () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-8"?><!-- day --><x:A c="d"><x:B>1 &lt; 2 &#x4e2d;</x:B><B><![CDATA[<raw>]]></B></x:A>';
    expect(readXml(bytes(xml))).toMatchObject({
      ...{ name: 'A', attributes: { c: 'd' } },
      children: [
        { name: 'B', text: '1 < 2 中' },
        { name: 'B', text: '<raw>' },
      ],
    });
  });

  it.each([
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'doctype'],
    ['<a><!ENTITY x "y"></a>', 'doctype'],
    ['<!doctype a><a/>', 'doctype'],
    ['<a>&x;</a>', 'entity'],
    ['<a>&nbsp;</a>', 'entity'],
    ['<a>&amp</a>', 'entity'],
    ['<a>&#0;</a>', 'form'],
    ['<?xml-stylesheet href="x"?><a/>', 'instruction'],
    ['<a><?php ?></a>', 'instruction'],
    ['<?xml version="1.0" encoding="GBK"?><a/>', 'encoding'],
    ['<a><b></a></b>', 'form'],
    ['<a>', 'form'],
    ['<a/><b/>', 'form'],
    ['<a b=c/>', 'form'],
    ['<a b="1" b="2"/>', 'form'],
    ['', 'form'],
    ['words', 'form'],
    [`${'<a>'.repeat(25)}${'</a>'.repeat(25)}`, 'depth'],
    [`<a>${'x'.repeat(4_001)}</a>`, 'size'],
  ] as const)('%s is refused: %s', (xml, fault) => expect(faultOf(xml)).toBe(fault));

  it('has bounds on bytes and elements, and is UTF-8', () => {
    const limits = { bytes: 100, depth: 5, elements: 3, text: 50 };
    expect(faultOf('<a><b/><b/><b/></a>', limits)).toBe('size');
    expect(faultOf(`<a>${' '.repeat(100)}</a>`, limits)).toBe('size');
    expect(faultOf(Buffer.from([0x3c, 0xff, 0xfe]))).toBe('encoding');
  });

  it('whatever is sent is read or refused by name', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b c="d">',
      '</b>',
      '&',
      ';',
      '<!',
      '[',
      ']]>',
      '<![CDATA[',
      '-->',
      '<?',
      '"',
      "'",
      'x',
      '&lt;',
      '\0',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const fault = faultOf(pieces.join(''));
        expect(fault === undefined || XML_FAULTS.includes(fault)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
