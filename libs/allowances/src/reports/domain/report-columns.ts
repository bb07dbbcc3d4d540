import {
  AMOUNT_UNITS,
  CARBON_UNITS,
  HEAT_UNITS,
  type ReportedFlow,
  type ReportedLine,
  type ReportedUnit,
  STREAMS,
  UNIT_CLASSES,
} from '../../domain/index';
import type { TableColumn } from '../../emitters/domain/table-rows';

/** What a row of a report's file is. */
export const RECORDS = ['unit', 'line', 'flow'] as const;
export type RecordKind = (typeof RECORDS)[number];

/** How a cell is read. */
export type CellKind = 'decimal' | 'percent' | 'month' | 'flag' | 'hash' | 'name' | readonly string[];

type Field = keyof ReportedUnit | keyof ReportedLine | keyof ReportedFlow;

/** One column of a report's file: the field it fills, in which records, and where it must be filled. */
export interface ReportColumn {
  readonly column: string;
  readonly zh: string;
  readonly field: Field;
  readonly cell: CellKind;
  readonly of: readonly RecordKind[];
  readonly required?: true;
}

const UNIT = ['unit'] as const;
const LINE = ['line'] as const;
const FLOW = ['flow'] as const;

const column = (
  name: string,
  zh: string,
  field: Field,
  cell: CellKind,
  of: readonly RecordKind[],
  required?: true,
): ReportColumn => ({ column: name, zh, field, cell, of, ...(required === undefined ? {} : { required }) });

/** Columns of a report's file besides `record` and `part`, in the order of templates and exports. */
export const REPORT_COLUMNS: readonly ReportColumn[] = [
  column('class', '机组类别', 'class', UNIT_CLASSES, UNIT, true),
  column('generation_mwh', '发电量', 'generationMwh', 'decimal', UNIT, true),
  column('supplied_mwh', '供电量', 'suppliedMwh', 'decimal', UNIT),
  column('heat_gj', '供热量', 'heatGj', 'decimal', UNIT, true),
  column('heat_fuel', '供热燃料', 'heatFuel', ['coal', 'gas'], UNIT),
  column('load_factor_percent', '负荷系数', 'loadFactorPercent', 'decimal', UNIT, true),
  column('air_cooled', '空冷', 'airCooled', 'flag', UNIT),
  column('heat_ratio_percent', '供热比', 'heatRatioPercent', 'percent', UNIT),
  column('output_t', '产量', 'outputT', 'decimal', LINE, true),
  column('special', '特殊类别', 'special', 'name', ['unit', 'line']),
  column('stream', '排放源类别', 'stream', STREAMS, FLOW, true),
  column('material', '燃料或物料', 'material', 'name', FLOW, true),
  column('month', '月份', 'month', 'month', FLOW),
  column('unit', '计量单位', 'unit', AMOUNT_UNITS, FLOW, true),
  column('amount', '消耗量', 'amount', 'decimal', FLOW),
  column('opening_stock', '期初库存', 'openingStock', 'decimal', FLOW),
  column('received', '购入量', 'received', 'decimal', FLOW),
  column('closing_stock', '期末库存', 'closingStock', 'decimal', FLOW),
  column('ncv', '低位发热量', 'ncv', 'decimal', FLOW),
  column('ncv_unit', '发热量单位', 'ncvUnit', HEAT_UNITS, FLOW),
  column('carbon', '含碳量', 'carbon', 'decimal', FLOW),
  column('carbon_unit', '含碳量单位', 'carbonUnit', CARBON_UNITS, FLOW),
  column('oxidation_percent', '碳氧化率', 'oxidationPercent', 'percent', FLOW),
  column('factor', '自有因子', 'factor', 'decimal', FLOW),
  column('cao_percent', '熟料氧化钙', 'caoPercent', 'percent', FLOW),
  column('mgo_percent', '熟料氧化镁', 'mgoPercent', 'percent', FLOW),
  column('raw_cao_percent', '非碳酸盐氧化钙', 'rawCaoPercent', 'percent', FLOW),
  column('raw_mgo_percent', '非碳酸盐氧化镁', 'rawMgoPercent', 'percent', FLOW),
  column('anode_kg_per_t', '炭阳极净耗', 'anodeKgPerT', 'decimal', FLOW),
  column('sulphur_percent', '阳极含硫', 'sulphurPercent', 'percent', FLOW),
  column('ash_percent', '阳极灰分', 'ashPercent', 'percent', FLOW),
  column('cf4_kg_per_t', '四氟化碳', 'cf4KgPerT', 'decimal', FLOW),
  column('c2f6_kg_per_t', '六氟化二碳', 'c2f6KgPerT', 'decimal', FLOW),
  column('evidence', '证明文件', 'evidence', 'hash', FLOW),
];

const tableColumn = (name: string, zh: string, required: boolean): TableColumn => ({
  ...{ name, titles: [zh, `${zh} ${name}`], required },
});

/** The columns as files are read by them. */
export const REPORT_TABLE_COLUMNS: readonly TableColumn[] = [
  tableColumn('record', '记录', true),
  tableColumn('part', '机组或工序', true),
  ...REPORT_COLUMNS.map(({ column: name, zh }) => tableColumn(name, zh, false)),
];
