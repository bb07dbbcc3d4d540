import { PARTS } from './vocabulary';

/** A balance row as the database locked it: parts in the order of PARTS. */
export interface LockedBalance {
  readonly account: number;
  readonly instrument: number;
  readonly parts: readonly bigint[];
  readonly version: bigint;
  readonly blocked: boolean;
  /** Number of the account's state (account-states.ts). */
  readonly state: number;
}

const WIDTH = PARTS.length + 1;
const VERSION = PARTS.length;

/**
 * The locked balances of a batch in flat 64-bit integers: exact and as fast as floats (PERFORMANCE.md, 3.3). The
 * changes of a command can be taken back.
 */
export class BalanceSheet {
  private readonly cells: BigInt64Array;
  private readonly blockedRows: Uint8Array;
  private readonly states: Uint8Array;
  private readonly rows = new Map<number, Map<number, number>>();
  private readonly changedCells: number[] = [];
  private readonly before: bigint[] = [];

  constructor(balances: readonly LockedBalance[]) {
    this.cells = new BigInt64Array(balances.length * WIDTH);
    this.blockedRows = new Uint8Array(balances.length);
    this.states = new Uint8Array(balances.length);
    balances.forEach((balance, row) => {
      balance.parts.forEach((value, part) => (this.cells[row * WIDTH + part] = value));
      this.cells[row * WIDTH + VERSION] = balance.version;
      this.blockedRows[row] = balance.blocked ? 1 : 0;
      this.states[row] = balance.state;
      let accounts = this.rows.get(balance.instrument);
      if (accounts === undefined) this.rows.set(balance.instrument, (accounts = new Map<number, number>()));
      accounts.set(balance.account, row);
    });
  }

  /** The row of a locked balance. @throws Error when it was not locked, which is a fault of the caller */
  row(account: number, instrument: number): number {
    const row = this.rows.get(instrument)?.get(account);
    if (row === undefined) throw new Error(`balance ${account}/${instrument} was not locked`);
    return row;
  }

  isBlocked(row: number): boolean {
    return this.blockedRows[row] === 1;
  }

  /** The number of the state of the row's account. */
  state(row: number): number {
    return this.states[row] ?? 0;
  }

  part(row: number, part: number): bigint {
    return this.cells[row * WIDTH + part] ?? 0n;
  }

  /** Adds to a part; returns the value after. */
  change(row: number, part: number, by: bigint): bigint {
    return this.set(row * WIDTH + part, by);
  }

  /** Steps the version; returns the value after. */
  nextVersion(row: number): bigint {
    return this.set(row * WIDTH + VERSION, 1n);
  }

  /** Takes back every change since the last `keep` or `undo`. */
  undo(): void {
    for (let at = this.changedCells.length - 1; at >= 0; at--) {
      this.cells[this.changedCells[at] ?? 0] = this.before[at] ?? 0n;
    }
    this.keep();
  }

  /** From here on nothing before is taken back. */
  keep(): void {
    this.changedCells.length = 0;
    this.before.length = 0;
  }

  private set(cell: number, by: bigint): bigint {
    const before = this.cells[cell] ?? 0n;
    this.changedCells.push(cell);
    this.before.push(before);
    return (this.cells[cell] = before + by);
  }
}
