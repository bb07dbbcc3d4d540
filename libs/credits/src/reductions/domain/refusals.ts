import { type ChinaDate, type ChinaMonth, Refusal } from '@carbon/kernel';

export function reportUnknown(number: string): Refusal {
  return new Refusal(
    'CREDITS_REPORT_UNKNOWN',
    404,
    { zh: `没有编号为 ${number} 的减排量核算报告`, en: `There is no monitoring report ${number}` },
    { details: { report: number } },
  );
}

/** CCR-005. */
export function validatorVerifies(body: string): Refusal {
  return new Refusal(
    'CREDITS_VALIDATOR_VERIFIES',
    422,
    {
      zh: `机构 ${body} 审定了该项目，不得核查其减排量`,
      en: `${body} validated this project: it may not verify its reductions`,
    },
    { rule: 'CCR-005', details: { body } },
  );
}

/** INV-04: days are told of once. */
export function periodReported(other: string): Refusal {
  return new Refusal(
    'CREDITS_PERIOD_REPORTED',
    409,
    {
      zh: `核算期与报告 ${other} 重叠`,
      en: `Days of the period are in report ${other} already`,
    },
    { rule: 'INV-04', details: { report: other } },
  );
}

/** CCR-006: days outside of the crediting period. */
export function periodOutsideCrediting(from: ChinaDate, to: ChinaDate): Refusal {
  return new Refusal(
    'CREDITS_PERIOD_OUTSIDE_CREDITING',
    422,
    {
      zh: `核算期须在项目计入期 ${from} 至 ${to} 之内`,
      en: `The period must lie within the crediting period, ${from} to ${to}`,
    },
    { rule: 'CCR-006', details: { from, to } },
  );
}

/** CCR-006: nothing is reported before it has happened. */
export function periodNotOver(to: ChinaDate): Refusal {
  return new Refusal(
    'CREDITS_PERIOD_NOT_OVER',
    422,
    { zh: `核算期至 ${to}，尚未结束`, en: `The period runs through ${to} and is not over` },
    { rule: 'CCR-006', details: { to } },
  );
}

/** EXC-002: the certificates of these months were traded, so that their power earns nothing else. */
export function monthsTraded(months: readonly ChinaMonth[]): Refusal {
  const list = months.join(', ');
  return new Refusal(
    'CREDITS_MONTHS_TRADED',
    422,
    {
      zh: `${list} 的绿证已交易，其电量不得再产生减排量；请将这些月份排除在核算期之外`,
      en: `Certificates of ${list} were traded: their power earns no reductions. Leave these months out of the period`,
    },
    { rule: 'EXC-002', details: { months: list } },
  );
}

/** CCR-004. */
export function quantityDiffers(verified: bigint, applied: bigint): Refusal {
  return new Refusal(
    'CREDITS_QUANTITY_DIFFERS',
    422,
    {
      zh: `申请登记 ${applied.toString()} 吨，须与核查的 ${verified.toString()} 吨一致`,
      en: `Applied for ${applied.toString()} t: it must equal the verified ${verified.toString()} t`,
    },
    { rule: 'CCR-004', details: { verified: verified.toString(), applied: applied.toString() } },
  );
}

/** CCR-014: a verifier may find less than was computed, never more. */
export function verifiedAboveComputed(computed: bigint, verified: bigint): Refusal {
  return new Refusal(
    'CREDITS_VERIFIED_ABOVE_COMPUTED',
    422,
    {
      zh: `核查量 ${verified.toString()} 吨超过按方法学计算的 ${computed.toString()} 吨`,
      en: `${verified.toString()} t are more than the ${computed.toString()} t that the methodology gives`,
    },
    { rule: 'CCR-014', details: { computed: computed.toString(), verified: verified.toString() } },
  );
}

export function quantityBelowMinimum(minimum: bigint, quantity: bigint): Refusal {
  return new Refusal(
    'CREDITS_BELOW_MINIMUM',
    422,
    {
      zh: `${quantity.toString()} 吨少于一次登记的最低量 ${minimum.toString()} 吨`,
      en: `${quantity.toString()} t are fewer than the ${minimum.toString()} t of an issue at least`,
    },
    { rule: 'CNV-002', details: { minimum: minimum.toString(), quantity: quantity.toString() } },
  );
}

/** INV-04: the growth of stock that backs the reduction is smaller than the reduction. */
export function stockTooSmall(grownKg: bigint, quantity: bigint): Refusal {
  return new Refusal(
    'CREDITS_STOCK_TOO_SMALL',
    422,
    {
      zh: `碳储量增长 ${grownKg.toString()} 千克，不足 ${quantity.toString()} 吨`,
      en: `The stock grew by ${grownKg.toString()} kg, which is less than ${quantity.toString()} t`,
    },
    { rule: 'INV-04', details: { grownKg: grownKg.toString(), quantity: quantity.toString() } },
  );
}

/** PHI-003: energy that stands behind other units makes no reductions. */
export function monthsCertified(instruments: readonly string[]): Refusal {
  const list = [...new Set(instruments)].join(', ');
  return new Refusal(
    'CREDITS_MONTHS_CERTIFIED',
    422,
    {
      zh: `同一电量已对应 ${list}，不得再产生减排量`,
      en: `The same energy stands behind ${list}: it earns no reductions`,
    },
    { rule: 'PHI-003', details: { instruments: list } },
  );
}
