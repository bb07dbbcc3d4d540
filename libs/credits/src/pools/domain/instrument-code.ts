import type { ChinaDate } from '@carbon/kernel';

const plain = (day: ChinaDate) => day.replaceAll('-', '');

/** The instrument of a pool's period, `PHER-SIP-PL000001-20250101-20250331`. */
export function pooledInstrument(scheme: string, pool: string, from: ChinaDate, to: ChinaDate): string {
  return `${scheme}-${pool}-${plain(from)}-${plain(to)}`;
}
