import { evidence, type Finding, type Span, within } from '../finding';
import type { SurveillanceFigures } from '../../../domain/trading/surveillance-rules';
import type { HoldingAtClose } from '../rows';
import { atLeast, basisPoints, percent } from '../words';

export interface Holdings {
  readonly holdings: readonly HoldingAtClose[];
  /** The most that anybody may hold in the market; undefined where that is not known. */
  readonly limit: bigint | undefined;
  /** The line of the market's own large-holder report, of what all hold together; undefined where it names none. */
  readonly reportFrom: (total: bigint) => bigint | undefined;
}

/**
 * TRD-017, the large-holder report: holdings on the exchange side at the close above the market's own line, or above a share
 * of all that is held there where it names none; and those near the market's holding limit where it has one.
 */
export function largeHoldings(
  { holdings, limit, reportFrom }: Holdings,
  span: Span,
  { largeHolding: figures }: Pick<SurveillanceFigures, 'largeHolding'>,
): Finding[] {
  return holdings.flatMap((holding) => {
    const { day, held, total } = holding;
    if (!within(span, day.closedAt) || total <= 0n || held < figures.minQuantity) return [];
    const line = reportFrom(total);
    const share = line === undefined ? atLeast(held, figures.shareBasisPoints, total) : held >= line;
    const near = limit !== undefined && atLeast(held, figures.limitBasisPoints, limit);
    return share || near ? [found(holding, { limit, line }, figures)] : [];
  });
}

function found(
  { day, trader, held, total }: HoldingAtClose,
  { limit, line }: { readonly limit: bigint | undefined; readonly line: bigint | undefined },
  figures: SurveillanceFigures['largeHolding'],
): Finding {
  const share = percent(basisPoints(held, total));
  const own = percent(BigInt(figures.shareBasisPoints));
  const from =
    line === undefined
      ? {
          zh: `占交易侧全部持有量达到 ${own}`,
          en: `at least ${own} of all that is held on the exchange side`,
        }
      : {
          zh: `达到本市场大户报告线 ${line.toString()}`,
          en: `at least ${line.toString()}, the line of the market's large-holder report`,
        };
  const ofLimit =
    limit === undefined
      ? { zh: '；本市场未设持有限额', en: '; the market sets no limit of its own' }
      : {
          zh: `，或达到持有限额 ${limit.toString()} 的 ${percent(BigInt(figures.limitBasisPoints))}`,
          en: `, or at least ${percent(BigInt(figures.limitBasisPoints))} of the holding limit of ${limit.toString()}`,
        };
  return {
    ...{ kind: 'large-holding', severity: 'notable', instrument: day.instrument, day: day.day },
    ...{ at: day.closedAt, subject: trader.account, parties: [trader], key: 'day' },
    facts: { held: held.toString(), total: total.toString(), share, limit: limit?.toString() ?? null },
    told: {
      seen: {
        zh: `${trader.account} 收盘时在交易侧持有 ${held.toString()}，占全部 ${total.toString()} 的 ${share}`,
        en: `${trader.account} held ${held.toString()} on the exchange side at the close: ${share} of ${total.toString()}`,
      },
      computed: {
        zh: `不少于 ${figures.minQuantity.toString()}，且${from.zh}${ofLimit.zh}`,
        en: `At least ${figures.minQuantity.toString()} units, and ${from.en}${ofLimit.en}`,
      },
    },
    evidence: evidence('day', [day.day]),
  };
}
