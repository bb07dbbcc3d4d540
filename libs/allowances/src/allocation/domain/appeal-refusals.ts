import { Refusal } from '@carbon/kernel';

export const appealsRunning = (number: string, until: string): Refusal =>
  new Refusal(
    'ALLOCATION_APPEALS_RUNNING',
    409,
    {
      zh: `分配轮次 ${number} 的异议期至 ${until}`,
      en: `Enterprises may appeal against the allocation round ${number} until ${until}`,
    },
    { rule: 'ETS-013', details: { round: number, until } },
  );

export const appealsUndecided = (number: string, count: number): Refusal =>
  new Refusal(
    'ALLOCATION_APPEALS_UNDECIDED',
    409,
    {
      zh: `分配轮次 ${number} 还有 ${count} 件异议未处理`,
      en: `${count} appeals against the allocation round ${number} are not decided`,
    },
    { rule: 'ETS-013', details: { round: number, appeals: count.toString() } },
  );

export const appealsOver = (number: string, until: string): Refusal =>
  new Refusal(
    'ALLOCATION_APPEALS_OVER',
    422,
    {
      zh: `分配轮次 ${number} 的异议期已于 ${until} 截止`,
      en: `The time to appeal against the allocation round ${number} ended on ${until}`,
    },
    { rule: 'ETS-013', details: { round: number, until } },
  );

export const appealedAlready = (number: string): Refusal =>
  new Refusal(
    'ALLOCATION_APPEALED_ALREADY',
    409,
    {
      zh: `对分配轮次 ${number} 的同一结果已提出过异议`,
      en: `This line of the allocation round ${number} has been appealed against already`,
    },
    { rule: 'ETS-013', details: { round: number } },
  );

export const appealUnknown = (number: string): Refusal =>
  new Refusal(
    'ALLOCATION_APPEAL_UNKNOWN',
    404,
    { zh: `异议 ${number} 不存在`, en: `There is no appeal ${number}` },
    { details: { appeal: number } },
  );

export const appealDecided = (number: string): Refusal =>
  new Refusal(
    'ALLOCATION_APPEAL_DECIDED',
    409,
    { zh: `异议 ${number} 已处理`, en: `The appeal ${number} is decided` },
    { rule: 'ETS-013', details: { appeal: number } },
  );

export const adjustmentsNeeded = (outcome: string): Refusal =>
  new Refusal(
    'ALLOCATION_ADJUSTMENTS_NEEDED',
    422,
    outcome === 'dismissed'
      ? { zh: '驳回异议时不调整数据', en: 'A dismissed appeal adjusts nothing' }
      : { zh: '采纳异议须列明调整的数据', en: 'An appeal that is upheld names what is adjusted' },
    { rule: 'ETS-013', details: { outcome } },
  );

export const inputUnknown = (unit: string, field: string): Refusal =>
  new Refusal(
    'ALLOCATION_INPUT_UNKNOWN',
    422,
    {
      zh: `没有机组或产线 ${unit}，或其 ${field} 不是可调整的数据`,
      en: `There is no unit or line ${unit}, or its ${field} is nothing that can be adjusted`,
    },
    { details: { unit, field } },
  );
