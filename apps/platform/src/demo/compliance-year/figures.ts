import { demoFile } from '../demo-file';
import { CODE, DECIMAL, INVENTED, MONTH, oneOf, optional, readTable, TEXT, WHOLE, YEAR } from './read-table';

/** A generating unit of `power-units-2024.csv`, as it reports and is verified. Decimals are strings. */
export interface DemoUnit {
  readonly id: string;
  readonly class: string;
  readonly generationMwh: string;
  readonly heatGj: string;
  readonly loadFactorPercent: string;
  readonly verifiedT: bigint;
}

/** A process or production line of `process-lines-2024.csv`. */
export interface DemoLine {
  readonly id: string;
  readonly outputT: string;
  readonly verifiedT: bigint;
}

/** A row of `emission-sources-2024.csv`: what a part used or made in a month, or in the year where no month is named. */
export interface DemoSource {
  readonly part: string;
  readonly stream: string;
  readonly material: string;
  readonly unit: string;
  readonly month: string;
  readonly amount: string;
  readonly ncv: string;
  readonly ncvUnit: string;
  readonly carbon: string;
  readonly carbonUnit: string;
  readonly oxidationPercent: string;
}

/** What the files say of one enterprise and the year 2024. */
export interface DemoYear {
  readonly units: readonly DemoUnit[];
  readonly lines: readonly DemoLine[];
  readonly sources: readonly DemoSource[];
}

const CLASSES = oneOf('I', 'II', 'III', 'IV');

const UNITS = {
  ...{ enterprise: CODE, unit: CODE, class: CLASSES, generation_mwh: DECIMAL, heat_gj: DECIMAL },
  ...{ load_factor_percent: DECIMAL, verified_emissions_t: WHOLE, basis: INVENTED },
};
const LINES = {
  ...{ enterprise: CODE, line: CODE, output_t: DECIMAL, verified_emissions_t: WHOLE, basis: INVENTED },
};
const SOURCES = {
  ...{ enterprise: CODE, part: CODE, stream: CODE, material: CODE, unit: TEXT, month: optional(MONTH) },
  ...{ amount: DECIMAL, ncv: optional(DECIMAL), ncv_unit: optional(TEXT), carbon: optional(DECIMAL) },
  ...{ carbon_unit: optional(TEXT), oxidation_percent: optional(DECIMAL), basis: INVENTED },
};
const HISTORY = {
  ...{ enterprise: CODE, year: YEAR, sector: CODE, verified_t: WHOLE, part: optional(CODE) },
  ...{ part_t: optional(WHOLE), class: optional(CLASSES), generation_mwh: optional(DECIMAL) },
  ...{ heat_gj: optional(DECIMAL), load_factor_percent: optional(DECIMAL), output_t: optional(DECIMAL) },
  basis: INVENTED,
};

type Rows<Columns> = Readonly<Record<keyof Columns & string, string>>[];

/** @throws Refusal INPUT_MALFORMED naming rows and columns, of this and the readers below */
export const readUnits = (text: string): Rows<typeof UNITS> => readTable(text, UNITS);
export const readLines = (text: string): Rows<typeof LINES> => readTable(text, LINES);
export const readSources = (text: string): Rows<typeof SOURCES> => readTable(text, SOURCES);
export const readHistory = (text: string): Rows<typeof HISTORY> => readTable(text, HISTORY);

const of = (enterprise: string) => (row: { readonly enterprise: string }) => row.enterprise === enterprise;

/** The figures of an enterprise, from the files of the demonstration. All of them are invented. */
export function demoYear(enterprise: string): DemoYear {
  return {
    units: readUnits(demoFile('power-units-2024.csv'))
      .filter(of(enterprise))
      .map((row) => ({
        ...{ id: row.unit, class: row.class, generationMwh: row.generation_mwh, heatGj: row.heat_gj },
        loadFactorPercent: row.load_factor_percent,
        verifiedT: BigInt(row.verified_emissions_t),
      })),
    lines: readLines(demoFile('process-lines-2024.csv'))
      .filter(of(enterprise))
      .map((row) => ({ id: row.line, outputT: row.output_t, verifiedT: BigInt(row.verified_emissions_t) })),
    sources: readSources(demoFile('emission-sources-2024.csv'))
      .filter(of(enterprise))
      .map(({ part, stream, material, unit, month, amount, ncv, carbon, ...row }) => ({
        ...{ part, stream, material, unit, month, amount, ncv, carbon },
        ...{ ncvUnit: row.ncv_unit, carbonUnit: row.carbon_unit, oxidationPercent: row.oxidation_percent },
      })),
  };
}

/** What was verified of 2023, as the file that an authority imports: `verified-2023.csv` without our label. */
export function verifiedFile(): string {
  const columns = (Object.keys(HISTORY) as (keyof typeof HISTORY)[]).filter((name) => name !== 'basis');
  const rows = readHistory(demoFile('verified-2023.csv'));
  return [columns, ...rows.map((row) => columns.map((name) => row[name]))]
    .map((cells) => `${cells.join()}\n`)
    .join('');
}
