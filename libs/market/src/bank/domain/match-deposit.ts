import { comparableName, comparableNumber } from './account-name';
import type { BankMovement } from './statement';

/** A bank account that is known to be a holder's. */
export interface KnownBankAccount {
  readonly holderId: string;
  readonly name: string;
  readonly number: string;
}

export const UNMATCHED_REASONS = [
  'no-code',
  'several-codes',
  'account-unknown',
  'remitter-unverified',
  'reference-used',
  'ledger-refused',
  'return-rejected',
] as const;
/** Why money that came in waits for people. */
export type UnmatchedReason = (typeof UNMATCHED_REASONS)[number];

export type DepositMatch =
  | { readonly kind: 'book'; readonly account: string; readonly holderId: string }
  | { readonly kind: 'wait'; readonly because: UnmatchedReason };

export interface MatchFacts {
  /** Numbers of funds accounts whose deposit codes stand in the text, each once. */
  readonly codes: readonly string[];
  /** Whose a funds account is; undefined where there is none with the number. */
  readonly holderOf: (account: string) => string | undefined;
  /** The active registration of a bank account number, as it is compared. */
  readonly registered: (number: string) => KnownBankAccount | undefined;
}

/**
 * TRD-016: money is somebody's at once only where one deposit code names the funds account and the remitter is a bank account
 * registered for the same holder, by number and by name. All else waits for two people.
 */
export function matchDeposit({ counterparty }: BankMovement, facts: MatchFacts): DepositMatch {
  const [account, ...others] = facts.codes;
  if (account === undefined) return wait('no-code');
  if (others.length > 0) return wait('several-codes');
  const holderId = facts.holderOf(account);
  if (holderId === undefined) return wait('account-unknown');
  const { name, account: number } = counterparty;
  if (name === undefined || number === undefined) return wait('remitter-unverified');
  const known = facts.registered(comparableNumber(number));
  if (known?.holderId !== holderId || comparableName(known.name) !== comparableName(name)) {
    return wait('remitter-unverified');
  }
  return { kind: 'book', account, holderId };
}

const wait = (because: UnmatchedReason): DepositMatch => ({ kind: 'wait', because });
