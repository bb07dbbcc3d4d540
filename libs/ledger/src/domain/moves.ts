import type {
  Cause,
  Command,
  ConvertCommand,
  EndCommand,
  LinkedCommands,
  SerialRange,
  SimpleCommand,
  SourceRange,
} from './commands';
import {
  notReversible,
  quantityNotPositive,
  sameAccount,
  serialsDoNotFit,
  serialsNotWanted,
  unknownAccount,
  unknownInstrument,
  unknownTransaction,
} from './refusals';
import { FINAL_KINDS, kindNumber, partNumber, SYSTEM_ACCOUNTS } from './vocabulary';

export interface Instrument {
  readonly id: number;
  readonly code: string;
  readonly serialised: boolean;
  readonly sourcePerUnit: bigint | null;
  readonly cap: bigint | null;
}

export interface Account {
  readonly id: number;
  readonly number: string;
}

/** One transfer as asked for, with names resolved: numbers where the database has numbers. */
export interface Move {
  readonly kind: number;
  readonly instrument: Instrument;
  readonly quantity: bigint;
  readonly debit: Account;
  readonly debitPart: number;
  readonly credit: Account;
  readonly creditPart: number;
  readonly serials?: readonly SerialRange[] | undefined;
  readonly reversibleUntil?: Date | undefined;
  readonly reverses?: bigint | undefined;
  readonly issue?:
    | {
        readonly sourceKey?: string;
        readonly sources: readonly SourceRange[];
        readonly evidenceHash?: Uint8Array;
      }
    | undefined;
}

/** A transfer of the past, as a reversal needs it. */
export interface PastTransfer {
  readonly id: bigint;
  readonly kind: number;
  readonly instrument: Instrument;
  readonly quantity: bigint;
  readonly debit: Account;
  readonly debitPart: number;
  readonly credit: Account;
  readonly creditPart: number;
  readonly serials: readonly SerialRange[] | undefined;
  readonly reversibleUntil: Date | null;
}

/** What the names in commands stand for. */
export interface Directory {
  account(number: string): Account | undefined;
  instrument(code: string): Instrument | undefined;
  systemAccount(id: number): Account;
  past(transactionId: bigint): readonly PastTransfer[];
}

export interface CompiledCommand {
  readonly cause: Cause;
  readonly moves: readonly Move[];
}

const KIND = { issue: kindNumber('issue'), transfer: kindNumber('transfer'), reverse: kindNumber('reverse') };

interface Place {
  readonly account: Account;
  readonly part: number;
}

/** Every move has the same shape, which keeps the judge's inner loop fast. */
function move(
  kind: number,
  instrument: Instrument,
  quantity: bigint,
  from: Place,
  to: Place,
  serials?: readonly SerialRange[],
  reversibleUntil?: Date,
): Move {
  return {
    kind,
    instrument,
    quantity,
    debit: from.account,
    debitPart: from.part,
    credit: to.account,
    creditPart: to.part,
    serials,
    reversibleUntil,
    reverses: undefined,
    issue: undefined,
  };
}

/** Turns a command into the moves it consists of. @throws Refusal when a name is unknown or the shape is wrong */
export function compile(command: Command, directory: Directory, recordedAt: Date): CompiledCommand {
  const compiler = new Compiler(directory, recordedAt);
  return { cause: command.cause, moves: compiler.moves(command) };
}

class Compiler {
  constructor(
    private readonly directory: Directory,
    private readonly recordedAt: Date,
  ) {}

