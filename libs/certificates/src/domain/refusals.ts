import { type ChinaDate, type ChinaMonth, type FieldFault, Refusal } from '@carbon/kernel';

export function plantUnknown(plant: string): Refusal {
  return new Refusal(
    'GEC_PLANT_UNKNOWN',
    404,
    { zh: `没有编码为 ${plant} 的电站`, en: `There is no plant ${plant}` },
    { details: { plant } },
  );
}

export function plantsRefused(fields: readonly FieldFault[]): Refusal {
  return new Refusal(
    'GEC_PLANTS_REFUSED',
    409,
    { zh: '有电站不能建档，均未建档', en: 'Some plants cannot be filed; none was filed' },
    { rule: 'GEC-016', fields },
  );
}

export function accountNotOfHolder(account: string): Refusal {
  return new Refusal(
    'GEC_ACCOUNT_NOT_OF_HOLDER',
    422,
    {
      zh: `账户 ${account} 不存在，或不是业主的持有账户`,
      en: `Account ${account} does not exist or is not a holding account of the owner`,
    },
    { rule: 'GEC-017', details: { account } },
  );
}

/** Rows that are well written and cannot be taken. */
export function meterMonthsRefused(fields: readonly FieldFault[]): Refusal {
  return new Refusal(
    'GEC_METER_MONTHS_REFUSED',
    409,
    { zh: '有电量记录不能导入，均未导入', en: 'Some meter months cannot be taken; none was imported' },
    { rule: 'GEC-002', fields },
  );
}

export function monthIssued(plant: string, month: ChinaMonth): Refusal {
  return new Refusal(
    'GEC_MONTH_ISSUED',
    409,
    { zh: `${plant} 的 ${month} 已经核发`, en: `${month} of ${plant} is issued already` },
    { rule: 'INV-04', details: { plant, month } },
  );
}

export function noGridData(plant: string, month: ChinaMonth): Refusal {
  return new Refusal(
    'GEC_NO_GRID_DATA',
    422,
    {
      zh: `${plant} 的 ${month} 没有电网企业或电力交易机构的电量，不能核发`,
      en: `There is no energy of ${plant} in ${month} from the grid company or the power exchange: nothing can be issued`,
    },
    { rule: 'GEC-002', details: { plant, month } },
  );
}

/** `missing` is the month that must be issued first. */
export function issueOutOfOrder(plant: string, month: ChinaMonth, missing: ChinaMonth): Refusal {
  return new Refusal(
    'GEC_MONTH_OUT_OF_ORDER',
    409,
    {
      zh: `${plant} 须先核发 ${missing}，才能核发 ${month}`,
      en: `${missing} of ${plant} must be issued before ${month}`,
    },
    { rule: 'GEC-001', details: { plant, month, missing } },
  );
}

export function certificateUnknown(which: string): Refusal {
  return new Refusal(
    'GEC_CERTIFICATE_UNKNOWN',
    404,
    { zh: `没有核发过绿证 ${which}`, en: `No certificate ${which} was ever issued` },
    { rule: 'GEC-018', details: { certificate: which } },
  );
}

export function certificateExpired(certificates: string, validThrough: ChinaDate): Refusal {
  return new Refusal(
    'GEC_EXPIRED',
    422,
    {
      zh: `绿证 ${certificates} 的有效期至 ${validThrough}，现已过期`,
      en: `Certificates ${certificates} were valid through ${validThrough}`,
    },
    { rule: 'GEC-013', details: { certificates, validThrough } },
  );
}

export function certificateClaimed(certificates: string): Refusal {
  return new Refusal(
    'GEC_ALREADY_CLAIMED',
    409,
    { zh: `绿证 ${certificates} 已核销`, en: `Certificates ${certificates} are claimed already` },
    { rule: 'GEC-014', details: { certificates } },
  );
}

/** `notice` is the reference of the public notice that cancelled them. */
export function certificateCancelled(certificates: string, notice?: string): Refusal {
  const [zh, en] = notice === undefined ? ['', ''] : [`，见公告 ${notice}`, `, see notice ${notice}`];
  return new Refusal(
    'GEC_CANCELLED',
    409,
    { zh: `绿证 ${certificates} 已注销${zh}`, en: `Certificates ${certificates} are cancelled${en}` },
    { rule: 'EXC-004', details: { certificates, ...(notice !== undefined && { notice }) } },
  );
}

