import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { findHolder } from '@carbon/identity';
import type { AccountView } from '@carbon/ledger';
import {
  assistanceNotOpen,
  assistsItself,
  authorityOnly,
  keptForOthers,
  notProvincial,
} from '../domain/refusals';
import type { SurrenderGround } from '../domain/surrender';
import { consentLeft, isBlocked } from '../persistence/consents';
import { holdObligation, obligorOf } from '../persistence/obligations';

/** Who decides and sees over holders: the registry, authorities, machines of the operator. */
export function isAuthority({ kind, holder }: Caller): boolean {
  return kind === 'service-key' || holder?.kind === 'registry-operator' || holder?.kind === 'regulator';
}

/** @throws Refusal SURRENDER_AUTHORITY_ONLY */
export function requireAuthority(caller: Caller): void {
  if (!isAuthority(caller)) throw authorityOnly();
}

/** @throws Refusal SURRENDER_NOT_PROVINCIAL: only what an authority keeps for others (ALC-010) */
export async function requireProvincial(tx: Transaction, { number, holderId }: AccountView): Promise<void> {
  const holder = await findHolder(tx.manager, holderId);
  if (holder?.kind !== 'regulator') throw notProvincial(number);
}

/**
 * What an authority keeps stands there for entities of its own, each by name: it goes by the provincial surrender.
 * @throws Refusal SURRENDER_OF_PROVINCE
 */
export async function requireNotProvincial(
  tx: Transaction,
  { number, holderId }: AccountView,
): Promise<void> {
  const holder = await findHolder(tx.manager, holderId);
  if (holder?.kind === 'regulator') throw keptForOthers(number);
}

export interface Beneficiary {
  readonly holderId: string;
  readonly ground: SurrenderGround;
}

/**
 * Whose obligation units of a holder's account are to meet, and why they may (SUR-013). That a consent is enough, and that
 * a freeze is enough without one, is our reading (certainty X). The obligation is held from here on, so that a consent is
 * not used twice at the same moment.
 * @throws Refusal SURRENDER_ASSISTS_ITSELF, SURRENDER_ASSISTANCE_NOT_OPEN
 */
export async function beneficiaryOf(
  tx: Transaction,
  wish: {
    readonly market: string;
    readonly year: number;
    readonly payerId: string;
    readonly named: string | undefined;
    readonly quantity: bigint;
  },
): Promise<Beneficiary> {
  const { market, year, payerId, named, quantity } = wish;
  if (named === undefined) {
    await holdObligation(tx, { market, year, holderId: payerId });
    return { holderId: payerId, ground: 'own' };
  }
  // whoever did not agree is answered like who is not here: nobody finds out by trying
  const asked = await findHolder(tx.manager, named);
  if (asked === undefined) throw assistanceNotOpen(named);
  const holderId = await obligorOf(tx, asked.id);
  if (holderId === payerId) throw assistsItself();
  await holdObligation(tx, { market, year, holderId });
  const left = await consentLeft(tx, { market, year, holderId, assistantId: payerId });
  if (left >= quantity) return { holderId, ground: 'assistance-consented' };
  if (await isBlocked(tx, holderId, market)) return { holderId, ground: 'assistance-blocked' };
  throw assistanceNotOpen(named);
}
