import type { Command, Part, SimpleCommand } from '@carbon/ledger';

/** What the model says comes of a command; `code` is the refusal's. */
export type Expected = { readonly done: true } | { readonly done: false; readonly code: string };

interface Past {
  readonly transfers: { instrument: string; quantity: bigint; from: string; to: string }[];
  readonly sources: readonly string[];
  readonly reversible: boolean;
  reversed: boolean;
}

const FINAL = {
  retire: 'RETIRED',
  surrender: 'SURRENDERED',
  cancel: 'CANCELLED',
  expire: 'EXPIRED',
} as const;
const INT8_MAX = 9_223_372_036_854_775_807n;

class Refused extends Error {}

/**
 * The ledger in the plainest form that can be thought of: a map of places to quantities. It knows no serials, no
 * batches, no database; it says which commands succeed and what every place then holds.
 */
export class Model {
  private places = new Map<string, bigint>();
  private sources = new Set<string>();
  private readonly past = new Map<bigint, Past>();

  constructor(
    private readonly accounts: ReadonlySet<string>,
    private readonly instruments: ReadonlySet<string>,
  ) {}

  /** Applies a command whole or not at all. */
  apply(command: Command, transactionId: bigint): Expected {
    const [places, sources] = [new Map(this.places), new Set(this.sources)];
    const transfers: Past['transfers'] = [];
    const undone: Past[] = [];
    try {
      const parts = command.kind === 'linked' ? command.commands : [command];
      // names are checked before anything moves
      for (const part of parts) this.check(part);
      for (const part of parts) this.step(part, transfers, undone);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.places = places;
      this.sources = sources;
      for (const entry of undone) entry.reversed = false;
      return { done: false, code: error.message };
    }
    const parts = command.kind === 'linked' ? command.commands : [command];
    const reversible = parts.every((part) => 'reversibleUntil' in part);
    const used = parts.flatMap((part) => (part.kind === 'issue' ? [part.sourceKey] : []));
    this.past.set(transactionId, { transfers, sources: used, reversible, reversed: false });
    return { done: true };
  }

  quantity(account: string, instrument: string, part: Part): bigint {
    return this.places.get(`${account}|${instrument}|${part}`) ?? 0n;
  }

  /** Every place that holds something. */
  holdings(): Map<string, bigint> {
    return new Map([...this.places].filter(([, quantity]) => quantity !== 0n).sort());
  }

  private check(command: SimpleCommand): void {
    if (command.kind === 'reverse') {
      const past = this.past.get(command.transactionId);
      if (past === undefined) throw new Refused('LEDGER_TRANSACTION_UNKNOWN');
      if (!past.reversible) throw new Refused('LEDGER_NOT_REVERSIBLE');
      return;
    }
    if (!this.instruments.has(command.instrument)) throw new Refused('LEDGER_INSTRUMENT_UNKNOWN');
    if (command.quantity <= 0n) throw new Refused('LEDGER_QUANTITY');
    if (command.kind === 'transfer' && command.from === command.to) throw new Refused('LEDGER_SAME_ACCOUNT');
    for (const name of ['from', 'to', 'account'] as const) {
      const account = (command as unknown as Record<string, string | undefined>)[name];
      if (account !== undefined && !this.accounts.has(account)) throw new Refused('LEDGER_ACCOUNT_UNKNOWN');
    }
  }

  private step(command: SimpleCommand, transfers: Past['transfers'], undone: Past[]): void {
    // nobody retires or converts what a court froze
    if ((command.kind === 'retire' || command.kind === 'convert') && command.fromPart === 'judicial') {
      throw new Refused('LEDGER_JUDICIALLY_FROZEN');
    }
    const move = (instrument: string, quantity: bigint, from: string, to: string) => {
      this.move(instrument, quantity, from, to);
      transfers.push({ instrument, quantity, from, to });
    };
    switch (command.kind) {
      case 'issue':
        if (this.sources.has(command.sourceKey)) throw new Refused('LEDGER_SOURCE_USED');
        this.sources.add(command.sourceKey);
        {
          move(command.instrument, command.quantity, 'ISSUED|available', `${command.to}|available`);
          return;
        }
      case 'transfer': {
        move(
          command.instrument,
          command.quantity,
          `${command.from}|${command.fromPart ?? 'available'}`,
          `${command.to}|${command.toPart ?? 'available'}`,
        );
        return;
      }
      case 'freeze':
      case 'pledge': {
        move(
          command.instrument,
          command.quantity,
          `${command.account}|available`,
          `${command.account}|${command.kind === 'pledge' ? 'pledged' : (command.part ?? 'frozen')}`,
        );
        return;
      }
      case 'release':
      case 'unpledge': {
        move(
          command.instrument,
          command.quantity,
          `${command.account}|${command.kind === 'unpledge' ? 'pledged' : (command.part ?? 'frozen')}`,
          `${command.account}|available`,
        );
        return;
      }
      case 'convert':
        move(
          command.instrument,
          command.quantity,
          `${command.from}|${command.fromPart ?? 'available'}`,
          'CONVERTED|available',
        );
        {
          move(command.toInstrument, command.toQuantity, 'ISSUED|available', `${command.to}|available`);
          return;
        }
      case 'reverse': {
        const past = this.past.get(command.transactionId);
        if (past === undefined) throw new Refused('LEDGER_TRANSACTION_UNKNOWN');
        if (past.reversed) throw new Refused('LEDGER_NOT_REVERSIBLE');
        for (const { instrument, quantity, from, to } of [...past.transfers].reverse()) {
          move(instrument, quantity, to, from);
        }
        for (const source of past.sources) this.sources.delete(source);
        past.reversed = true;
        undone.push(past);
        return;
      }
      default: {
        move(
          command.instrument,
          command.quantity,
          `${command.from}|${command.fromPart ?? 'available'}`,
          `${FINAL[command.kind]}|available`,
        );
        return;
      }
    }
  }

  private move(instrument: string, quantity: bigint, from: string, to: string): void {
    const key = (place: string) => {
      const [account, part] = place.split('|');
      return `${account ?? ''}|${instrument}|${part ?? ''}`;
    };
    const held = this.places.get(key(from)) ?? 0n;
    if (!from.startsWith('ISSUED') && held < quantity) throw new Refused('LEDGER_INSUFFICIENT_BALANCE');
    const after = (this.places.get(key(to)) ?? 0n) + quantity;
    if (after > INT8_MAX) throw new Refused('LEDGER_QUANTITY_TOO_LARGE');
    this.places.set(key(from), held - quantity);
    this.places.set(key(to), (this.places.get(key(to)) ?? 0n) + quantity);
  }
}
