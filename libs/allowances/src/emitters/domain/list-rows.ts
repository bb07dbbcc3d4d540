import { fault, type FieldFault } from '@carbon/kernel';
import { type Sector, SECTORS } from '../../domain/index';
import type { Table, TableColumn, TableRow } from './table-rows';

/** One row of a list that is imported. */
export interface ListRow {
  readonly action: 'add' | 'remove';
  readonly holder: string;
  readonly sector: Sector;
  readonly gases?: readonly string[];
  readonly classText: string;
  readonly province?: string;
  readonly includedSince?: number;
  readonly reason: string;
  readonly ground?: string;
}

const column = (name: string, titles: readonly string[], required = false): TableColumn => ({
  ...{ name, titles, required },
});

/** Columns of a list's file. */
export const LIST_COLUMNS: readonly TableColumn[] = [
  column('action', ['办理事项', '办理事项 action'], true),
  column('holder', ['主体代码', '主体代码 holder'], true),
  column('sector', ['行业', '行业 sector']),
  column('gases', ['管控气体', '管控气体 gases']),
  column('class', ['行业类别', '行业类别 class']),
  column('province', ['省份', '省份 province']),
  column('included_since', ['首次纳入年度', '首次纳入年度 included_since']),
  column('reason', ['原因', '原因 reason'], true),
  column('ground', ['依据', '依据 ground']),
];

const ACTIONS: Readonly<Record<string, ListRow['action']>> = {
  ...{ add: 'add', remove: 'remove' },
  ...{ 纳入: 'add', 移出: 'remove' },
};
const HOLDER = /^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$/;
const YEAR = /^2[01]\d\d$/;
const GAS = /^[A-Z][A-Za-z0-9]{0,7}$/;

/** Reads the rows of a list; each fault names its row and field. An enterprise stands in a file once. */
export function readListRows(table: Table): {
  readonly rows: readonly { readonly line: number; readonly content: ListRow }[];
  readonly faults: readonly FieldFault[];
} {
  const seen = new Map<string, number>();
  const faults: FieldFault[] = [...table.faults];
  const rows = table.rows.flatMap((row) => {
    const found = faultsOf(row, seen);
    faults.push(...found);
    return found.length > 0 ? [] : [{ line: row.line, content: contentOf(row.cells) }];
  });
  return { rows, faults };
}

function faultsOf({ line, cells }: TableRow, seen: Map<string, number>): FieldFault[] {
  const faults: FieldFault[] = [];
  const wrong = (name: string, rule: string, en: string, zh: string) =>
    faults.push(fault(`rows[${line}].${name}`, rule, en, zh));
  const { action = '', holder = '', sector = '', gases = '', reason = '' } = cells;
  const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (act === undefined)
    wrong('action', 'one-of', 'must be add or remove', '应为 add（纳入）或 remove（移出）');
  if (!HOLDER.test(holder)) wrong('holder', 'format', 'must be the code of a holder', '应为主体代码');
  const first = seen.get(holder);
  if (first === undefined) seen.set(holder, line);
  else wrong('holder', 'repeated', `stands in row ${first} already`, `与第 ${first} 行重复`);
  if (reason === '') wrong('reason', 'required', 'must be given', '必须填写');
  if (act === 'add') {
    if (!SECTORS.some((known) => known === sector)) {
      wrong('sector', 'one-of', `must be one of ${SECTORS.join(', ')}`, `应为 ${SECTORS.join('、')} 之一`);
    }
    if ((cells['class'] ?? '') === '') wrong('class', 'required', 'must be given', '必须填写');
    if (gases !== '' && !gasesOf(gases).every((gas) => GAS.test(gas))) {
      wrong('gases', 'format', 'must be gases, parted by spaces', '应为以空格分隔的气体名称');
    }
  }
  const since = cells['included_since'] ?? '';
  if (since !== '' && !YEAR.test(since)) wrong('included_since', 'year', 'must be a year', '应为年份');
  return faults;
}

const gasesOf = (text: string) => text.split(/[\s、,;；]+/).filter((gas) => gas !== '');

function contentOf(cells: TableRow['cells']): ListRow {
  const {
    action = '',
    holder = '',
    sector = '',
    gases = '',
    province = '',
    reason = '',
    ground = '',
  } = cells;
  const since = cells['included_since'] ?? '';
  return {
    action: ACTIONS[action] ?? 'add',
    ...{ holder, sector: sector as Sector, classText: cells['class'] ?? '', reason },
    ...(gases === '' ? {} : { gases: gasesOf(gases) }),
    ...(province === '' ? {} : { province }),
    ...(since === '' ? {} : { includedSince: Number(since) }),
    ...(ground === '' ? {} : { ground }),
  };
}
