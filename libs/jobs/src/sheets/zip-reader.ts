import { inflateRawSync } from 'node:zlib';

/** What an archive may become when it is opened. */
export interface ZipBounds {
  readonly entries: number;
  readonly bytes: number;
}

export type ZipFault = 'not-an-archive' | 'too-large';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;

/**
 * The files of a ZIP archive that `wanted` names, opened within bounds: what the archive says of sizes is not believed,
 * the bytes are counted as they come.
 */
export function openZip(
  archive: Buffer,
  bounds: ZipBounds,
  wanted: (name: string) => boolean,
): ReadonlyMap<string, Buffer> | ZipFault {
  const end = endOf(archive);
  if (end === undefined) return 'not-an-archive';
  const entries = archive.readUInt16LE(end + 10);
  if (entries > bounds.entries) return 'too-large';
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  let left = bounds.bytes;
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== ENTRY) return 'not-an-archive';
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    );
    const called = archive.toString('utf8', at + 46, at + 46 + name);
    if (wanted(called)) {
      const opened = open(archive, at, left);
      if (typeof opened === 'string') return opened;
      files.set(called, opened);
      left -= opened.length;
    }
    at += 46 + name + extra + comment;
  }
  return files;
}

/** Where the end of the directory begins. */
function endOf(archive: Buffer): number | undefined {
  const first = Math.max(0, archive.length - END_BYTES - LONGEST_COMMENT);
  for (let at = archive.length - END_BYTES; at >= first; at -= 1) {
    if (archive.readUInt32LE(at) === END) return at;
  }
  return undefined;
}

function open(archive: Buffer, entry: number, most: number): Buffer | ZipFault {
  const method = archive.readUInt16LE(entry + 10);
  const packed = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  if (local + 30 > archive.length || archive.readUInt32LE(local) !== LOCAL) return 'not-an-archive';
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  if (start + packed > archive.length) return 'not-an-archive';
  const bytes = archive.subarray(start, start + packed);
  if (method === STORED) return packed > most ? 'too-large' : bytes;
  if (method !== DEFLATED) return 'not-an-archive';
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(most, 1) });
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'not-an-archive';
  }
}
