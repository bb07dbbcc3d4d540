/** What accounts can set apart, as read at the beginning of a batch and as the batch goes on. */
export class FundsSheet {
  private readonly available = new Map<string, bigint>();

  static key(account: string, instrument: string): string {
    return `${account}/${instrument}`;
  }

  set(key: string, available: bigint): void {
    this.available.set(key, available);
  }

  of(key: string): bigint {
    return this.available.get(key) ?? 0n;
  }

  add(key: string, amount: bigint): void {
    this.available.set(key, this.of(key) + amount);
  }

  /** Takes or, negative, gives. Accounts that were not asked about are not followed. */
  take(key: string, amount: bigint): void {
    const now = this.available.get(key);
    if (now !== undefined) this.available.set(key, now - amount);
  }
}
