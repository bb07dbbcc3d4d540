import { byHouse } from '../houses';
import type { Stage } from '../stage';
import { type DemoEmitter, MARKET, YEAR } from './emitters';
import type { DemoSource, DemoUnit } from './figures';

/** Two thousand tonnes of coal that its first report forgets; the verifier finds them. */
export const MISREAD = { enterprise: 'E001', part: '1', month: '2024-03', amount: '96271' } as const;

export interface Reported {
  readonly report: string;
  readonly version: number;
  /** Whole tonnes. */
  readonly totalT: string;
}

/** An enterprise writes its report of the year, and two of its people submit it (CYC-01). */
export async function submitReport(stage: Stage, emitter: DemoEmitter): Promise<Reported> {
  const content = await contentOf(stage, emitter, misread);
  const draft = { market: MARKET, year: YEAR, content };
  const saved = await stage.post<Reported>(`${emitter.code}/maker`, '/v1/emission-reports', draft);
  await submit(stage, emitter, saved);
  return saved;
}

/** The same with every figure as it was measured. */
export async function correctReport(stage: Stage, emitter: DemoEmitter, report: string): Promise<Reported> {
  const content = await contentOf(stage, emitter, (source) => source);
  const path = `/v1/emission-reports/${report}/versions`;
  const saved = await stage.post<Reported>(`${emitter.code}/maker`, path, { content });
  await submit(stage, emitter, saved);
  return saved;
}

const submit = (stage: Stage, { code }: DemoEmitter, { report, version }: Reported) =>
  stage.act('emission-report-submission', { report, version }, byHouse(code));

/** Where the misread figure stands among the flows of its report. */
export const misreadField = ({ year }: DemoEmitter): string =>
  `flows[${year.sources.findIndex(isMisread)}].amount`;

const isMisread = ({ part, month }: DemoSource) => part === MISREAD.part && month === MISREAD.month;

function misread(source: DemoSource, { code }: DemoEmitter): DemoSource {
  return code === MISREAD.enterprise && isMisread(source) ? { ...source, amount: MISREAD.amount } : source;
}

async function contentOf(
  stage: Stage,
  emitter: DemoEmitter,
  read: (source: DemoSource, emitter: DemoEmitter) => DemoSource,
): Promise<object> {
  const { code, year } = emitter;
  const evidence = await stage.document(`${code}/maker`, `measured figures of ${YEAR} of ${code}`);
  return {
    units: year.units.map(unitOf),
    lines: year.lines.map(({ id, outputT }) => ({ id, outputT })),
    flows: year.sources.map((source) => flowOf(read(source, emitter), evidence)),
  };
}

const unitOf = ({ id, class: unitClass, generationMwh, heatGj, loadFactorPercent }: DemoUnit): object => ({
  ...{ id, class: unitClass, generationMwh, heatGj, loadFactorPercent },
});

function flowOf(source: DemoSource, evidence: string): object {
  const { part, stream, material, unit, month, amount, ncv, ncvUnit, carbon, carbonUnit } = source;
  const { oxidationPercent } = source;
  return {
    ...{ part, stream, material, unit, amount },
    ...(month === '' ? {} : { month }),
    ...(ncv === '' ? {} : { ncv, ncvUnit, carbon, carbonUnit, evidence }),
    ...(oxidationPercent === '' ? {} : { oxidationPercent }),
  };
}
