import type { Reader } from '@carbon/database';
import { chinaDate, type Page, type PageRequest } from '@carbon/kernel';
import { type Supply, readSupply } from '@carbon/ledger';
import { type ProgrammeRules, programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { costPerTonne } from '../domain/cost-per-tonne';
import { readCosts } from '../persistence/costs';
import { type MonthsWanted, readProgrammeMonths } from '../persistence/read-months';
import { type ShownMonth, shownMonth } from './month-lines';
import type { ReportReader } from './report-reader';

export interface ReportMonth extends ShownMonth {
  /** What its rewards cost, in fen. */
  readonly fen: bigint;
}

/** Months of a programme with what they cost, latest first. @throws Refusal RULES_NO_PACK */
export async function reportMonths(
  reader: Reader,
  parts: Pick<InclusionParts, 'packs'>,
  { programme, funders }: ReportReader,
  wanted: MonthsWanted & { readonly page: PageRequest; readonly now: Date },
): Promise<Page<ReportMonth> & { readonly rules: ProgrammeRules }> {
  const rules = programmeRules(await parts.packs(reader), programme.pack, chinaDate(wanted.now));
  const page = await readProgrammeMonths(reader, programme.id, wanted, wanted.page);
  const months = page.items.map(({ month }) => month);
  const costs = await readCosts(reader, programme.id, months, funders);
  return {
    ...page,
    rules,
    items: page.items.map((month) => ({ ...shownMonth(month, rules), fen: costs.get(month.month) ?? 0n })),
  };
}

/** Months of one report at most: ten years. */
const MOST_MONTHS = 120;

/** A report over months: sums are of the months whose sums may be told, and so are the costs set against them. */
export interface ProgrammeReport {
  readonly rules: ProgrammeRules;
  readonly months: number;
  readonly monthsWithheld: number;
  readonly acts: bigint;
  readonly refused: bigint;
  readonly reducedUg: bigint;
  readonly emittedUg: bigint;
  readonly points: bigint;
  readonly fen: bigint;
  readonly fenPerTonne: bigint | null;
  /** Now, and in the months of the report. */
  readonly members: number;
  readonly joined: number;
  readonly departed: number;
  /** The programme's points on the ledger since it began. */
  readonly supply: Supply;
}

/** @throws Refusal RULES_NO_PACK */
export async function programmeReport(
  reader: Reader,
  parts: Pick<InclusionParts, 'packs'>,
  who: ReportReader,
  wanted: MonthsWanted & { readonly now: Date },
): Promise<ProgrammeReport> {
  const page = { limit: MOST_MONTHS };
  const { items, rules } = await reportMonths(reader, parts, who, { ...wanted, page });
  const told = items.flatMap(({ total, fen }) => (total === undefined ? [] : [{ ...total, fen }]));
  const sum = (of: (month: (typeof told)[number]) => bigint) =>
    told.reduce((all, each) => all + of(each), 0n);
  const [fen, reducedUg] = [sum((month) => month.fen), sum((month) => month.reducedUg)];
  return {
    ...{ rules, fen, reducedUg, months: items.length, monthsWithheld: items.length - told.length },
    acts: sum(({ acts }) => acts),
    refused: sum(({ refused }) => refused),
    emittedUg: sum(({ emittedUg }) => emittedUg),
    points: sum(({ points }) => points),
    fenPerTonne: costPerTonne(fen, reducedUg),
    members: items[0]?.members ?? 0,
    joined: items.reduce((all, month) => all + month.joined, 0),
    departed: items.reduce((all, month) => all + month.departed, 0),
    supply: await readSupply(reader, who.programme.pointsInstrument),
  };
}
