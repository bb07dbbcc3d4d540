import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { PackReference, PackSource } from '@carbon/rules/domain';
import { isOpen, type PriceBand, priceBand } from '../../domain/trading';
import type { Tradable } from '../../instruments';
import { type PublicDay, readLatestDays } from '../persistence/read-day-figures';
import { rulesNow } from '../rules-now';

/** How an instrument stands now. */
export interface Quote {
  readonly tradable: Tradable;
  readonly method: 'listed' | 'continuous';
  /** Whether orders are taken at this moment (TRD-012) and the instrument is not halted. */
  readonly open: boolean;
  /** Today's day where it has begun. */
  readonly today: PublicDay | undefined;
  /** The price that limits are counted from: today's close before, else the latest there is. */
  readonly previousCloseFen: bigint;
  readonly band: PriceBand | undefined;
  readonly tickFen: bigint | undefined;
  readonly lot: bigint | undefined;
  readonly day: ChinaDate | undefined;
  readonly pack: PackReference | undefined;
}

/** The order screen's figures of an instrument (RULES 7.1.4): limits, tick, lot, whether orders are taken. */
export async function readQuote(
  reader: Reader,
  tradable: Tradable,
  packs: PackSource,
  now: Date,
): Promise<Quote> {
  const [latest] = await readLatestDays(reader, tradable.market, tradable.instrument);
  const known = await rulesNow(reader, packs, tradable.market, now);
  const today = latest !== undefined && latest.day === known?.day ? latest : undefined;
  const previousCloseFen =
    today?.previousCloseFen ?? latest?.closeFen ?? latest?.previousCloseFen ?? tradable.referencePriceFen;
  const method = known?.rules.matching === 'continuous' ? 'continuous' : 'listed';
  const taken = known !== undefined && isOpen(known.rules, method, now, known.calendar);
  return {
    ...{ tradable, method, today, previousCloseFen, day: known?.day },
    open: taken && tradable.state === 'trading',
    band: known && priceBand(known.rules, method, previousCloseFen),
    ...{ tickFen: known?.rules.tickFen, lot: known?.rules.lot, pack: known?.rules.reference },
  };
}
