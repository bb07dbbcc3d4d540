import { type ChinaMonth, fault, type FieldFault } from '@carbon/kernel';
import {
  datumFaults,
  datumKey,
  DEPOSIT_PARAMETER_NAMES,
  DEPOSIT_SOURCES,
  type DepositDatum,
  type DepositParameter,
  type DepositSource,
} from '../../domain/emitters/index';
import type { Table, TableColumn, TableRow } from './table-rows';

/** One figure of a file of deposits, with where it belongs. */
export interface DepositRow {
  readonly site: string;
  readonly unit: string;
  readonly month: ChinaMonth;
  readonly datum: DepositDatum;
  readonly evidence: readonly string[];
}

const column = (name: string, titles: readonly string[], required = true): TableColumn => ({
  ...{ name, titles, required },
});

/** Columns of a file of deposits; exports have some more, so that they can come back as they are. */
export const DEPOSIT_COLUMNS: readonly TableColumn[] = [
  column('site', ['场所编号', '场所编号 site']),
  column('unit', ['机组编号', '机组编号 unit']),
  column('month', ['月份', '月份 month']),
  column('parameter', ['参数', '参数 parameter']),
  column('material', ['燃料或物料', '燃料或物料 material'], false),
  column('value', ['数值', '数值 value']),
  column('measured_in', ['计量单位', '计量单位 measured_in']),
  column('source', ['数据来源', '数据来源 source']),
  column('evidence', ['依据文件', '依据文件 evidence'], false),
  // of exports, and not looked at
  column('holder', ['企业', '企业 holder'], false),
  column('version', ['版本', '版本 version'], false),
  column('due_on', ['应存证日', 'due on', '应存证日 due on'], false),
  column('deposited_on', ['存证日', 'deposited on', '存证日 deposited on'], false),
  column('days_late', ['逾期天数', 'days late', '逾期天数 days late'], false),
];

const SITE = /^ST\d{6,18}$/;
const UNIT = /^[A-Za-z0-9][A-Za-z0-9._/#-]{0,39}$/;
const MONTH = /^2[01]\d\d-(0[1-9]|1[0-2])$/;
const VALUE = /^(0|[1-9]\d{0,14})(\.\d{1,8})?$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Reads the figures of a file; each fault names its row and field. A figure of a month stands in a file once. */
export function readDepositRows(table: Table): {
  readonly rows: readonly { readonly line: number; readonly content: DepositRow }[];
  readonly faults: readonly FieldFault[];
} {
  const seen = new Map<string, number>();
  const faults: FieldFault[] = [...table.faults];
  const rows = table.rows.flatMap((row) => {
    const found = rowFaults(row);
    const content = contentOf(row.cells);
    if (found.length === 0) {
      found.push(...renamed(datumFaults(content.datum, `rows[${row.line}]`)));
      const key = `${content.site} ${content.unit} ${content.month} ${datumKey(content.datum)}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, row.line);
      else {
        const at = `rows[${row.line}].parameter`;
        found.push(fault(at, 'repeated', `stands in row ${first} already`, `与第 ${first} 行重复`));
      }
    }
    faults.push(...found);
    return found.length > 0 ? [] : [{ line: row.line, content }];
  });
  return { rows, faults };
}

/** In a file the unit of measurement has a column of its own name. */
const renamed = (faults: readonly FieldFault[]) =>
  faults.map((one) => ({ ...one, field: one.field.replace(/\.unit$/, '.measured_in') }));

function rowFaults({ line, cells }: TableRow): FieldFault[] {
  const must = (name: string, good: boolean, en: string, zh: string) =>
    good ? [] : [fault(`rows[${line}].${name}`, 'format', en, zh)];
  const { site = '', unit = '', month = '', parameter = '', value = '', source = '', evidence = '' } = cells;
  return [
    ...must('site', SITE.test(site), 'must be the number of a site', '应为场所编号'),
    ...must('unit', UNIT.test(unit), 'must be the code of a unit', '应为机组编号'),
    ...must('month', MONTH.test(month), 'must be a month written YYYY-MM', '应为 YYYY-MM 格式的月份'),
    ...must(
      'parameter',
      DEPOSIT_PARAMETER_NAMES.some((known) => known === parameter),
      `must be one of ${DEPOSIT_PARAMETER_NAMES.join(', ')}`,
      `应为 ${DEPOSIT_PARAMETER_NAMES.join('、')} 之一`,
    ),
    ...must('value', VALUE.test(value), 'must be a decimal from 0', '应为非负小数'),
    ...must(
      'source',
      DEPOSIT_SOURCES.some((known) => known === source),
      `must be one of ${DEPOSIT_SOURCES.join(', ')}`,
      `应为 ${DEPOSIT_SOURCES.join('、')} 之一`,
    ),
    ...must(
      'evidence',
      hashesOf(evidence).every((hash) => SHA256.test(hash)),
      'must be hashes of documents, parted by spaces',
      '应为以空格分隔的文件哈希',
    ),
  ];
}

const hashesOf = (text: string) => text.split(/[\s;,；，]+/).filter((hash) => hash !== '');

function contentOf(cells: TableRow['cells']): DepositRow {
  const { site = '', unit = '', month = '', parameter = '', material = '', value = '', source = '' } = cells;
  return {
    ...{ site, unit, month: month as ChinaMonth, evidence: hashesOf(cells['evidence'] ?? '') },
    datum: {
      ...{ parameter: parameter as DepositParameter, value, source: source as DepositSource },
      unit: cells['measured_in'] ?? '',
      ...(material === '' ? {} : { material }),
    },
  };
}
