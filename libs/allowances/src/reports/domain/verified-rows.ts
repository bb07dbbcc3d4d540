import { fault, type FieldFault } from '@carbon/kernel';
import { type Sector, SECTORS, UNIT_CLASSES, type VerifiedLine, type VerifiedUnit } from '../../domain/index';
import type { Table, TableColumn, TableRow } from '../../emitters/domain/table-rows';
import { readCell } from './read-cell';
import type { CellKind } from './report-columns';

/** An enterprise's verified year as a file has it: one row for each unit or line, or one for all. */
export interface ImportedYear {
  /** The first of its rows. */
  readonly line: number;
  readonly enterprise: string;
  readonly year: number;
  readonly sector: Sector;
  readonly verifiedT: bigint;
  readonly units: readonly VerifiedUnit[];
  readonly lines: readonly VerifiedLine[];
}

type CellRule = readonly [name: string, zh: string, kind: CellKind];

const UNIT_CELLS: readonly CellRule[] = [
  ['class', '机组类别', UNIT_CLASSES],
  ['generation_mwh', '发电量', 'decimal'],
  ['heat_gj', '供热量', 'decimal'],
  ['load_factor_percent', '负荷系数', 'decimal'],
];
const OPTIONAL_CELLS: readonly CellRule[] = [
  ['supplied_mwh', '供电量', 'decimal'],
  ['heat_fuel', '供热燃料', ['coal', 'gas']],
  ['air_cooled', '空冷', 'flag'],
  ['heat_ratio_percent', '供热比', 'percent'],
  ['special', '特殊类别', 'name'],
  ['output_t', '产量', 'decimal'],
];

const column = (name: string, zh: string, required = false): TableColumn => ({
  ...{ name, titles: [zh, `${zh} ${name}`], required },
});

/** Columns of a file of verified years. */
export const VERIFIED_COLUMNS: readonly TableColumn[] = [
  column('enterprise', '企业代码', true),
  column('year', '数据年度', true),
  column('sector', '行业', true),
  column('verified_t', '核查量', true),
  column('part', '机组或工序'),
  column('part_t', '机组或工序核查量'),
  ...[...UNIT_CELLS, ...OPTIONAL_CELLS].map(([name, zh]) => column(name, zh)),
];

const ENTERPRISE = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;
const YEAR = /^20\d\d$/;
const WHOLE = /^(0|[1-9]\d{0,17})$/;

interface Part {
  readonly line: number;
  readonly unit?: VerifiedUnit;
  readonly made?: VerifiedLine;
}

/** Reads verified years; each fault names its row and column. Rows of one enterprise and year belong together. */
export function readVerifiedRows(table: Table): {
  readonly years: readonly ImportedYear[];
  readonly faults: readonly FieldFault[];
} {
  const faults: FieldFault[] = [...table.faults];
  const years = new Map<string, { head: Omit<ImportedYear, 'units' | 'lines'>; parts: Part[] }>();
  for (const row of table.rows) {
    const found = faultsOfHead(row);
    const head = headOf(row);
    const part = found.length > 0 ? undefined : partOf(row, head.sector, found);
    if (found.length > 0) {
      faults.push(...found);
      continue;
    }
    const key = `${head.enterprise}\n${head.year}`;
    const known = years.get(key);
    if (known === undefined) years.set(key, { head, parts: part === undefined ? [] : [part] });
    else faults.push(...joined(known, head, part));
  }
  faults.push(...[...years.values()].flatMap(faultsOfSum));
  return {
    faults,
    years: [...years.values()].map(({ head, parts }) => ({
      ...head,
      units: parts.flatMap(({ unit }) => (unit === undefined ? [] : [unit])),
      lines: parts.flatMap(({ made }) => (made === undefined ? [] : [made])),
    })),
  };
}

function faultsOfHead({ line, cells }: TableRow): FieldFault[] {
  const { enterprise = '', year = '', sector = '', verified_t: verified = '' } = cells;
  const must = (name: string, good: boolean, en: string, zh: string) =>
    good ? [] : [fault(`rows[${line}].${name}`, 'format', en, zh)];
  return [
    ...must('enterprise', ENTERPRISE.test(enterprise), 'must be the code of an enterprise', '应为企业代码'),
    ...must('year', YEAR.test(year), 'must be a year', '应为年份'),
    ...must(
      'sector',
      SECTORS.some((known) => known === sector),
      `must be one of ${SECTORS.join(', ')}`,
      `应为 ${SECTORS.join('、')} 之一`,
    ),
    ...must('verified_t', WHOLE.test(verified), 'must be whole tonnes', '应为整吨数'),
  ];
}

