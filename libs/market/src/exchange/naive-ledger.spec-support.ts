import type { Command, SimpleCommand } from '@carbon/ledger';

type Parts = { available: bigint; frozen: bigint };

/** A ledger that adds and subtracts, and throws where a part would fall below zero. */
export class NaiveLedger {
  private readonly balances = new Map<string, Parts>();

  give(account: string, instrument: string, quantity: bigint): void {
    this.of(account, instrument).available += quantity;
  }

  available(account: string, instrument: string): bigint {
    return this.of(account, instrument).available;
  }

  /** Of all accounts. */
  frozen(instrument: string): bigint {
    return this.sum(instrument, ({ frozen }) => frozen);
  }

  total(instrument: string): bigint {
    return this.sum(instrument, ({ available, frozen }) => available + frozen);
  }

  apply(commands: readonly Command[]): void {
    for (const command of commands) {
      const simple = command.kind === 'linked' ? command.commands : [command];
      for (const each of simple) this.move(each);
    }
  }

  private move(command: SimpleCommand): void {
    if (command.kind === 'freeze' || command.kind === 'release') {
      const parts = this.of(command.account, command.instrument);
      const amount = command.kind === 'freeze' ? command.quantity : -command.quantity;
      parts.available -= amount;
      parts.frozen += amount;
      this.requireSound(command, parts);
    } else if (command.kind === 'transfer') {
      const from = this.of(command.from, command.instrument);
      from[command.fromPart === 'frozen' ? 'frozen' : 'available'] -= command.quantity;
      this.of(command.to, command.instrument).available += command.quantity;
      this.requireSound(command, from);
    } else throw new Error(`the exchange does not ${command.kind}`);
  }

  private requireSound(command: SimpleCommand, { available, frozen }: Parts): void {
    if (available < 0n || frozen < 0n || ('quantity' in command && command.quantity <= 0n))
      throw new Error(
        `the ledger would refuse ${command.kind}: ${available.toString()}, ${frozen.toString()}`,
      );
  }

  private of(account: string, instrument: string): Parts {
    const key = `${account}/${instrument}`;
    let parts = this.balances.get(key);
    if (parts === undefined) this.balances.set(key, (parts = { available: 0n, frozen: 0n }));
    return parts;
  }

  private sum(instrument: string, pick: (parts: Parts) => bigint): bigint {
    let sum = 0n;
    for (const [key, parts] of this.balances) if (key.endsWith(`/${instrument}`)) sum += pick(parts);
    return sum;
  }
}