/** Held, but not free: in an order, pledged, or frozen by a court or for a credit project. */
export function certificateFrozen(certificates: string, part: string, project?: string): Refusal {
  const [zh, en] =
    project === undefined
      ? [`（${part}），不能变动`, ` (${part}) and cannot move`]
      : [
          `：其电量对应的减排项目 ${project} 已登记`,
          `: project ${project} is registered to earn credits for the same energy`,
        ];
  return new Refusal(
    'GEC_FROZEN',
    422,
    { zh: `绿证 ${certificates} 已被冻结${zh}`, en: `Certificates ${certificates} are held back${en}` },
    { rule: 'EXC-003', details: { certificates, part, ...(project !== undefined && { project }) } },
  );
}

export function soldBefore(certificates: string): Refusal {
  return new Refusal(
    'GEC_SOLD_BEFORE',
    422,
    {
      zh: `绿证 ${certificates} 已交易过一次，不得再次交易`,
      en: `Certificates ${certificates} were sold before: a certificate is sold once`,
    },
    { rule: 'GEC-009', details: { certificates } },
  );
}

export function notTradable(certificates: string): Refusal {
  return new Refusal(
    'GEC_NOT_TRADABLE',
    422,
    {
      zh: `绿证 ${certificates} 为不可交易绿证`,
      en: `Certificates ${certificates} are issued, not tradable`,
    },
    { rule: 'GEC-005', details: { certificates } },
  );
}

export function yearsDiffer(month: ChinaMonth, year: number): Refusal {
  return new Refusal(
    'GEC_YEARS_DIFFER',
    422,
    {
      zh: `${month} 的绿证不能用于 ${year} 年的用电（证电同年）`,
      en: `Certificates of ${month} cannot count for power used in ${year}`,
    },
    { rule: 'GEC-015', details: { month, year: String(year) } },
  );
}

export function claimUnknown(claim: string): Refusal {
  return new Refusal(
    'GEC_CLAIM_UNKNOWN',
    404,
    { zh: `没有核销记录 ${claim}`, en: `There is no claim ${claim}` },
    { details: { claim } },
  );
}

/** Certificates that go to a province (GEC-007, GEC-011) need its account. */
export function noProvincialAccount(name: string, province: string): Refusal {
  return new Refusal(
    'GEC_NO_PROVINCIAL_ACCOUNT',
    409,
    {
      zh: `${name}（${province}）尚未设立省级账户，机制电量或电网代购水电的绿证无法核发`,
      en: `Province ${province} has no provincial account to which certificates of settled or agency power could go`,
    },
    { rule: 'GEC-007', details: { province } },
  );
}

/** Two files of one plant: its energy counts under the first. */
export function plantFiledTwice(plant: string, first: string): Refusal {
  return new Refusal(
    'GEC_PLANT_FILED_TWICE',
    409,
    {
      zh: `${plant} 与 ${first} 为同一电站，绿证只按 ${first} 核发`,
      en: `${plant} is the same plant as ${first}: its certificates are issued under ${first} only`,
    },
    { rule: 'INV-04', details: { plant, first } },
  );
}

/** Only what is issued needs a correction. */
export function monthNotIssued(plant: string, month: ChinaMonth): Refusal {
  return new Refusal(
    'GEC_MONTH_NOT_ISSUED',
    409,
    {
      zh: `${plant} 的 ${month} 尚未核发，无需更正`,
      en: `${month} of ${plant} is not issued: there is nothing to correct yet`,
    },
    { rule: 'GEC-002', details: { plant, month } },
  );
}

export function nothingToCorrect(plant: string, month: ChinaMonth): Refusal {
  return new Refusal(
    'GEC_NOTHING_TO_CORRECT',
    422,
    {
      zh: `${plant} 的 ${month} 电量与所报一致，无需更正`,
      en: `The figure of ${month} of ${plant} is what counts already`,
    },
    { rule: 'GEC-002', details: { plant, month } },
  );
}