  moves(command: SimpleCommand | LinkedCommands): Move[] {
    if (command.kind === 'linked') return command.commands.flatMap((each) => this.moves(each));
    if (command.kind === 'reverse') return this.reversal(command.transactionId);
    const instrument = this.instrument(command.instrument);
    const { quantity } = command;
    if (quantity <= 0n) throw quantityNotPositive();
    if (command.kind === 'issue')
      return [this.issue(instrument, quantity, this.account(command.to), command)];

    const serials = checkedSerials(instrument, quantity, command.serials);
    switch (command.kind) {
      case 'transfer': {
        if (command.from === command.to) throw sameAccount(command.from);
        const from = {
          account: this.account(command.from),
          part: partNumber(command.fromPart ?? 'available'),
        };
        const to = { account: this.account(command.to), part: partNumber(command.toPart ?? 'available') };
        return [move(KIND.transfer, instrument, quantity, from, to, serials, command.reversibleUntil)];
      }
      case 'freeze':
      case 'release':
      case 'pledge':
      case 'unpledge': {
        const account = this.account(command.account);
        const free = { account, part: 0 };
        const part = command.kind.endsWith('pledge') ? 'pledged' : command.part;
        const held = { account, part: partNumber(part ?? 'frozen') };
        const setsApart = command.kind === 'freeze' || command.kind === 'pledge';
        const [from, to] = setsApart ? [free, held] : [held, free];
        return [move(kindNumber(command.kind), instrument, quantity, from, to, serials)];
      }
      case 'convert': {
        const target = this.instrument(command.toInstrument);
        if (command.toQuantity <= 0n) throw quantityNotPositive();
        const issue = this.issue(target, command.toQuantity, this.account(command.to), {});
        return [this.ending(instrument, command, serials), issue];
      }
      default:
        return [this.ending(instrument, command, serials, command.reversibleUntil)];
    }
  }

  private issue(
    instrument: Instrument,
    quantity: bigint,
    to: Account,
    source: {
      sourceKey?: string;
      sources?: readonly SourceRange[];
      evidenceHash?: Uint8Array;
      reversibleUntil?: Date;
    },
  ): Move {
    const { sourceKey, evidenceHash, reversibleUntil } = source;
    const issuance = { account: this.directory.systemAccount(SYSTEM_ACCOUNTS.issuance), part: 0 };
    return {
      ...move(
        KIND.issue,
        instrument,
        quantity,
        issuance,
        { account: to, part: 0 },
        undefined,
        reversibleUntil,
      ),
      issue: {
        ...(sourceKey === undefined ? {} : { sourceKey }),
        ...(evidenceHash === undefined ? {} : { evidenceHash }),
        sources: source.sources ?? [],
      },
    };
  }

  private ending(
    instrument: Instrument,
    command: EndCommand | ConvertCommand,
    serials: readonly SerialRange[] | undefined,
    reversibleUntil?: Date,
  ): Move {
    const from = { account: this.account(command.from), part: partNumber(command.fromPart ?? 'available') };
    const to = { account: this.directory.systemAccount(SYSTEM_ACCOUNTS[FINAL_KINDS[command.kind]]), part: 0 };
    return move(kindNumber(command.kind), instrument, command.quantity, from, to, serials, reversibleUntil);
  }

  /** The moves of a transaction backwards, in reverse order. */
  private reversal(transactionId: bigint): Move[] {
    const past = this.directory.past(transactionId);
    if (past.length === 0) throw unknownTransaction(transactionId);
    return [...past].reverse().map((transfer) => {
      if (transfer.kind === KIND.reverse) throw notReversible(transactionId, 'reversal');
      if (transfer.reversibleUntil === null) throw notReversible(transactionId, 'no-window');
      if (this.recordedAt > transfer.reversibleUntil) throw notReversible(transactionId, 'window-closed');
      const from = { account: transfer.credit, part: transfer.creditPart };
      const to = { account: transfer.debit, part: transfer.debitPart };
      const back = move(KIND.reverse, transfer.instrument, transfer.quantity, from, to, transfer.serials);
      return { ...back, reverses: transfer.id };
    });
  }

  private account(number: string): Account {
    const account = this.directory.account(number);
    if (account === undefined) throw unknownAccount(number);
    return account;
  }

  private instrument(code: string): Instrument {
    const instrument = this.directory.instrument(code);
    if (instrument === undefined) throw unknownInstrument(code);
    return instrument;
  }
}

function checkedSerials(
  instrument: Instrument,
  quantity: bigint,
  serials: readonly SerialRange[] | undefined,
): readonly SerialRange[] | undefined {
  if (serials === undefined) return undefined;
  if (!instrument.serialised) throw serialsNotWanted(instrument.code);
  const sorted = [...serials].sort((a, b) => (a.first < b.first ? -1 : 1));
  let counted = 0n;
  let last = 0n;
  for (const range of sorted) {
    if (range.first <= last || range.last < range.first) throw serialsDoNotFit(quantity);
    counted += range.last - range.first + 1n;
    last = range.last;
  }
  if (counted !== quantity) throw serialsDoNotFit(quantity);
  return sorted;
}
