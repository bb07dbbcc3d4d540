import { deflateRawSync } from 'node:zlib';
import readXlsxFile, { readSheet } from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import type { CellValue, Column } from './column';
import { writeCsv } from './csv-file';
import { readWorkbook } from './read-workbook';
import { ABOUT_SHEET, writeXlsx } from './xlsx-file';
import { openZip } from './zip-reader';
import { ZipWriter } from './zip-writer';

type Row = readonly CellValue[];
const columns: readonly Column<Row>[] = [
  { kind: 'text', title: { zh: '编号', en: 'Serial' }, of: ([value = null]) => value },
  { kind: 'quantity', title: { zh: '数量', en: 'Quantity' }, of: ([, value = null]) => value },
  { kind: 'decimal', title: { zh: '单价', en: 'Price' }, of: ([, , value = null]) => value },
  { kind: 'date', title: { zh: '有效期', en: 'Valid' }, of: ([, , , value = null]) => value },
  { kind: 'moment', title: { zh: '时间', en: 'When' }, of: ([, , , , value = null]) => value },
];
const NIGHT = new Date('2026-03-01T16:30:15.000Z');
const ROWS: readonly Row[] = [
  ['00123', 42n, '6.50', '2026-03-31', NIGHT],
  ['=cmd|/c calc!A1', -7n, '-0.5', null, null],
  ['<&"\u0000\ud800>', 9_007_199_254_740_993n, '1.2345678901234567', '1899-01-01', null],
  ['a, "b"\nc', null, null, null, null],
];

async function* pagesOf(...pages: (readonly Row[])[]): AsyncGenerator<readonly Row[]> {
  await Promise.resolve();
  yield* pages;
}
const workbook = {
  sheet: '持仓',
  columns,
  language: 'both',
  about: (): [string, string][] => [['行数 Rows', '4']],
} as const;
const xlsx = (...pages: (readonly Row[])[]) => writeXlsx(workbook, pagesOf(...pages));

describe('a workbook that is written', () => {
  it('is read by another program: texts stay texts, numbers and days are numbers and days', async () => {
    const [about, rows] = await readXlsxFile(await xlsx(ROWS.slice(0, 2), ROWS.slice(2)));
    expect(about).toEqual({ sheet: ABOUT_SHEET, data: [['行数 Rows', '4']] });
    expect(rows?.sheet).toBe('持仓');
    expect(rows?.data).toEqual([
      ['编号 Serial', '数量 Quantity', '单价 Price', '有效期 Valid', '时间 When'],
      ['00123', 42, 6.5, new Date('2026-03-31T00:00:00Z'), new Date('2026-03-02T00:30:15Z')],
      ['=cmd|/c calc!A1', -7, -0.5, null, null],
      ['<&"\ufffd\ufffd>', '9007199254740993', '1.2345678901234567', '1899-01-01', null],
      ['a, "b"\nc', null, null, null, null],
    ]);
  });

  it('holds no formula, whatever the texts begin with', async () => {
    const parts = openZip(await xlsx(ROWS), { entries: 10, bytes: 1_000_000 }, () => true);
    if (typeof parts === 'string') throw new Error(parts);
    const sheet = parts.get('xl/worksheets/sheet2.xml')?.toString() ?? '';
    expect(sheet).toContain('=cmd|/c calc!A1');
    expect(sheet).not.toMatch(/<f[ >]|t="str"/);
  });

  it('is the same file whenever it is written', async () => {
    expect((await xlsx(ROWS)).equals(await xlsx(ROWS))).toBe(true);
  });

  it('of 200,000 rows holds them all', async () => {
    const page: Row[] = Array.from({ length: 500 }, (_, at) => [`GEC-${at}`, BigInt(at), '6.50', null, null]);
    const bytes = await writeXlsx(workbook, pagesOf(...Array.from({ length: 400 }, () => page)));
    const parts = openZip(bytes, { entries: 10, bytes: 200_000_000 }, (name) => name.endsWith('sheet2.xml'));
    if (typeof parts === 'string') throw new Error(parts);
    const text = parts.get('xl/worksheets/sheet2.xml')?.toString('latin1') ?? '';
    expect(text.match(/<row /g)).toHaveLength(200_001);
  });

  it('passes on what stops its rows', async () => {
    const stop = new Error('stopped');
    const pages = (async function* () {
      yield* pagesOf(ROWS);
      throw stop;
    })();
    await expect(writeXlsx(workbook, pages)).rejects.toBe(stop);
  });
});

it('RFC 4180 with a BOM; nothing in it is executed or loses digits', async () => {
  const text = (await writeCsv(columns, 'zh', pagesOf(ROWS))).toString();
  expect(text).toBe(
    '\ufeff编号,数量,单价,有效期,时间\r\n' +
      "'00123,42,6.50,2026-03-31,2026-03-02T00:30:15.000+08:00\r\n" +
      "'=cmd|/c calc!A1,-7,-0.5,,\r\n" +
      '"<&""\u0000\ufffd>",9007199254740993,1.2345678901234567,1899-01-01,\r\n' +
      '"a, ""b""\nc",,,,\r\n',
  );
});

