import { type ChinaDate, type ChinaMonth, Refusal } from '@carbon/kernel';
import type { FenRange } from './penalty';

export function noRange(market: string, rule: string, on: ChinaDate): Refusal {
  return new Refusal(
    'PENALTY_NO_RANGE',
    422,
    {
      zh: `${on} 市场 ${market} 没有 ${rule} 的处罚幅度`,
      en: `The market ${market} has no range for ${rule} on ${on}`,
    },
    { rule, details: { market, on } },
  );
}

export function outOfRange(rule: string, field: string, { from, to }: FenRange, amount: bigint): Refusal {
  const details = { field, from: from.toString(), to: to.toString(), amount: amount.toString() };
  return new Refusal(
    'PENALTY_OUT_OF_RANGE',
    422,
    {
      zh: `${rule} 罚款幅度为 ${details.from} 至 ${details.to} 分，${details.amount} 分不在其内`,
      en: `The fine of ${rule} is ${details.from} to ${details.to} fen: ${details.amount} fen are outside`,
    },
    { rule, details },
  );
}

export function personsNotFined(rule: string): Refusal {
  return new Refusal(
    'PENALTY_PERSONS_NOT_FINED',
    422,
    { zh: `${rule} 不对责任人员罚款`, en: `${rule} fines no persons` },
    { rule },
  );
}

/** C-4: which day it is decides whether there is anything to take off. */
export function deductionNotAllowed(rule: string, asked: bigint, allowed: bigint): Refusal {
  const details = { asked: asked.toString(), allowed: allowed.toString() };
  return new Refusal(
    'PENALTY_DEDUCTION_NOT_ALLOWED',
    422,
    {
      zh: `可核减下一年度配额为 0 或 ${details.allowed} 吨，不得为 ${details.asked} 吨`,
      en: `Off the next allocation may be taken nothing or ${details.allowed} t, not ${details.asked} t`,
    },
    { rule, details },
  );
}

export function cutNotAllowed(
  rule: string,
  range: { readonly from: string; readonly to: string } | undefined,
  asked: string,
): Refusal {
  const span = range === undefined ? '0' : `${range.from}–${range.to}`;
  return new Refusal(
    'PENALTY_CUT_NOT_ALLOWED',
    422,
    {
      zh: `${rule} 可核减下一年度配额的比例为 ${span}%，不得为 ${asked}%`,
      en: `By ${rule} the next allocation may be cut by ${span} %, not by ${asked} %`,
    },
    { rule, details: { asked, span } },
  );
}

export function tooFewInspectors(rule: string, needed: number): Refusal {
  return new Refusal(
    'PENALTY_TOO_FEW_INSPECTORS',
    422,
    { zh: `现场检查须不少于 ${needed} 人`, en: `An inspection needs at least ${needed} officers` },
    { rule, details: { needed: String(needed) } },
  );
}

export function notYetDue(year: number, deadline: ChinaDate): Refusal {
  return new Refusal(
    'PENALTY_NOT_YET_DUE',
    422,
    {
      zh: `${year} 年度清缴于 ${deadline} 截止，尚不能作出处罚`,
      en: `The surrender of ${year} is due on ${deadline}: nothing is decided before`,
    },
    { rule: 'PEN-001', details: { year: String(year), deadline } },
  );
}

export function nothingMissing(year: number): Refusal {
  return new Refusal(
    'PENALTY_NOTHING_MISSING',
    422,
    {
      zh: `该单位已按时足额完成 ${year} 年度清缴`,
      en: `The obligation of ${year} was met in time`,
    },
    { rule: 'PEN-001', details: { year: String(year) } },
  );
}

export function anotherMonth(month: ChinaMonth, asked: string): Refusal {
  return new Refusal(
    'PENALTY_PRICE_OF_ANOTHER_MONTH',
    422,
    {
      zh: `应采用清缴截止前一个月（${month}）的平均成交价，不是 ${asked}`,
      en: `The price is the average of the month before the deadline, ${month}, not of ${asked}`,
    },
    { rule: 'PEN-001', details: { month, asked } },
  );
}

/** One breach, one decision. */
export function alreadyDecided(id: string): Refusal {
  return new Refusal(
    'PENALTY_ALREADY_DECIDED',
    409,
    { zh: `已有处罚决定 ${id}`, en: `The decision ${id} stands already` },
    { rule: 'PEN-001', details: { decision: id } },
  );
}

export function penaltyUnknown(id: string): Refusal {
  return new Refusal(
    'PENALTY_UNKNOWN',
    404,
    { zh: `没有处罚决定 ${id}`, en: `There is no decision ${id}` },
    { details: { id } },
  );
}

export function notOpen(id: string, what: string): Refusal {
  return new Refusal(
    'PENALTY_NOT_OPEN',
    409,
    { zh: `处罚决定 ${id} 不能再登记 ${what}`, en: `The decision ${id} takes no ${what} any more` },
    { details: { id, what } },
  );
}

export function stillMissing(id: string, missing: bigint): Refusal {
  return new Refusal(
    'PENALTY_STILL_MISSING',
    422,
    {
      zh: `仍有 ${missing.toString()} 吨未清缴，不能登记为已改正`,
      en: `${missing.toString()} t are missing still: it is not corrected`,
    },
    { rule: 'PEN-001', details: { id, missing: missing.toString() } },
  );
}
