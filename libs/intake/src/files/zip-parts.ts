import { crc32, inflateRawSync } from 'node:zlib';
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
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;
const VERSION = 20;
const NAMES_IN_UTF8 = 0x0800;

export type ZipFault = 'not-an-archive' | 'too-large';

/**
 * The parts of a ZIP archive that its directory names, opened within bounds: what it says of sizes is not believed, the
 * bytes are counted. Where a name stands twice, the last one counts.
 */
export function openZip(archive: Buffer, bounds: ZipBounds): ReadonlyMap<string, Buffer> | ZipFault {
  const end = endOf(archive);
  if (end === undefined) return 'not-an-archive';
  const entries = archive.readUInt16LE(end + 10);
  if (entries > bounds.entries) return 'too-large';
  let at = archive.readUInt32LE(end + 16);
  let left = bounds.bytes;
  const parts = new Map<string, Buffer>();
  const seen = new Set<number>();
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + ENTRY_BYTES > archive.length || archive.readUInt32LE(at) !== ENTRY) return 'not-an-archive';
    const local = archive.readUInt32LE(at + 42);
    // entries that share their bytes blow up without end (overlapping archives)
    if (seen.has(local)) return 'not-an-archive';
    seen.add(local);
    const opened = open(archive, at, left);
    if (typeof opened === 'string') return opened;
    left -= opened.length;
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    );
    parts.set(archive.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + name), opened);
    at += ENTRY_BYTES + name + extra + comment;
  }
  return parts;
}

/**
 * An archive of these parts and nothing else, unpacked. Who reads an archive from its start sees parts that the directory
 * does not name; in this one there are none.
 */
export function storedZip(parts: ReadonlyMap<string, Buffer>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [called, bytes] of parts) {
    const name = Buffer.from(called);
    const local = Buffer.alloc(LOCAL_BYTES);
    local.writeUInt32LE(LOCAL);
    writeFields(local, 4, name, bytes);
    const entry = Buffer.alloc(ENTRY_BYTES);
    entry.writeUInt32LE(ENTRY);
    entry.writeUInt16LE(VERSION, 4);
    writeFields(entry, 6, name, bytes);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, name, bytes);
    directory.push(entry, name);
    offset += LOCAL_BYTES + name.length + bytes.length;
  }
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** The fields that both headers of an entry have, from the version on. */
function writeFields(header: Buffer, at: number, name: Buffer, bytes: Buffer): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(NAMES_IN_UTF8, at + 2);
  header.writeUInt16LE(STORED, at + 4);
  header.writeUInt32LE(crc32(bytes), at + 10);
  header.writeUInt32LE(bytes.length, at + 14);
  header.writeUInt32LE(bytes.length, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}

/** Where the end of the directory begins. */
function endOf(archive: Buffer): number | undefined {
  const first = Math.max(0, archive.length - END_BYTES - LONGEST_COMMENT);
  for (let at = archive.length - END_BYTES; at >= first; at -= 1) {
    if (archive.readUInt32LE(at) === END) return at;
  }
  return undefined;
}

/** What an entry holds once it is opened. */
function open(archive: Buffer, entry: number, most: number): Buffer | ZipFault {
  const method = archive.readUInt16LE(entry + 10);
  const packed = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  if (local + LOCAL_BYTES > archive.length || archive.readUInt32LE(local) !== LOCAL) return 'not-an-archive';
  const start = local + LOCAL_BYTES + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  if (start + packed > archive.length) return 'not-an-archive';
  const bytes = archive.subarray(start, start + packed);
  if (method === STORED) return packed > most ? 'too-large' : bytes;
  if (method !== DEFLATED) return 'not-an-archive';
  if (packed === 0) return bytes;
  if (most <= 0) return 'too-large';
  try {
    return inflateRawSync(bytes, { maxOutputLength: most });
  } catch (error) {
    return errorCode(error) === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'not-an-archive';
  }
}
