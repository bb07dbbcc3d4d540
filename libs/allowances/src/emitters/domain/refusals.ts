import { type FieldFault, Refusal, type Text } from '@carbon/kernel';
import type { FacilityLevel } from '../../domain/emitters/index';

/** Who is not on the list reports nothing and gets nothing under the market's rules. */
export function notListed(market: string, year: number): Refusal {
  return new Refusal(
    'EMITTERS_NOT_LISTED',
    422,
    {
      zh: `该主体不在 ${market} 市场 ${year} 年度重点排放单位名录内`,
      en: `This holder is not on the list of key emitters of the market ${market} for ${year}`,
    },
    { rule: 'ETS-004', details: { market, year: String(year) } },
  );
}

const LEVELS: Readonly<Record<FacilityLevel, Text>> = {
  site: { zh: '场所', en: 'site' },
  unit: { zh: '机组或生产线', en: 'unit or line' },
  device: { zh: '计量设备', en: 'device' },
};

export function facilityUnknown(level: FacilityLevel, id: string): Refusal {
  const { zh, en } = LEVELS[level];
  return new Refusal('EMITTERS_FACILITY_UNKNOWN', 404, {
    zh: `没有${zh} ${id}`,
    en: `There is no ${en} ${id}`,
  });
}

export function facilityCodeTaken(level: FacilityLevel, code: string): Refusal {
  const { zh, en } = LEVELS[level];
  return new Refusal('EMITTERS_CODE_TAKEN', 409, {
    zh: `此处已有编号为 ${code} 的${zh}`,
    en: `There is a ${en} ${code} here already`,
  });
}

/** ALC-006: the class follows from the facts. */
export function unitClassDiffers(stated: string, judged: string | undefined): Refusal {
  return new Refusal(
    'EMITTERS_CLASS_DIFFERS',
    422,
    {
      zh: `按所填情况机组类别应为 ${judged ?? '无'}，而非 ${stated}`,
      en: `By its facts the unit is of class ${judged ?? 'none'}, not ${stated}`,
    },
    { rule: 'ALC-006', details: { stated, judged: judged ?? '' } },
  );
}

/** A unit that is to be reported with this one is not among the generating units of its site. */
export function mergedUnitUnknown(code: string): Refusal {
  return new Refusal(
    'EMITTERS_MERGED_UNIT_UNKNOWN',
    422,
    {
      zh: `同一场所没有可合并填报的发电机组 ${code}`,
      en: `The site has no generating unit ${code} to be reported with this one`,
    },
    { rule: 'ALC-006', details: { unit: code } },
  );
}

/** The authority of another province's pilot. */
export function listOfAnother(market: string): Refusal {
  return new Refusal(
    'EMITTERS_LIST_OF_ANOTHER',
    422,
    {
      zh: `${market} 市场的名录由当地主管部门确定`,
      en: `The list of the market ${market} is kept by its own authority`,
    },
    { rule: 'ETS-004', details: { market } },
  );
}

/** Rows of a proposed list that cannot stand; `fields` names some of them. */
export function rowsRefused(count: number, fields: readonly FieldFault[], rule: string): Refusal {
  return new Refusal(
    'EMITTERS_ROWS_REFUSED',
    422,
    { zh: `${count} 行不能办理`, en: `${count} rows cannot be done` },
    { rule, fields, details: { rows: String(count) } },
  );
}

/** A proposal that changes nothing. */
export function listUnchanged(): Refusal {
  return new Refusal('EMITTERS_LIST_UNCHANGED', 422, {
    zh: '名录没有变化',
    en: 'The proposal changes nothing on the list',
  });
}

export function importUnknown(id: string): Refusal {
  return new Refusal('EMITTERS_IMPORT_UNKNOWN', 404, {
    zh: `没有导入批次 ${id}`,
    en: `There is no import ${id}`,
  });
}

export function importDecided(decision: string): Refusal {
  return new Refusal(
    'EMITTERS_IMPORT_DECIDED',
    409,
    {
      zh: decision === 'committed' ? '该导入批次已入库' : '该导入批次已放弃',
      en: `The import was ${decision} already`,
    },
    { details: { decision } },
  );
}

