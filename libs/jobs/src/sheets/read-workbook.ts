import type { Text } from '@carbon/kernel';
import { readSheet } from 'read-excel-file/node';
import { workbookRefused } from './refusals';
import { openZip } from './zip-reader';
import { ZipWriter } from './zip-writer';

/** What a workbook that is imported may hold (own choice). */
export interface WorkbookLimits {
  readonly rows: number;
  readonly columns: number;
  /** Bytes of all its parts, opened. */
  readonly bytes: number;
}

export const WORKBOOK_LIMITS: WorkbookLimits = { rows: 50_000, columns: 50, bytes: 64 * 1_048_576 };
const MOST_PARTS = 200;

/** The rows of a sheet, the header first, every cell as the text that stands in it; empty rows as empty lists. */
export type SheetRows = readonly (readonly string[])[];

/**
 * Reads one sheet of a workbook. Numbers keep the digits they were written with, formulas are not computed: what was last
 * shown counts. The archive is opened and counted first and packed anew, so that nothing but what was counted is read.
 * @param sheet its name; the first that is not about the file when absent
 * @throws Refusal WORKBOOK_REFUSED
 */
export async function readWorkbook(
  bytes: Buffer,
  sheet?: string,
  limits: WorkbookLimits = WORKBOOK_LIMITS,
): Promise<SheetRows> {
  const parts = openZip(bytes, { entries: MOST_PARTS, bytes: limits.bytes }, isRead);
  if (parts === 'too-large') throw workbookRefused('size', TOO_LARGE);
  if (parts === 'not-an-archive') throw workbookRefused('workbook', NO_WORKBOOK);
  const texts = new Map([...parts].map(([name, part]) => [name, part.toString('utf8')]));
  refuseSize(texts, limits);
  const names = sheetNames(texts);
  const number = sheet === undefined ? names.findIndex((name) => !isAbout(name)) : names.indexOf(sheet);
  if (number < 0) throw workbookRefused('sheet', noSheet(sheet ?? '', names));
  return cellsOf(await packed(texts), number + 1);
}

/** Sheets that only explain: of our own exports and templates. */
const isAbout = (name: string) => /about|说明/i.test(name);

/** Parts of a workbook that hold cells or say how they are read. */
function isRead(name: string): boolean {
  return name.endsWith('.xml') || name.endsWith('.rels');
}

/** A row or a cell, by whatever prefix, with its attributes. */
const ROW_OR_CELL = /<(?:[^\s<>/:]+:)?(row|c)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>/g;
const ADDRESS = /\sr\s*=\s*["']([^"']*)["']/;

/**
 * Counts rows and columns before anything is made of them: a far address costs a few bytes in the file, and all the empty
 * cells before it afterwards.
 */
function refuseSize(parts: ReadonlyMap<string, string>, limits: WorkbookLimits): void {
  for (const text of parts.values()) {
    let rows = 0;
    for (const [, tag, attributes = ''] of text.matchAll(ROW_OR_CELL)) {
      rows += tag === 'row' ? 1 : 0;
      const [, address] = ADDRESS.exec(attributes) ?? [];
      const found = address === undefined ? undefined : /^([A-Z]{0,3})(\d{1,7})$/.exec(address);
      if (found === null) throw workbookRefused('workbook', NO_WORKBOOK);
      const [, letters = '', number = '0'] = found ?? [];
      if (Math.max(rows, Number(number)) > limits.rows + 1) {
        throw workbookRefused('row-limit', tooManyRows(limits.rows));
      }
      if (columnOf(letters) > limits.columns) throw workbookRefused('columns', tooWide(limits.columns));
    }
  }
}

/** `A` is 1. */
function columnOf(letters: string): number {
  return Array.from(letters).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
}

function sheetNames(parts: ReadonlyMap<string, string>): string[] {
  const workbook = parts.get('xl/workbook.xml') ?? '';
  return [...workbook.matchAll(/<(?:\w+:)?sheet [^>]*?\bname="([^"]*)"/g)].map(([, name = '']) =>
    unescaped(name),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string) =>
  text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

async function packed(parts: ReadonlyMap<string, string>): Promise<Buffer> {
  const zip = new ZipWriter();
  for (const [name, text] of parts) await zip.add(name, [text]);
  return zip.end();
}

async function cellsOf(bytes: Buffer, sheet: number): Promise<string[][]> {
  try {
    const rows: readonly (readonly unknown[])[] = await readSheet(bytes, sheet, {
      parseNumber: (digits: string) => digits,
    });
    return rows.map((cells) => cells.map(textOf));
  } catch {
    throw workbookRefused('workbook', NO_WORKBOOK); // whatever its reader says of it, it is none that we can read
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

const TOO_LARGE: Text = { zh: '工作簿展开后过大', en: 'The workbook is too large when it is opened' };
const NO_WORKBOOK: Text = {
  zh: '不是可读取的 XLSX 工作簿',
  en: 'It is not an XLSX workbook that can be read',
};

const tooManyRows = (most: number): Text => ({
  zh: `超过 ${most} 行，请拆分文件`,
  en: `It has more than ${most} rows: split the file`,
});

const tooWide = (most: number): Text => ({ zh: `超过 ${most} 列`, en: `It has more than ${most} columns` });

const noSheet = (sheet: string, names: readonly string[]): Text => ({
  zh: `没有名为“${sheet}”的工作表；现有：${names.join('、')}`,
  en: `There is no sheet “${sheet}”; there are: ${names.join(', ')}`,
});
