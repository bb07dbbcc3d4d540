import { type Kind, kindNumber, partNumber } from './vocabulary';

/** What an account may be (REG-004). The position in this list is the number that stands on its balances. */
export const ACCOUNT_STATES = [
  'open',
  'some-transactions-restricted',
  'all-transactions-restricted',
  'suspended-partially',
  'suspended',
  'transfer-pending',
  'closure-pending',
  'closed',
] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/**
 * A kind of move, told apart by whether it is compelled: what a court or an authority orders is set apart in the judicial
 * part and moves from there, so that the part shows it is not the holder's will. A forced surrender, for one, is a
 * judicial freeze and a surrender from that part, linked.
 */
export type Act = Kind | `judicial-${Kind}`;

const JUDICIAL = partNumber('judicial');
const FREEZE = kindNumber('freeze');

/** Acts of the judicial part stand behind the plain ones. */
const COMPELLED_FROM = 16;

/** The number of an act; the database computes the same (`ledger.act_bit`). */
export function actNumber(kind: number, debitPart: number, creditPart: number): number {
  const compelled = debitPart === JUDICIAL || (kind === FREEZE && creditPart === JUDICIAL);
  return compelled ? kind + COMPELLED_FROM : kind;
}

/** What a state lets happen; all that is not named is refused. */
interface StateRule {
  /** May debit the account. */
  readonly out: readonly Act[];
  /** May credit it. */
  readonly in: readonly Act[];
  /** May move units between its parts; nothing leaves it. */
  readonly within: readonly Act[];
  /** Whether the holder's own people may propose anything about it; where not, only the registry acts. */
  readonly holderActs: boolean;
}

/** Units come to the end of their validity by law, whatever the registry thinks of their holder. */
const BY_LAW: readonly Act[] = ['expire', 'judicial-expire'];
/** The registry undoes a mistake, on either side (REG-009). */
const CORRECTION: readonly Act[] = ['reverse', 'judicial-reverse'];
/** A court's order is obeyed in a suspended account as in an open one. */
const COMPELLED: readonly Act[] = ['judicial-transfer', 'judicial-surrender', 'judicial-cancel'];
/** Gives back what was set apart: a proposal of which nothing comes, a pledge that is paid, a freeze that is lifted. */
const GIVING_BACK: readonly Act[] = ['release', 'unpledge'];
const COURT_SETS_APART: readonly Act[] = ['judicial-freeze', 'judicial-release'];
const INCOMING: readonly Act[] = ['issue', 'transfer', 'judicial-transfer'];
/** What a holder does with units without giving them to another. `convert` may credit anybody and is not of these. */
const OWN_USE: readonly Act[] = ['retire', 'surrender', 'cancel'];
/** What credits the final accounts of the system. */
const ENDINGS: readonly Act[] = [...OWN_USE, 'convert', ...BY_LAW, 'judicial-surrender', 'judicial-cancel'];

const REGISTRY_OUT: readonly Act[] = [...BY_LAW, ...CORRECTION, ...COMPELLED];
const REGISTRY_WITHIN: readonly Act[] = [...GIVING_BACK, ...COURT_SETS_APART];

/**
 * REG-004: each state blocks stated actions on either side. The states are the source's; what each of them blocks is our
 * own reading (certainty X).
 */
const RULES: Readonly<Record<AccountState, StateRule>> = {
  // Everything but what is not the holder's to do: nobody retires, converts or pledges what a court froze; it is released
  // first (ETS-009, CAR-007). The accounts of the system are always open: units are issued from them and end in them.
  open: {
    out: ['issue', 'transfer', 'convert', ...OWN_USE, ...REGISTRY_OUT],
    in: [...ENDINGS, ...INCOMING, ...CORRECTION],
    within: ['freeze', 'pledge', ...REGISTRY_WITHIN],
    holderActs: true,
  },
  // Nothing goes to others. Obligations can still be met: freezing is the first step of a surrender.
  'some-transactions-restricted': {
    out: [...OWN_USE, ...REGISTRY_OUT],
    in: [...INCOMING, ...CORRECTION],
    within: ['freeze', ...REGISTRY_WITHIN],
    holderActs: true,
  },
  // Nothing goes out; what others owe still arrives.
  'all-transactions-restricted': {
    out: REGISTRY_OUT,
    in: [...INCOMING, ...CORRECTION],
    within: REGISTRY_WITHIN,
    holderActs: true,
  },
  // The same for units, and the holder's people may not act at all.
  'suspended-partially': {
    out: REGISTRY_OUT,
    in: [...INCOMING, ...CORRECTION],
    within: REGISTRY_WITHIN,
    holderActs: false,
  },
  // Nothing goes in either, but what the registry undoes or a court sends.
  suspended: {
    out: REGISTRY_OUT,
    in: ['judicial-transfer', ...CORRECTION],
    within: REGISTRY_WITHIN,
    holderActs: false,
  },
  // The next holder gets what is there: only the law takes from it, and a court may still set apart.
  'transfer-pending': { out: BY_LAW, in: [], within: REGISTRY_WITHIN, holderActs: false },
  // It is empty and stays so, that the check made before still holds when it is closed.
  'closure-pending': { out: [], in: [], within: [], holderActs: false },
  closed: { out: [], in: [], within: [], holderActs: false },
};

export type Side = 'debit' | 'credit';

function bits(acts: readonly Act[]): number {
  return acts.reduce((mask, act) => mask | (1 << numberOf(act)), 0);
}

function numberOf(act: Act): number {
  return act.startsWith('judicial-')
    ? kindNumber(act.slice('judicial-'.length) as Kind) + COMPELLED_FROM
    : kindNumber(act as Kind);
}

const MASKS: Readonly<Record<Side, Int32Array>> = {
  debit: Int32Array.from(ACCOUNT_STATES, (state) => bits([...RULES[state].out, ...RULES[state].within])),
  credit: Int32Array.from(ACCOUNT_STATES, (state) => bits([...RULES[state].in, ...RULES[state].within])),
};

/** Whether a state, by its number, lets an act, by its number, touch a side of the account. */
export function permits(state: number, side: Side, act: number): boolean {
  return ((MASKS[side][state] ?? 0) & (1 << act)) !== 0;
}

/** As the database has it: debits in the lower half, credits in the upper. */
export function permitMask(state: AccountState): bigint {
  const at = ACCOUNT_STATES.indexOf(state);
  return (BigInt(MASKS.credit[at] ?? 0) << 32n) | BigInt(MASKS.debit[at] ?? 0);
}

/** Whether the people of the account's holder may propose anything about it. */
export function holderMayAct(state: AccountState): boolean {
  return RULES[state].holderActs;
}

/** What may still happen on an account of a holder in a state, in words. */
export function actsOf(state: AccountState): {
  readonly out: Act[];
  readonly in: Act[];
  readonly within: Act[];
} {
  const rule = RULES[state];
  return {
    out: rule.out.filter((act) => act !== 'issue'),
    in: rule.in.filter((act) => !ENDINGS.includes(act)),
    within: [...rule.within],
  };
}

/** @throws RangeError on a number the database should never hold */
export function stateOf(number: number): AccountState {
  const state = ACCOUNT_STATES[number];
  if (state === undefined) throw new RangeError(`no account state has number ${number}`);
  return state;
}
