/**
 * Reads a binary COPY (documentation of PostgreSQL, COPY, "Binary Format") whose columns are never null and have fixed
 * widths, so that every row has its values at the same places: nothing is looked for and nothing allocated a row.
 */
export class FixedRows {
  /** Where each column's value begins in a row. */
  readonly at: readonly number[];
  private readonly rowBytes: number;
  private rest: Buffer = Buffer.alloc(0);
  private begun = false;

  /** @param widths bytes of each column: 2, 4 or 8 */
  constructor(widths: readonly number[]) {
    let next = FIELD_COUNT_BYTES;
    this.at = widths.map((width) => {
      const at = next + LENGTH_BYTES;
      next = at + width;
      return at;
    });
    this.rowBytes = next;
  }

  /**
   * Calls `take` for each whole row of what came; the rest waits for the next part.
   * @param take gets the buffer and the place where a row begins; add `at[column]` to find a value
   */
  read(part: Buffer, take: (buffer: Buffer, row: number) => void): void {
    const buffer = this.rest.length === 0 ? part : Buffer.concat([this.rest, part]);
    let row = 0;
    if (!this.begun) {
      if (buffer.length < HEADER_BYTES) {
        this.rest = buffer;
        return;
      }
      this.begun = true;
      row = HEADER_BYTES + buffer.readInt32BE(HEADER_BYTES - LENGTH_BYTES);
    }
    // the last two bytes are the end mark, a field count of -1
    for (; row + this.rowBytes <= buffer.length; row += this.rowBytes) take(buffer, row);
    this.rest = buffer.subarray(row);
  }

  /** @throws Error when what was read does not end where a COPY ends: a column was null or of another width */
  end(): void {
    if (this.rest.length !== FIELD_COUNT_BYTES || this.rest.readInt16BE(0) !== -1)
      throw new Error('a binary COPY of fixed rows did not end with its end mark');
  }
}

const HEADER_BYTES = 19;
const FIELD_COUNT_BYTES = 2;
const LENGTH_BYTES = 4;
