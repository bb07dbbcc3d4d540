import { type ChinaMonth, fault, malformed, parseChinaMonth } from '@carbon/kernel';

const EARLIEST: ChinaMonth = '2000-01';
const LATEST: ChinaMonth = '2099-12';

/**
 * Reads the calendar month in which power was produced. Codes write the year in two digits, so the century is fixed (X).
 * @throws Refusal INPUT_MALFORMED naming `field` (`month` or `century`)
 */
export function parseProductionMonth(text: unknown, field = 'productionMonth'): ChinaMonth {
  const month = parseChinaMonth(typeof text === 'string' ? text : '', field);
  if (month < EARLIEST || month > LATEST) {
    throw malformed([
      fault(
        field,
        'century',
        `must lie from ${EARLIEST} to ${LATEST}`,
        `必须在 ${EARLIEST} 至 ${LATEST} 之间`,
      ),
    ]);
  }
  return month;
}
