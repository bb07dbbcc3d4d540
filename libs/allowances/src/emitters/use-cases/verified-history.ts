import { latestRun } from '../../domain/emitters/index';
import type { VerifiedTonnes } from '../persistence/listing-facts';

/**
 * Verified years of enterprises as a list looks at them: the latest successive years in the list's own market; of who has
 * none there, in the market that verified it last.
 */
export function historyOf(
  figures: readonly VerifiedTonnes[],
  market: string,
): (holderId: string) => readonly VerifiedTonnes[] {
  const byHolder = new Map<string, VerifiedTonnes[]>();
  for (const figure of figures) {
    const own = byHolder.get(figure.holderId);
    if (own === undefined) byHolder.set(figure.holderId, [figure]);
    else own.push(figure);
  }
  return (holderId) => {
    const all = byHolder.get(holderId) ?? [];
    const latest = all.reduce<VerifiedTonnes | undefined>(
      (last, one) => (last === undefined || one.year > last.year ? one : last),
      undefined,
    );
    const from = all.some((one) => one.market === market) ? market : latest?.market;
    return latestRun(all.filter((one) => one.market === from));
  };
}
