import { Refusal } from '@carbon/kernel';

/** SER-008: the sample of CAD Trust counts 10 units from 1000 to 1010; that is one too few. */
export function countWrong(first: bigint, last: bigint, holds: bigint, count: bigint): Refusal {
  const details = {
    first: first.toString(),
    last: last.toString(),
    holds: holds.toString(),
    count: count.toString(),
  };
  return new Refusal(
    'EXTERNAL_COUNT_WRONG',
    422,
    {
      zh: `编号 ${first}–${last} 共 ${holds} 个单位，与所填数量 ${count} 不符`,
      en: `Serials ${first} to ${last} are ${holds} units, not ${count}`,
    },
    { rule: 'SER-008', details },
  );
}

export function saysOtherwise(field: string, told: string, says: string): Refusal {
  return new Refusal(
    'EXTERNAL_SERIAL_CONTRADICTS',
    422,
    {
      zh: `${field} 填为 ${told}，编号本身为 ${says}`,
      en: `${field} is told as ${told}; the serial says ${says}`,
    },
    { rule: 'SER-001', details: { field, told, says } },
  );
}

export function missingFact(field: string): Refusal {
  return new Refusal(
    'EXTERNAL_FACT_MISSING',
    422,
    { zh: `编号未含 ${field}，须填写`, en: `The serial does not say ${field}: it must be told` },
    { rule: 'SER-008', details: { field } },
  );
}

export function batchContradicts(batch: string): Refusal {
  return new Refusal(
    'EXTERNAL_BATCH_CONTRADICTS',
    409,
    {
      zh: `批次 ${batch} 已登记的项目、年份或国家与此不同`,
      en: `Units of the batch ${batch} are here with another project, vintage or country`,
    },
    { rule: 'SER-008', details: { batch } },
  );
}

export function alreadyHere(registry: string, serials: string): Refusal {
  return new Refusal(
    'EXTERNAL_ALREADY_HERE',
    409,
    {
      zh: `${registry} 的编号 ${serials} 已有单位在本登记系统`,
      en: `Units with serials ${serials} of ${registry} live here already`,
    },
    { rule: 'INV-04', details: { registry, serials } },
  );
}

export function notLockedThere(registry: string, state: string): Refusal {
  return new Refusal(
    'EXTERNAL_NOT_LOCKED',
    422,
    {
      zh: `${registry} 中这些单位的状态为 ${state}，未为本登记系统锁定`,
      en: `The units are ${state} in ${registry}: they are not locked there for us`,
    },
    { rule: 'INV-04', details: { registry, state } },
  );
}

export function documentMissing(): Refusal {
  return new Refusal(
    'EXTERNAL_DOCUMENT_MISSING',
    422,
    {
      zh: '须附对方登记系统的凭证文件',
      en: "The other registry's evidence must be attached as a document",
    },
    { rule: 'REG-001' },
  );
}

export function notForeign(instrument: string): Refusal {
  return new Refusal(
    'EXTERNAL_NOT_FOREIGN',
    422,
    {
      zh: `${instrument} 不是境外单位；境内减排量跨境另有规定，尚不办理`,
      en: `${instrument} did not come from another registry; units of ours do not cross borders until rules are issued`,
    },
    { rule: 'CCR-011', details: { instrument } },
  );
}

export function externalCreditUnknown(name: string): Refusal {
  return new Refusal(
    'EXTERNAL_CREDIT_UNKNOWN',
    404,
    { zh: `没有境外单位批次 ${name}`, en: `There is no lot of foreign units ${name}` },
    { details: { lot: name } },
  );
}

export function residentMayNotHold(scheme: string): Refusal {
  return new Refusal(
    'EXTERNAL_NOT_FOR_RESIDENTS',
    422,
    { zh: `${scheme} 单位不得转给自然人`, en: `Units of ${scheme} do not go to natural persons` },
    { rule: 'CCT-001', details: { scheme } },
  );
}

export function notForThatPurpose(scheme: string, purpose: string): Refusal {
  return new Refusal(
    'EXTERNAL_PURPOSE_REFUSED',
    422,
    {
      zh: `${scheme} 单位不得用于 ${purpose}`,
      en: `Units of ${scheme} cannot be used for ${purpose}`,
    },
    { rule: 'CCR-010', details: { scheme, purpose } },
  );
}
