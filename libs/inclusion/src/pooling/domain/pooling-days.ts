import { addDays, type ChinaDate, type ChinaMonth, lastDayOf } from '@carbon/kernel';

export const firstDayOf = (month: ChinaMonth): ChinaDate => `${month}-01` as ChinaDate;

/** The first day on which acts of a month may be pooled: nobody corrects them any more. */
export const settledFrom = (month: ChinaMonth, settledDays: number): ChinaDate =>
  addDays(lastDayOf(month), settledDays + 1);
