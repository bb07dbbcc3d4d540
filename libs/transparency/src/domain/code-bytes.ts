/* The bytes of a compact code, written and read front to back. */

/** Longer runs are refused when reading: nothing that fits a QR code comes near. */
const MAX_RUN = 1 << 20;

export class CodeWriter {
  private readonly parts: Uint8Array[] = [];

  byte(value: number): this {
    this.parts.push(Uint8Array.of(value));
    return this;
  }

  /** Unsigned LEB128. */
  number(value: bigint): this {
    const bytes: number[] = [];
    let rest = value;
    do {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      bytes.push(rest === 0n ? low : low | 0x80);
    } while (rest !== 0n);
    this.parts.push(Uint8Array.from(bytes));
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.parts.push(bytes);
    return this;
  }

  /** A run of bytes behind its length. */
  run(bytes: Uint8Array): this {
    return this.number(BigInt(bytes.length)).raw(bytes);
  }

  done(): Uint8Array {
    return Buffer.concat(this.parts);
  }
}

/** Bytes that are no code. */
export class CodeFault extends Error {}

export class CodeReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** @throws CodeFault as do all that follow */
  byte(): number {
    const [value = 0] = this.raw(1);
    return value;
  }

  number(): bigint {
    let value = 0n;
    for (let shift = 0n; shift <= 63n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if ((byte & 0x80) !== 0) continue;
      // one spelling for each number
      if (byte === 0 && shift > 0n) break;
      return value;
    }
    throw new CodeFault('not a number');
  }

  raw(length: number): Uint8Array {
    if (length > MAX_RUN || this.at + length > this.bytes.length) throw new CodeFault('too short');
    return this.bytes.slice(this.at, (this.at += length));
  }

  run(): Uint8Array {
    const length = this.number();
    if (length > BigInt(MAX_RUN)) throw new CodeFault('too short');
    return this.raw(Number(length));
  }

  end(): void {
    if (this.at !== this.bytes.length) throw new CodeFault('bytes left over');
  }
}
