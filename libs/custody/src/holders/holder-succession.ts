import type { Transaction } from '@carbon/database';
import type { Holder, Reviewed } from '@carbon/identity';

/** What one room does when a holder takes another's place; @throws Refusal when it must not happen now. */
export type Succession = (
  tx: Transaction,
  merger: { readonly from: Holder; readonly to: Holder; readonly review: Reviewed },
) => Promise<void>;

/** What goes over in a merger besides accounts: rooms register what of theirs names the holder (plants, applications). */
export class HolderSuccession {
  private readonly rooms = new Map<string, Succession>();

  /** @throws Error when two rooms bring one name */
  register(name: string, succession: Succession): void {
    if (this.rooms.has(name)) throw new Error(`two rooms bring the succession ${name}`);
    this.rooms.set(name, succession);
  }

  async run(...[tx, merger]: Parameters<Succession>): Promise<void> {
    for (const succession of this.rooms.values()) await succession(tx, merger);
  }
}
