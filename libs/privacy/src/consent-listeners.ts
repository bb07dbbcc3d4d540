import type { Transaction } from '@carbon/database';

/** Of what a consent stands no more: withdrawn, or refused. */
export interface EndedConsent {
  readonly personId: string;
  readonly purpose: string;
  readonly source: string;
}

/** Who acts for a child no more. */
export interface EndedGuardianship {
  readonly guardianId: string;
  readonly wardId: string;
}

/**
 * What a room does when something it stood on is gone, in the same transaction: nothing is processed after it. The row of
 * the person whose data it is (of the ward) is locked meanwhile; see `Consents.standsForNow`.
 */
export interface ConsentListener {
  /** Names it among the others: `inclusion.links`. */
  readonly name: string;
  consentEnded?(tx: Transaction, ended: EndedConsent, now: Date): Promise<void>;
  guardianshipEnded?(tx: Transaction, ended: EndedGuardianship, now: Date): Promise<void>;
}

/** Who in this process hears of withdrawals, in the order of the names. */
export class ConsentListeners {
  private readonly listeners = new Map<string, ConsentListener>();

  register(listener: ConsentListener): void {
    if (this.listeners.has(listener.name)) throw new Error(`${listener.name} listens to consents twice`);
    this.listeners.set(listener.name, listener);
  }

  async consentEnded(tx: Transaction, ended: EndedConsent, now: Date): Promise<void> {
    for (const listener of this.all()) await listener.consentEnded?.(tx, ended, now);
  }

  async guardianshipEnded(tx: Transaction, ended: EndedGuardianship, now: Date): Promise<void> {
    for (const listener of this.all()) await listener.guardianshipEnded?.(tx, ended, now);
  }

  private all(): ConsentListener[] {
    return [...this.listeners.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
