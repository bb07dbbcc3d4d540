import type { Caller } from '@carbon/http';
import { type Holder, holderNotActive } from '@carbon/identity';
import { holderMayNotTrade, type TradingRules } from '../../domain/trading';
import { mayNotTrade, ownHolderOnly } from '../domain/refusals';

/** Whether a holder may trade in a market (ETS-006, CCT-001). @throws Refusal HOLDER_NOT_ACTIVE, TRADING_HOLDER_MAY_NOT_TRADE */
export function requireMayTrade(rules: TradingRules, { code, kind, state }: Holder): void {
  if (state !== 'active') throw holderNotActive(code, state);
  if (!rules.holderKinds.has(kind)) throw mayNotTrade(code, holderMayNotTrade(rules, kind));
}

/** The market and the registry see trading accounts and do not ask for them. @throws Refusal TRADING_OWN_PEOPLE_ONLY */
export function requireOwnHolder({ id, code }: Pick<Holder, 'id' | 'code'>, { kind, holder }: Caller): void {
  if (kind !== 'service-key' && holder?.id !== id) throw ownHolderOnly(code);
}
