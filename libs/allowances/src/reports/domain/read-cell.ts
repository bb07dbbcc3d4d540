import { fault, type FieldFault } from '@carbon/kernel';
import { isReportedDecimal } from '../../domain/index';
import type { CellKind } from './report-columns';

const PERCENT = /^(100(\.0{1,6})?|(0|[1-9]\d?)(\.\d{1,6})?)$/;
const MONTH = /^2[01]\d\d-(0[1-9]|1[0-2])$/;
const HASH = /^[0-9a-f]{64}$/;
const NAME = /^[a-z0-9-]{1,60}$/;
const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false, 是: true, 否: false };

/** The value of a cell that is not empty, or its fault at `at`. */
export function readCell(
  text: string,
  kind: CellKind,
  at: string,
): { readonly value: string | boolean } | FieldFault {
  if (typeof kind !== 'string') {
    if (kind.includes(text)) return { value: text };
    return fault(at, 'one-of', `must be one of ${kind.join(', ')}`, `应为 ${kind.join('、')} 之一`);
  }
  switch (kind) {
    case 'decimal':
      return isReportedDecimal(text)
        ? { value: text }
        : fault(at, 'decimal', 'must be a decimal from 0', '应为非负小数');
    case 'percent':
      return PERCENT.test(text) ? { value: text } : fault(at, 'percent', 'must be 0 to 100', '应为 0 至 100');
    case 'month': {
      // spreadsheets make the first day of it from a month that is typed
      const month = text.replace(/^(\d{4}-\d{2})-01$/, '$1');
      return MONTH.test(month)
        ? { value: month }
        : fault(at, 'month', 'must be YYYY-MM', '应为 YYYY-MM 格式');
    }
    case 'flag': {
      const flag = Object.hasOwn(FLAGS, text.toLowerCase()) ? FLAGS[text.toLowerCase()] : undefined;
      return flag === undefined
        ? fault(at, 'boolean', 'must be true or false', '应为 true（是）或 false（否）')
        : { value: flag };
    }
    case 'hash':
      return HASH.test(text)
        ? { value: text }
        : fault(at, 'hash', 'must be a SHA-256, hex', '应为文件 SHA-256');
    case 'name':
      return NAME.test(text)
        ? { value: text }
        : fault(at, 'format', `must match ${NAME.source}`, `应符合格式 ${NAME.source}`);
  }
}
