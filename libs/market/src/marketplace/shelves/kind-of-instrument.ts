import type { Text } from '@carbon/kernel';
import type { InstrumentKind } from '@carbon/ledger';
import type { MarketplaceKind } from '../shelf';

interface Shown {
  readonly kind: MarketplaceKind;
  readonly name: Text;
}

/** How instruments of the ledger stand in the marketplace; money and points are no goods. */
const SHOWN: Partial<Record<InstrumentKind, Shown>> = {
  allowance: { kind: 'allowance', name: { zh: '碳排放配额', en: 'Allowance' } },
  credit: { kind: 'credit', name: { zh: '减排量', en: 'Credit' } },
  'green-certificate': { kind: 'green-certificate', name: { zh: '绿色电力证书', en: 'Green certificate' } },
  'inclusion-reduction': { kind: 'inclusion-credit', name: { zh: '碳普惠减排量', en: 'Inclusion credit' } },
};

/** Kinds that instruments stand for. */
export const KINDS_OF_INSTRUMENTS: readonly MarketplaceKind[] = Object.values(SHOWN).map(({ kind }) => kind);

/** The kinds of instruments behind a kind of the marketplace; of all goods without one. */
export const instrumentKindsOf = (kind: MarketplaceKind | undefined): readonly string[] =>
  Object.entries(SHOWN).flatMap(([of, shown]) => (kind === undefined || shown.kind === kind ? [of] : []));

/** Kind and name of an instrument: what it is, its code, its vintage or month. */
export function shownAs(
  of: InstrumentKind,
  { code, period }: { readonly code: string; readonly period: string | null },
): Shown | undefined {
  const shown = SHOWN[of];
  if (shown === undefined) return undefined;
  const { zh, en } = shown.name;
  return {
    kind: shown.kind,
    name: {
      zh: `${zh} ${code}${period === null ? '' : `（${period}）`}`,
      en: `${en} ${code}${period === null ? '' : ` (${period})`}`,
    },
  };
}
