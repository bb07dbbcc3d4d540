import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const DEFLATED = 8;
const VERSION = 20;
const NAMES_IN_UTF8 = 0x0800;
/** 1 January 1980, the first day an archive can name: the same content makes the same bytes whenever it is written. */
const DAY = 0x21;

/** A ZIP archive that is packed while its content comes; what is kept of it meanwhile is the packed part only. */
export class ZipWriter {
  private readonly chunks: Buffer[] = [];
  private readonly entries: Entry[] = [];
  private length = 0;

  /** Packs one file. What `content` throws is thrown here. */
  async add(name: string, content: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const packed: Buffer[] = [];
    let [crc, size] = [0, 0];
    await pipeline(
      Readable.from(content),
      async function* (texts: AsyncIterable<string>) {
        for await (const text of texts) {
          const bytes = Buffer.from(text);
          crc = crc32(bytes, crc);
          size += bytes.length;
          yield bytes;
        }
      },
      createDeflateRaw(),
      async (deflated: AsyncIterable<Buffer>) => {
        for await (const chunk of deflated) packed.push(chunk);
      },
    );
    const length = packed.reduce((sum, chunk) => sum + chunk.length, 0);
    const entry = { name: Buffer.from(name), crc, size, packed: length, offset: this.length };
    this.entries.push(entry);
    for (const chunk of [localHeader(entry), ...packed]) this.push(chunk);
  }

  /** The archive; nothing can be added any more. */
  end(): Buffer {
    const start = this.length;
    for (const entry of this.entries) this.push(directoryEntry(entry));
    this.push(endOfDirectory(this.entries.length, this.length - start, start));
    return Buffer.concat(this.chunks);
  }

  private push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
  }
}

/** The fields that both headers of an entry have, from the version on. */
function common({ crc, packed, size, name }: Entry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(NAMES_IN_UTF8, 2);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(DAY, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function localHeader(entry: Entry): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04'), common(entry), entry.name]);
}

function directoryEntry(entry: Entry): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(VERSION);
  // comment length, disk, attributes inside and outside, then where the entry stands
  const place = Buffer.alloc(14);
  place.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, common(entry), place, entry.name]);
}

function endOfDirectory(entries: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