function headOf({ line, cells }: TableRow): Omit<ImportedYear, 'units' | 'lines'> {
  const { enterprise = '', year = '', sector = '', verified_t: verified = '' } = cells;
  return {
    ...{ line, enterprise, year: Number(year), sector: sector as Sector },
    verifiedT: WHOLE.test(verified) ? BigInt(verified) : 0n,
  };
}

/** The unit or line of a row; none where it names none. Faults are added. */
function partOf({ line, cells }: TableRow, sector: Sector, faults: FieldFault[]): Part | undefined {
  const { part: id = '', part_t: tonnes = '' } = cells;
  const at = (name: string) => `rows[${line}].${name}`;
  if (id === '') return undefined;
  if (!WHOLE.test(tonnes)) faults.push(fault(at('part_t'), 'format', 'must be whole tonnes', '应为整吨数'));
  const read = (rules: readonly CellRule[], required: boolean) =>
    Object.fromEntries(
      rules.flatMap(([name, , kind]) => {
        const text = cells[name] ?? '';
        if (text === '' && !required) return [];
        const value = readCell(text, kind, at(name));
        if ('field' in value) faults.push(value);
        return 'field' in value ? [] : [[name, value.value]];
      }),
    );
  const power = sector === 'power';
  const needed = read(power ? UNIT_CELLS : [['output_t', '', 'decimal']], true);
  const more = read(OPTIONAL_CELLS, false);
  if (faults.length > 0) return undefined;
  const values: Readonly<Record<string, unknown>> = { ...needed, ...more };
  const verifiedT = BigInt(tonnes);
  return power
    ? { line, unit: { id, verifiedT, ...named(values, UNIT_NAMES) } as VerifiedUnit }
    : { line, made: { id, emissionsT: verifiedT, ...named(values, LINE_NAMES) } as VerifiedLine };
}

const UNIT_NAMES: Readonly<Record<string, keyof VerifiedUnit>> = {
  class: 'class',
  generation_mwh: 'generationMwh',
  supplied_mwh: 'suppliedMwh',
  heat_gj: 'heatGj',
  heat_fuel: 'heatFuel',
  load_factor_percent: 'loadFactorPercent',
  air_cooled: 'airCooled',
  heat_ratio_percent: 'heatRatioPercent',
  special: 'special',
};
const LINE_NAMES: Readonly<Record<string, keyof VerifiedLine>> = { output_t: 'outputT', special: 'special' };

const named = (values: Readonly<Record<string, unknown>>, names: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(names).flatMap(([from, to]) => (values[from] === undefined ? [] : [[to, values[from]]])),
  );

/** Adds a row to the year it belongs to; what does not fit is told. */
function joined(
  known: { readonly head: Omit<ImportedYear, 'units' | 'lines'>; readonly parts: Part[] },
  head: Omit<ImportedYear, 'units' | 'lines'>,
  part: Part | undefined,
): FieldFault[] {
  const at = (name: string) => `rows[${head.line}].${name}`;
  const first = known.head.line;
  const idOf = ({ unit, made }: Part) => unit?.id ?? made?.id;
  if (head.verifiedT !== known.head.verifiedT || head.sector !== known.head.sector) {
    return [fault(at('verified_t'), 'differs', `is another than in row ${first}`, `与第 ${first} 行不一致`)];
  }
  if (part === undefined || known.parts.length === 0) {
    return [fault(at('enterprise'), 'repeated', `stands in row ${first} already`, `与第 ${first} 行重复`)];
  }
  if (known.parts.some((one) => idOf(one) === idOf(part))) {
    return [fault(at('part'), 'repeated', 'stands in another row', '机组或工序重复')];
  }
  known.parts.push(part);
  return [];
}

/** ALC-007, ALC-008: the units of a power enterprise are all it emits. */
function faultsOfSum({
  head,
  parts,
}: {
  readonly head: Omit<ImportedYear, 'units' | 'lines'>;
  readonly parts: readonly Part[];
}): FieldFault[] {
  const units = parts.flatMap(({ unit }) => (unit === undefined ? [] : [unit.verifiedT]));
  const sum = units.reduce((all, one) => all + one, 0n);
  if (units.length === 0 || sum === head.verifiedT) return [];
  return [
    fault(
      `rows[${head.line}].verified_t`,
      'sum',
      `is not the sum of its units, ${sum}`,
      `与各机组之和 ${sum} 不符`,
    ),
  ];
}
