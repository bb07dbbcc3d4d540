import { type Goal, isMet, type Note, type Ratio } from './bench';

const HEADINGS = ['path', 'reference', 'amounts', 'ratio', 'rounds', 'goal', ''] as const;

/** The ratios as a Markdown table, readable as plain text. */
export function table(ratios: readonly Ratio[]): string {
  const rows = [HEADINGS, ...ratios.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  const [head, ...body] = rows.map(line);
  return [head, rule, ...body].join('\n');
}

export function notes(all: readonly Note[]): string {
  return all
    .map(({ about, lines }) => [`${about}:`, ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('\n');
}

function cells(ratio: Ratio): readonly string[] {
  const { path, reference, unit, pathAmount, referenceAmount, goal } = ratio;
  return [
    path,
    reference,
    `${amount(pathAmount)} to ${amount(referenceAmount)} ${unit}`,
    factor(ratio.ratio),
    `${factor(ratio.spread[0])} to ${factor(ratio.spread[1])}`,
    goalText(goal),
    isMet(ratio) ? 'met' : 'MISSED',
  ];
}

const amount = (value: number) =>
  value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { maximumSignificantDigits: 3 });

/** Ratios far below one read better as a fraction. */
const factor = (ratio: number) =>
  ratio < 0.01 ? `1/${Math.round(1 / ratio).toLocaleString('en')}` : `${ratio.toFixed(2)} ×`;

const goalText = (goal: Goal) => ('atLeast' in goal ? `≥ ${short(goal.atLeast)}` : `≤ ${short(goal.atMost)}`);

const short = (bound: number) =>
  bound < 0.01 ? `1/${Math.round(1 / bound).toLocaleString('en')}` : `${bound} ×`;
