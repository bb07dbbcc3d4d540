import type { Transaction } from '@carbon/database';

/** Two assets that two people want to count as one: every id that each goes by. */
export interface Match {
  readonly first: readonly string[];
  readonly later: readonly string[];
}

/** What a room says of a match before it is proposed and again before it is done; @throws Refusal when it must not be. */
export type MatchObjection = (tx: Transaction, match: Match) => Promise<void>;

/** What the rooms above know of assets that sources do not: they register what speaks against two being one. */
export class MatchObjections {
  private readonly rooms = new Map<string, MatchObjection>();

  /** @throws Error when two rooms bring one name */
  register(name: string, objection: MatchObjection): void {
    if (this.rooms.has(name)) throw new Error(`two rooms bring the objection ${name}`);
    this.rooms.set(name, objection);
  }

  async hear(...[tx, match]: Parameters<MatchObjection>): Promise<void> {
    for (const objection of this.rooms.values()) await objection(tx, match);
  }
}
