import type { ChinaMonth } from '@carbon/kernel';
import { type Wh, wh } from './energy';
import type { SourceRange } from './source-ranges';

/** A later figure of one class of a month that is issued, beside what was counted so far. */
export interface LaterFigure {
  readonly month: ChinaMonth;
  readonly countedWh: Wh;
  readonly figureWh: Wh;
  /** The end of all stretches of the month that were ever counted. */
  readonly topWh: Wh;
  readonly whPerCertificate: Wh;
  /** Certificates of the class and month that may be cancelled for it. */
  readonly cancellable: bigint;
}

/** What follows: a new stretch of the month, or certificates to cancel and energy that is owed. */
export interface CorrectionPlan {
  readonly added: SourceRange | undefined;
  readonly cancelled: bigint;
  readonly owedWh: Wh;
}

/**
 * The difference, exact to the Wh. More energy is a new stretch behind those that were counted, which the next issue
 * takes in. Less is owed: certificates that nobody bought are cancelled one for one where that is asked for, later
 * energy makes up for the rest before anything more is issued (X: the rules that were read say nothing of it).
 */
export function planCorrection(figure: LaterFigure): CorrectionPlan {
  const { month, countedWh, figureWh, topWh, whPerCertificate, cancellable } = figure;
  if (figureWh >= countedWh) {
    const moreWh = figureWh - countedWh;
    const added = moreWh === 0n ? undefined : { month, fromWh: topWh, toWh: wh(topWh + moreWh) };
    return { added, cancelled: 0n, owedWh: wh(0n) };
  }
  const lessWh = countedWh - figureWh;
  const whole = lessWh / whPerCertificate;
  const cancelled = whole < cancellable ? whole : cancellable;
  return { added: undefined, cancelled, owedWh: wh(lessWh - cancelled * whPerCertificate) };
}
