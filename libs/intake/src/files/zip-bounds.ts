import { inflateRawSync } from 'node:zlib';
import { errorCode } from '@carbon/database';

/** What an archive may become when it is opened. */
export interface ZipBounds {
  readonly entries: number;
  readonly bytes: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;

/**
 * Opens every entry of a ZIP archive within bounds, before anybody else does: what its directory says of sizes is not
 * believed, the bytes are counted.
 * @returns what is wrong with it; undefined when it may be opened
 */
export function zipFault(archive: Buffer, bounds: ZipBounds): 'not-an-archive' | 'too-large' | undefined {
  const end = endOf(archive);
  if (end === undefined) return 'not-an-archive';
  const entries = archive.readUInt16LE(end + 10);
  if (entries > bounds.entries) return 'too-large';
  let at = archive.readUInt32LE(end + 16);
  let bytes = 0;
  const seen = new Set<number>();
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== ENTRY) return 'not-an-archive';
    const local = archive.readUInt32LE(at + 42);
    // entries that share their bytes blow up without end (overlapping archives)
    if (seen.has(local)) return 'not-an-archive';
    seen.add(local);
    const opened = sizeOf(archive, at, bounds.bytes - bytes);
    if (typeof opened === 'string') return opened;
    bytes += opened;
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    at += 46 + Number(name) + Number(extra) + Number(comment);
  }
  return undefined;
}

/** Where the end of the directory begins. */
function endOf(archive: Buffer): number | undefined {
  const first = Math.max(0, archive.length - END_BYTES - LONGEST_COMMENT);
  for (let at = archive.length - END_BYTES; at >= first; at -= 1) {
    if (archive.readUInt32LE(at) === END) return at;
  }
  return undefined;
}

/** Bytes of an entry once it is opened, counted. */
function sizeOf(archive: Buffer, entry: number, most: number): number | 'not-an-archive' | 'too-large' {
  const method = archive.readUInt16LE(entry + 10);
  const packed = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  if (local + 30 > archive.length || archive.readUInt32LE(local) !== LOCAL) return 'not-an-archive';
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  if (start + packed > archive.length) return 'not-an-archive';
  if (method === STORED) return packed > most ? 'too-large' : packed;
  if (method !== DEFLATED) return 'not-an-archive';
  if (packed === 0) return 0;
  if (most <= 0) return 'too-large';
  try {
    return inflateRawSync(archive.subarray(start, start + packed), { maxOutputLength: most }).length;
  } catch (error) {
    return errorCode(error) === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'not-an-archive';
  }
}
