import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import writeXlsxFile from 'write-excel-file/node';
import { MOST_ROWS, readCsv, readXlsx } from './read-readings-file';
import { openZip, storedZip } from './zip-parts';

const HEADER = 'meter,start,end,energy_wh';
const LINE = 'MD-000001,2026-03-01 00:00,2026-03-01 01:00,100';
const rulesOf = ({ faults }: { readonly faults: readonly { readonly rule: string }[] }) =>
  faults.map(({ rule }) => rule);

/** A ZIP archive of our own, so that its directory can lie. */
function zipOf(
  entries: readonly { readonly name: string; readonly bytes: Buffer; readonly claims?: number }[],
): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, claims = bytes.length } of entries) {
    const packed = deflateRawSync(bytes);
    const numbers = (buffer: Buffer, at: number) => {
      buffer.writeUInt16LE(8, at);
      buffer.writeUInt32LE(crc32(bytes), at + 6);
      buffer.writeUInt32LE(packed.length, at + 10);
      buffer.writeUInt32LE(claims, at + 14);
      buffer.writeUInt16LE(Buffer.byteLength(name), at + 18);
    };
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    numbers(local, 8);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    numbers(entry, 10);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

async function workbook(rows: readonly (readonly (string | number | Date)[])[]): Promise<Buffer> {
  const cells = rows.map((row) =>
    row.map((value) => (value instanceof Date ? { value, format: 'yyyy-mm-dd hh:mm' } : { value })),
  );
  return writeXlsxFile(cells as never).toBuffer();
}

describe('files of readings', () => {
  it('a workbook is read with its own times, numbers as they are written', async () => {
    const bytes = await workbook([
      HEADER.split(','),
      ['MD-000001', new Date('2026-03-01T00:00:00Z'), '2026-03-01 01:00', 100],
    ]);
    const { readings, faults } = await readXlsx(bytes);
    expect(faults).toEqual([]);
    expect(readings).toMatchObject([
      { row: 2, meter: 'MD-000001', start: new Date('2026-02-28T16:00:00Z'), energyWh: 100n },
    ]);
  });

  it.each([
    ['nothing', '', ['empty']],
    ['a header alone', HEADER, ['empty']],
    [
      'another header',
      'a,b\n1,2',
      ['unknown-column', 'unknown-column', 'missing-column', 'missing-column', 'missing-column'],
    ],
    ['a quotation mark that is never closed', `${HEADER}\n"${LINE}`, ['csv']],
    ['a line without end', `${HEADER}\n${'x'.repeat(50_000)}`, ['csv']],
    ['more cells than columns', `${HEADER}\n${LINE},1`, ['cell-count']],
    ['a formula', `${HEADER}\nMD-000001,2026-03-01 00:00,2026-03-01 01:00,=1+1`, ['whole-wh']],
    [
      'an energy beyond all numbers',
      `${HEADER}\nMD-000001,2026-03-01 00:00,2026-03-01 01:00,${'9'.repeat(40)}`,
      ['whole-wh'],
    ],
    ['a day that is not', `${HEADER}\nMD-000001,2026-02-30 00:00,2026-03-01 01:00,1`, ['moment']],
    ['another century', `${HEADER}\nMD-000001,1926-03-01 00:00,1926-03-01 01:00,1`, ['year']],
  ])('CSV: %s', (_, text, rules) => {
    expect(rulesOf(readCsv(Buffer.from(text)))).toEqual(rules);
  });

  it('CSV: too many rows, whatever ends its lines', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = [HEADER, ...Array<string>(MOST_ROWS.csv + 1).fill(LINE)].join(end);
      expect(rulesOf(readCsv(Buffer.from(text)))).toEqual(['row-limit']);
    }
  });

  it('CSV: a mark at its start, blank lines and any order of columns do no harm', () => {
    const text = '\ufeffenergy_wh,end,start,meter\r\n\r\n100,2026-03-01 01:00,2026-03-01 00:00,MD-000001\r\n';
    expect(readCsv(Buffer.from(text))).toMatchObject({ faultCount: 0, readings: [{ energyWh: 100n }] });
  });

  it('XLSX: what blows up is counted, not believed, and never opened', async () => {
    const bomb = { name: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(60 * 1_048_576), claims: 10 };
    expect(rulesOf(await readXlsx(zipOf([bomb])))).toEqual(['size']);
    const many = Array.from({ length: 201 }, (_, n) => ({ name: `x${n}`, bytes: Buffer.from('x') }));
    expect(rulesOf(await readXlsx(zipOf(many)))).toEqual(['size']);
  });

  it('XLSX: entries that share their bytes are no archive', () => {
    const archive = zipOf([
      { name: 'a', bytes: Buffer.from('a') },
      { name: 'b', bytes: Buffer.from('b') },
    ]);
    const second = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    archive.writeUInt32LE(0, second + 42);
    expect(openZip(archive, { entries: 10, bytes: 100 })).toBe('not-an-archive');
  });

  it('XLSX: a part that the directory does not name is not read, however large', async () => {
    const good = await workbook([HEADER.split(','), LINE.split(',')]);
    const parts = openZip(good, { entries: 200, bytes: 1_048_576 });
    if (typeof parts === 'string') throw new Error(parts);
    const name = 'xl/sharedStrings.xml';
    const shown = parts.get(name)?.toString() ?? '';
    expect(shown).toContain('>100<');
    for (const hidden of [shown.replace('>100<', '>900000<'), ' '.repeat(60 * 1_048_576)]) {
      const only = zipOf([{ name, bytes: Buffer.from(hidden) }]);
      const entry = only.subarray(0, only.readUInt32LE(only.length - 6));
      const from = good.readUInt32LE(good.length - 6);
      const made = Buffer.concat([good.subarray(0, from), entry, good.subarray(from)]);
      made.writeUInt32LE(from + entry.length, made.length - 6);
      expect(await readXlsx(made)).toMatchObject({ faults: [], readings: [{ energyWh: 100n }] });
    }
  });

  it('XLSX: rows and columns are counted before they are made', async () => {
    const good = await workbook([HEADER.split(','), LINE.split(',')]);
    const parts = openZip(good, { entries: 200, bytes: 1_048_576 });
    if (typeof parts === 'string') throw new Error(parts);
    const name = 'xl/worksheets/sheet1.xml';
    const sheet = parts.get(name)?.toString() ?? '';
    expect(sheet).toContain('"D2"');
    for (const [address, rule] of [
      ['D1048576', 'row-limit'],
      ['XFD2', 'columns'],
      ['2D', 'workbook'],
    ] as const) {
      const far = Buffer.from(sheet.replace('"D2"', `"${address}"`));
      expect(rulesOf(await readXlsx(storedZip(new Map([...parts, [name, far]]))))).toEqual([rule]);
    }
    const rows = Array<string[]>(MOST_ROWS.xlsx + 1).fill(['x']);
    expect(rulesOf(await readXlsx(await workbook([HEADER.split(','), ...rows])))).toEqual(['row-limit']);
  });

  it('XLSX: archives of something else, and entities that grow, are refused without a fault of ours', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b "${'&a;'.repeat(50)}">]><workbook>&b;</workbook>`;
    const files = [
      zipOf([{ name: 'xl/workbook.xml', bytes: Buffer.from(laughs) }]),
      zipOf([{ name: '../../etc/passwd', bytes: Buffer.from('root') }]),
      zipOf([{ name: 'xl/workbook.xml', bytes: Buffer.from('not xml') }]),
      Buffer.from('PK\u0003\u0004 and nothing more xl/workbook.xml'),
      Buffer.alloc(0),
    ];
    for (const bytes of files) expect(rulesOf(await readXlsx(bytes))).toEqual(['workbook']);
  });

  it('whatever bytes come, CSV is read or refused', () => {
    const text = fc.array(
      fc.constantFrom(HEADER, LINE, '"', ',', '\n', '\r', '\0', '\ufeff', '=cmd', '\u202e', '9e99', '-1', ''),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          text.map((parts) => Buffer.from(parts.join(''))),
          fc.uint8Array().map((bytes) => Buffer.from(bytes)),
        ),
        (bytes) => {
          const { readings, faultCount, faults } = readCsv(bytes);
          expect(readings.length + faultCount).toBeGreaterThan(0);
          expect(faults.length).toBeLessThanOrEqual(200);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('whatever bytes of a workbook are damaged, it is read or refused', async () => {
    const good = await workbook([HEADER.split(','), ...Array<string[]>(5).fill(LINE.split(','))]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (damage) => {
          const bytes = Buffer.from(good);
          for (const [at, value] of damage) bytes[at] = value;
          const { readings, faultCount } = await readXlsx(bytes);
          expect(readings.length + faultCount).toBeGreaterThan(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