export function importFaulty(faults: number): Refusal {
  return new Refusal(
    'EMITTERS_IMPORT_FAULTY',
    422,
    {
      zh: faults === 0 ? '该导入批次没有数据' : `该导入批次有 ${faults} 处错误，请改正后重新上传`,
      en:
        faults === 0
          ? 'The import has no rows'
          : `The import has ${faults} faults: put the file right and send it again`,
    },
    { details: { faults: String(faults) } },
  );
}

export function monthNotOver(month: string): Refusal {
  return new Refusal(
    'EMITTERS_MONTH_NOT_OVER',
    422,
    { zh: `${month} 尚未结束`, en: `The month ${month} is not over` },
    { rule: 'CYC-09', details: { month } },
  );
}

export function unitNotRunning(code: string, month: string): Refusal {
  return new Refusal(
    'EMITTERS_UNIT_NOT_RUNNING',
    422,
    { zh: `机组 ${code} 在 ${month} 未投运或已关停`, en: `The unit ${code} did not run in ${month}` },
    { rule: 'CYC-09', details: { unit: code, month } },
  );
}

/** What was deposited says the same already. */
export function depositUnchanged(month: string, version: number): Refusal {
  return new Refusal(
    'EMITTERS_DEPOSIT_UNCHANGED',
    409,
    {
      zh: `${month} 的存证数据与第 ${version} 版相同`,
      en: `The deposit of ${month} says what its version ${version} says already`,
    },
    { rule: 'CYC-09', details: { month, version: String(version) } },
  );
}

/** A month that was deposited with other figures is corrected, and why is said. */
export function correctionNeedsReason(months: number): Refusal {
  return new Refusal(
    'EMITTERS_CORRECTION_NEEDS_REASON',
    422,
    {
      zh: `${months} 个机组月已有不同的存证数据；如属更正，请说明理由`,
      en: `${months} months of units have other figures already: if these are corrections, say why`,
    },
    { rule: 'CYC-09', details: { months: String(months) } },
  );
}

/** Only what corrects something has a reason. */
export function nothingToCorrect(month: string): Refusal {
  return new Refusal(
    'EMITTERS_NOTHING_TO_CORRECT',
    422,
    {
      zh: `${month} 尚无存证数据，无需填写更正理由`,
      en: `Nothing was deposited for ${month} that could be corrected`,
    },
    { rule: 'CYC-09', details: { month } },
  );
}

export function planUnknown(id: string): Refusal {
  return new Refusal('EMITTERS_PLAN_UNKNOWN', 404, {
    zh: `没有数据质量控制计划 ${id}`,
    en: `There is no quality-control plan ${id}`,
  });
}

/** Only the newest version can be submitted or returned. */
export function planSuperseded(version: number): Refusal {
  return new Refusal(
    'EMITTERS_PLAN_SUPERSEDED',
    409,
    { zh: `该计划已有第 ${version} 版`, en: `The plan has a version ${version} by now` },
    { rule: 'CYC-08', details: { version: String(version) } },
  );
}

export function planNotInState(state: string): Refusal {
  return new Refusal(
    'EMITTERS_PLAN_STATE',
    409,
    {
      zh: `计划当前状态为 ${state}，不能办理`,
      en: `The plan is ${state}: that cannot be done now`,
    },
    { rule: 'CYC-08', details: { state } },
  );
}

export function engagementUnknown(id: string): Refusal {
  return new Refusal('EMITTERS_ENGAGEMENT_UNKNOWN', 404, {
    zh: `没有技术服务委托 ${id}`,
    en: `There is no engagement ${id} of a service body`,
  });
}

export function engagementEnded(): Refusal {
  return new Refusal('EMITTERS_ENGAGEMENT_ENDED', 409, {
    zh: '该委托已结束',
    en: 'The engagement has ended already',
  });
}

/** A service body is another organisation, entered here and active. */
export function notAServiceBody(name: string): Refusal {
  return new Refusal(
    'EMITTERS_NOT_A_SERVICE_BODY',
    422,
    { zh: `${name} 不能作为技术服务机构`, en: `${name} cannot be a technical service body` },
    { rule: 'ETS-007', details: { body: name } },
  );
}
