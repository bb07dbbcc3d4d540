import type { TransferRules, UnitFacts } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import { readInstrument } from '@carbon/ledger';
import { notCredits } from '../domain/refusals';
import { isLocal } from '../domain/market-region';
import type { CreditFacts } from '../domain/surrender';

const CREDIT_KINDS: ReadonlySet<string> = new Set(['credit', 'inclusion-reduction']);

/**
 * What the scheme of credits tells of them (SUR-004, SUR-005). What it does not tell stays unknown, and the rules take
 * unknown as not eligible (trap 8).
 * @throws Refusal SURRENDER_NOT_CREDITS
 */
export async function factsOfCredit(
  tx: Transaction,
  transfers: TransferRules,
  market: string,
  code: string,
): Promise<CreditFacts> {
  const instrument = await readInstrument(tx, code);
  if (instrument === undefined || !CREDIT_KINDS.has(instrument.kind)) throw notCredits(code);
  const told = await transfers.factsOf(tx, instrument.scheme, code);
  return { scheme: told.creditScheme ?? instrument.scheme, ...knownFacts(market, told) };
}

function knownFacts(market: string, { registeredOn, coveredByEts, province }: UnitFacts): CreditFacts {
  const local = isLocal(market, province);
  return {
    ...(registeredOn === undefined ? {} : { registeredOn }),
    ...(coveredByEts === undefined ? {} : { coveredByEts }),
    ...(local === undefined ? {} : { local }),
  };
}
