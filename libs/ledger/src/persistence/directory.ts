import type { Transaction } from '@carbon/database';
import type { Command, SimpleCommand } from '../domain/commands';
import type { Account, Directory, Instrument, PastTransfer } from '../domain/moves';
import { piecesOf } from './pieces';

/** Accounts and instruments by name and by number. */
class Names {
  readonly accounts = new Map<string, Account>();
  readonly accountsById = new Map<number, Account>();
  readonly instruments = new Map<string, Instrument>();
}

/**
 * Names of accounts and instruments never change what they stand for, so what was read once is kept; only the past
 * transfers that reversals name are read each time. What the caller's own transaction made is not kept: if that
 * transaction is rolled back, the name will stand for another number.
 */
export class DirectoryCache {
  private readonly settled = new Names();

  async directoryFor(tx: Transaction, commands: readonly Command[]): Promise<Directory> {
    const names = {
      accounts: new Set<string>(),
      instruments: new Set<string>(),
      transactions: new Set<bigint>(),
    };
    for (const command of commands) collect(command, names);
    const pastRows = names.transactions.size === 0 ? [] : await readPast(tx, [...names.transactions]);
    const own = new Names();
    await this.readAccounts(
      tx,
      own,
      [...names.accounts].filter((number) => !this.settled.accounts.has(number)),
      pastRows
        .flatMap((row) => [row.debit_account, row.credit_account])
        .filter((id) => !this.settled.accountsById.has(id)),
    );
    await this.readInstruments(
      tx,
      own,
      [...names.instruments, ...pastRows.map((row) => row.instrument)].filter(
        (code) => !this.settled.instruments.has(code),
      ),
    );
    const instrument = (code: string) => this.settled.instruments.get(code) ?? own.instruments.get(code);
    const accountById = (id: number) => this.settled.accountsById.get(id) ?? own.accountsById.get(id);
    const past = pastTransfers(pastRows, instrument, accountById);
    return {
      account: (number) => this.settled.accounts.get(number) ?? own.accounts.get(number),
      instrument,
      systemAccount: (id) => ({ id, number: SYSTEM_NUMBERS[id - 1] ?? '' }),
      past: (id) => past.get(id) ?? [],
    };
  }

  /** A row made by this transaction has its start as its time (`now()` is that of the transaction). */
  private async readAccounts(tx: Transaction, own: Names, numbers: string[], ids: number[]): Promise<void> {
    if (numbers.length === 0 && ids.length === 0) return;
    const rows = await tx.query<Account & { own: boolean }>(
      `select id, number, opened_at = now() as own from ledger.account
        where (number = any($1) and id >= 1024) or id = any($2)`,
      [numbers, ids],
    );
    for (const { id, number, own: isOwn } of rows) {
      const names = isOwn ? own : this.settled;
      if (id >= 1024) names.accounts.set(number, { id, number });
      names.accountsById.set(id, { id, number });
    }
  }

  private async readInstruments(tx: Transaction, own: Names, codes: string[]): Promise<void> {
    if (codes.length === 0) return;
    const rows = await tx.query<{
      id: number;
      code: string;
      serialised: boolean;
      source_per_unit: string | null;
      cap: string | null;
      own: boolean;
    }>(
      `select id, code, serialised, source_per_unit, cap, created_at = now() as own
         from ledger.instrument where code = any($1)`,
      [codes],
    );
    for (const row of rows) {
      (row.own ? own : this.settled).instruments.set(row.code, {
        id: row.id,
        code: row.code,
        serialised: row.serialised,
        sourcePerUnit: row.source_per_unit === null ? null : BigInt(row.source_per_unit),
        cap: row.cap === null ? null : BigInt(row.cap),
      });
    }
  }
}

function pastTransfers(
  rows: readonly PastRow[],
  instrumentOf: (code: string) => Instrument | undefined,
  accountOf: (id: number) => Account | undefined,
): Map<bigint, PastTransfer[]> {
  const past = new Map<bigint, PastTransfer[]>();
  for (const row of rows) {
    const [instrument, debit, credit] = [
      instrumentOf(row.instrument),
      accountOf(row.debit_account),
      accountOf(row.credit_account),
    ];
    if (instrument === undefined || debit === undefined || credit === undefined) continue;
    const transfers = past.get(BigInt(row.transaction_id)) ?? [];
    transfers.push({
      id: BigInt(row.id),
      kind: row.kind,
      instrument,
      quantity: BigInt(row.quantity),
      debit,
      debitPart: row.debit_part,
      credit,
      creditPart: row.credit_part,
      serials: row.pieces === null ? undefined : piecesOf(row.pieces),
      reversibleUntil: row.reversible_until,
    });
    past.set(BigInt(row.transaction_id), transfers);
  }
  return past;
}

const SYSTEM_NUMBERS = [
  'SYSTEM-ISSUANCE',
  'SYSTEM-RETIREMENT',
  'SYSTEM-SURRENDER',
  'SYSTEM-CANCELLATION',
  'SYSTEM-EXPIRY',
  'SYSTEM-CONVERSION',
];

interface PastRow {
  id: string;
  transaction_id: string;
  kind: number;
  instrument: string;
  quantity: string;
  debit_account: number;
  debit_part: number;
  credit_account: number;
  credit_part: number;
  pieces: string[][] | null;
  reversible_until: Date | null;
}

/** A transaction's transfers have consecutive ids from its own, all in the batch that holds it. */
async function readPast(tx: Transaction, transactions: bigint[]): Promise<PastRow[]> {
  return tx.query<PastRow>(
    `select j.id, j.transaction_id, j.kind, i.code as instrument, j.quantity, j.debit_account, j.debit_part,
            j.credit_account, j.credit_part, j.pieces, j.reversible_until
       from unnest($1::bigint[]) as t(id)
       join lateral (select * from ledger.batch b where b.id <= t.id order by b.id desc limit 1) b on true
       join ledger.journal j on j.id >= t.id and j.id < b.id + b.transfer_count and j.transaction_id = t.id
       join ledger.instrument i on i.id = j.instrument_id
      order by j.id`,
    [transactions.map(String)],
  );
}

function collect(
  command: Command | SimpleCommand,
  names: { accounts: Set<string>; instruments: Set<string>; transactions: Set<bigint> },
): void {
  if (command.kind === 'linked') {
    for (const each of command.commands) collect(each, names);
    return;
  }
  if (command.kind === 'reverse') {
    names.transactions.add(command.transactionId);
    return;
  }
  names.instruments.add(command.instrument);
  if ('from' in command) names.accounts.add(command.from);
  if ('to' in command) names.accounts.add(command.to);
  if ('account' in command) names.accounts.add(command.account);
  if (command.kind === 'convert') names.instruments.add(command.toInstrument);
}
