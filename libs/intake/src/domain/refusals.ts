import { Refusal } from '@carbon/kernel';

const unknown = (code: string, what: { zh: string; en: string }, id: string) =>
  new Refusal(code, 404, { zh: `没有${what.zh} ${id}`, en: `There is no ${what.en} ${id}` });

export function deviceUnknown(number: string): Refusal {
  return unknown('INTAKE_DEVICE_UNKNOWN', { zh: '计量设备', en: 'device' }, number);
}

export function deviceKeyUnknown(id: string): Refusal {
  return unknown('INTAKE_KEY_UNKNOWN', { zh: '设备密钥', en: 'device key' }, id);
}

export function batchUnknown(id: string): Refusal {
  return unknown('INTAKE_BATCH_UNKNOWN', { zh: '数据批次', en: 'batch' }, id);
}

export function planUnknown(id: string): Refusal {
  return unknown('INTAKE_PLAN_UNKNOWN', { zh: '数据质量控制计划', en: 'data-quality plan' }, id);
}

export function deviceRegistered(serial: string): Refusal {
  return new Refusal('INTAKE_DEVICE_REGISTERED', 409, {
    zh: `该资产已登记表号 ${serial} 的同类计量设备`,
    en: `A device ${serial} of this role is registered at the asset already`,
  });
}

export function signatureWrong(): Refusal {
  return new Refusal('INTAKE_SIGNATURE_WRONG', 422, {
    zh: '签名与内容不符，或所用密钥不是该设备当时的有效密钥',
    en: 'The signature does not fit the content, or is of no key that was valid for this device then',
  });
}

export function referenceReused(reference: string): Refusal {
  return new Refusal('INTAKE_REFERENCE_REUSED', 409, {
    zh: `批次号 ${reference} 已用于其他内容`,
    en: `The batch ${reference} was sent before with other content`,
  });
}

export function batchDecided(decision: 'committed' | 'discarded'): Refusal {
  return new Refusal(
    'INTAKE_BATCH_DECIDED',
    409,
    {
      zh: decision === 'committed' ? '该批次已入库' : '该批次已放弃',
      en: `The batch was ${decision} already`,
    },
    { details: { decision } },
  );
}

export function batchFaulty(faults: number): Refusal {
  return new Refusal(
    'INTAKE_BATCH_FAULTY',
    422,
    {
      zh: `该批次有 ${faults} 处错误，请改正后重新上传`,
      en: `The batch has ${faults} faults: put the file right and send it again`,
    },
    { details: { faults: String(faults) } },
  );
}

export function batchEmpty(): Refusal {
  return new Refusal('INTAKE_BATCH_EMPTY', 422, { zh: '该批次没有数据', en: 'The batch has no readings' });
}

export function batchOverlaps(overlaps: number): Refusal {
  return new Refusal(
    'INTAKE_OVERLAP',
    409,
    {
      zh: `有 ${overlaps} 个区间与同一电表的其他区间重叠`,
      en: `${overlaps} intervals overlap others of the same meter`,
    },
    { details: { overlaps: String(overlaps) } },
  );
}

export function batchConflicts(conflicts: number): Refusal {
  return new Refusal(
    'INTAKE_CONFLICT',
    409,
    {
      zh: `有 ${conflicts} 个区间已有不同读数；如属更正，请注明更正及理由`,
      en: `${conflicts} intervals have other readings already: say that these are corrections, and why`,
    },
    { details: { conflicts: String(conflicts) } },
  );
}

export function batchImplausible(checks: readonly string[]): Refusal {
  return new Refusal(
    'INTAKE_IMPLAUSIBLE',
    422,
    {
      zh: `合理性检查未通过（${checks.join('、')}）；如数据属实，请附文件说明理由`,
      en: `The readings are not plausible (${checks.join(', ')}): if they are true, say why, with a document`,
    },
    { ...(checks[0] === undefined ? {} : { rule: checks[0] }), details: { checks: checks.join(' ') } },
  );
}
