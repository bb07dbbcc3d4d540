import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { defineInstrument } from '@carbon/ledger';
import { vintageOf } from '../../domain/allocation/index';
import type { AllocationDesk } from '../desk';
import { rulesMarketOf } from '../domain/rules-market';

/** The instrument of a market's allowances of a year (ETS-008), made known to the ledger. */
export async function defineVintage(
  tx: Transaction,
  desk: AllocationDesk,
  { market, year }: { readonly market: string; readonly year: number },
): Promise<string> {
  const packs = await desk.rulebook.packs(tx);
  const { instrument, kind, scheme } = vintageOf(
    packs,
    rulesMarketOf(market),
    year,
    chinaDate(desk.clock.now()),
  );
  await defineInstrument(tx, {
    ...{ code: instrument, kind, scheme, unit: 't', period: year.toString(), serialised: true },
  });
  return instrument;
}
