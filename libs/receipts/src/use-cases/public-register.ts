import type { Reader } from '@carbon/database';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { RegisterLine } from '../domain/index';
import type { ReceiptPurpose } from '../domain/purposes';
import type { ReceiptSources } from '../sources';

export interface RegisterFilter {
  readonly purpose?: ReceiptPurpose | undefined;
  readonly scheme?: string | undefined;
  /** China days of retirement, both included. */
  readonly from?: ChinaDate | undefined;
  readonly to?: ChinaDate | undefined;
}

/**
 * Retirements of all schemes, newest first. Numbers of one source sort by day and serial, so each source answers from
 * the index of its numbers; here their answers are merged by what follows the two letters.
 */
export async function publicRegister(
  reader: Reader,
  sources: ReceiptSources,
  { purpose, scheme, from, to }: RegisterFilter,
  page: PageRequest,
): Promise<Page<RegisterLine>> {
  const [after] = page.after ?? [];
  const lists = await Promise.all(
    sources.all().map((source) =>
      source.list(reader, {
        ...(purpose === undefined ? {} : { purpose }),
        ...(scheme === undefined ? {} : { scheme }),
        ...(from === undefined ? {} : { from: `${source.prefix}-${compact(from)}` }),
        ...boundOf(source.prefix, after, to),
        limit: page.limit + 1,
      }),
    ),
  );
  const merged = lists.flat().sort((a, b) => (keyOf(a.number) < keyOf(b.number) ? 1 : -1));
  return toPage(merged.slice(0, page.limit + 1), page.limit, ({ number }) => [keyOf(number)]);
}

/** Day, serial and check digit, then the source: the order of the whole register. */
const keyOf = (number: string) => `${number.slice(3)} ${number.slice(0, 2)}`;

/** Where a source's own numbers must end: before the last line given, and on the last day asked for. */
function boundOf(prefix: string, after: string | undefined, to: ChinaDate | undefined): { before?: string } {
  const bounds: string[] = [];
  // behind all numbers of the day
  if (to !== undefined) bounds.push(`${prefix}-${compact(to)}.`);
  if (after !== undefined) {
    const [rest = '', last = ''] = after.split(' ');
    // of two sources with the same day and serial, the later letters come first
    bounds.push(prefix < last ? `${prefix}-${rest}.` : `${prefix}-${rest}`);
  }
  const [before] = bounds.sort();
  return before === undefined ? {} : { before };
}

const compact = (day: ChinaDate) => day.replaceAll('-', '');