describe('a workbook that is read', () => {
  const written = (data: unknown[][], sheet = 'Sheet1') =>
    writeXlsxFile([{ data: data as string[][], sheet }]).toBuffer();
  const refused = (reason: string) => ({ code: 'WORKBOOK_REFUSED', details: { reason } });

  it('of another program: every cell as the text that stands in it', async () => {
    const bytes = await written([
      ['plant', 'energy_kwh', 'day'],
      [' DLH50 ', 12.5, { value: new Date('2025-01-31T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' }],
    ]);
    expect(await readWorkbook(bytes)).toEqual([
      ['plant', 'energy_kwh', 'day'],
      ['DLH50', '12.5', '2025-01-31'],
    ]);
  });

  it('of our own: the sheet of rows, not the one about them', async () => {
    expect((await readWorkbook(await xlsx(ROWS)))[1]?.[0]).toBe('00123');
    expect(await readWorkbook(await xlsx(ROWS), ABOUT_SHEET)).toEqual([['行数 Rows', '4']]);
  });

  it('a sheet that is not there is told with those that are', async () => {
    const reading = readWorkbook(await written([['a']], 'Daten'), 'Sheet9');
    await expect(reading).rejects.toMatchObject(refused('sheet'));
    await expect(reading).rejects.toThrow('Daten');
  });

  it.each([
    ['no archive', Buffer.from('plant,month')],
    ['an archive cut short', Buffer.from('PK\x03\x04....')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is no workbook', async (_, bytes) => {
    await expect(readWorkbook(bytes)).rejects.toMatchObject(refused('workbook'));
  });

  const sheetOf = async (rows: string) => {
    const base = openZip(await written([['a']]), { entries: 50, bytes: 1_000_000 }, () => true);
    if (typeof base === 'string') throw new Error(base);
    const zip = new ZipWriter();
    for (const [name, part] of base) {
      const hostile = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
      await zip.add(name, [name === 'xl/worksheets/sheet1.xml' ? hostile : part.toString()]);
    }
    return zip.end();
  };

  it.each([
    ['a million rows', '<row/>'.repeat(1_000_000), 'row-limit'],
    ['a row far below', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', 'row-limit'],
    ['a cell far below', '<row><c r="A1048576"><v>1</v></c></row>', 'row-limit'],
    ['a cell far to the right', '<row r="1"><c r="XFD1"><v>1</v></c></row>', 'columns'],
    ['an address that is none', '<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>', 'workbook'],
    ['an address behind an entity', '<row r="&#49;048576"><c r="A1"><v>1</v></c></row>', 'workbook'],
    ['another prefix', '<x:row r="1048576"><x:c r="A1"/></x:row>', 'row-limit'],
    ['a bracket in an attribute', '<row spans=">" r="1048576"></row>', 'row-limit'],
  ])('%s is refused before it is read', async (_, rows, reason) => {
    await expect(readWorkbook(await sheetOf(rows))).rejects.toMatchObject(refused(reason));
  });

  it('a bomb is refused by what it opens to, whatever it says of its size', async () => {
    const bomb = await sheetOf(`<!--${' '.repeat(70_000_000)}-->`);
    expect(bomb.length).toBeLessThan(200_000);
    await expect(readWorkbook(bomb)).rejects.toMatchObject(refused('size'));
    // the directory says one byte: the bytes are counted all the same
    const directory = bomb.lastIndexOf('PK\x01\x02');
    for (
      let at = bomb.indexOf('PK\x01\x02');
      at >= 0 && at <= directory;
      at = bomb.indexOf('PK\x01\x02', at + 4)
    ) {
      bomb.writeUInt32LE(1, at + 24);
    }
    await expect(readWorkbook(bomb)).rejects.toMatchObject(refused('size'));
  });

  it('what its directory does not name is not read', async () => {
    const hidden = deflateRawSync(Buffer.from('<x/>'));
    const header = Buffer.alloc(30);
    header.write('PK\x03\x04', 'latin1');
    header.writeUInt16LE(8, 8);
    header.writeUInt32LE(hidden.length, 18);
    header.writeUInt32LE(4, 22);
    header.writeUInt16LE(5, 26);
    const bytes = await written([['a']]);
    const end = bytes.lastIndexOf('PK\x05\x06');
    const front = Buffer.concat([header, Buffer.from('a.xml'), hidden]);
    // the same archive behind the hidden entry: offsets move
    const moved = Buffer.concat([front, bytes]);
    const start = bytes.readUInt32LE(end + 16);
    moved.writeUInt32LE(start + front.length, front.length + end + 16);
    for (let at = front.length + start; moved.readUInt32LE(at) === 0x02014b50;) {
      moved.writeUInt32LE(moved.readUInt32LE(at + 42) + front.length, at + 42);
      at += 46 + [28, 30, 32].reduce((sum, offset) => sum + moved.readUInt16LE(at + offset), 0);
    }
    expect(await readWorkbook(moved)).toEqual([['a']]);
    expect(await readSheet(bytes)).toEqual([['a']]);
  });
});
