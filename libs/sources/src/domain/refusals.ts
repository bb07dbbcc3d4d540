import { fault, malformed, Refusal } from '@carbon/kernel';

export function assetUnknown(name: string): Refusal {
  return new Refusal(
    'SOURCE_ASSET_UNKNOWN',
    404,
    { zh: `资产 ${name} 不存在`, en: `There is no asset ${name}` },
    { details: { asset: name } },
  );
}

/** Two files may be of one asset, and nobody has decided yet. */
export function assetSuspected(asset: string, others: readonly string[]): Refusal {
  return new Refusal(
    'SOURCE_ASSET_SUSPECTED',
    409,
    {
      zh: `资产 ${asset} 疑与 ${others.join('、')} 为同一资产，须经两人认定后方可继续`,
      en: `Asset ${asset} may be the same as ${others.join(', ')}; two people decide before it goes on`,
    },
    { rule: 'INV-04', details: { asset, others: others.join(' ') } },
  );
}

export function suspicionUnknown(id: string): Refusal {
  return new Refusal(
    'SOURCE_SUSPICION_UNKNOWN',
    404,
    { zh: `疑似重复 ${id} 不存在`, en: `There is no suspicion ${id}` },
    { details: { suspicion: id } },
  );
}

export function suspicionDecided(id: string, state: string): Refusal {
  return new Refusal(
    'SOURCE_SUSPICION_DECIDED',
    409,
    { zh: `疑似重复 ${id} 已认定为 ${state}`, en: `Suspicion ${id} was decided: ${state}` },
    { details: { suspicion: id, state } },
  );
}

/** The energy of these months is another project's. */
export function energyReserved(asset: string, from: string, to: string): Refusal {
  return new Refusal(
    'SOURCE_RESERVED',
    409,
    {
      zh: `资产 ${asset} 在 ${from} 至 ${to} 的电量已由另一项目占用`,
      en: `The energy of asset ${asset} in ${from} to ${to} is reserved by another project`,
    },
    { rule: 'EXC-003', details: { asset, from, to } },
  );
}

/** Untraded units are set apart for something else. */
export function unitsBusy(places: readonly string[]): Refusal {
  return new Refusal(
    'SOURCE_UNITS_BUSY',
    409,
    {
      zh: `未交易的单位正处于订单、质押或司法冻结中，须先解除：${places.join('；')}`,
      en: `Untraded units stand in an order, a pledge or a judicial freeze; they are given back first: ${places.join('; ')}`,
    },
    { rule: 'EXC-003', details: { units: places.join('; ') } },
  );
}

/** Both files had units issued for one and the same piece of their source. */
export function bothIssued(first: string, later: string, claims: readonly string[]): Refusal {
  return new Refusal(
    'SOURCE_BOTH_ISSUED',
    409,
    {
      zh: `资产 ${first} 与 ${later} 已就同一来源分别签发，须先处理重复签发：${claims.join('；')}`,
      en: `Units were issued for the same source under both ${first} and ${later}; that is settled first: ${claims.join('; ')}`,
    },
    { rule: 'INV-04', details: { first, later, claims: claims.join('; ') } },
  );
}

export function matchDocumentRequired(): Refusal {
  return new Refusal(
    'SOURCE_MATCH_DOCUMENT_REQUIRED',
    422,
    {
      zh: '认定两份档案是否为同一资产须附依据文件',
      en: 'Whether two files are of one asset is decided on a document, which the proposal names',
    },
    { rule: 'INV-08' },
  );
}

export function matchUnderWay(suspicion: string, task: string): Refusal {
  return new Refusal(
    'SOURCE_MATCH_UNDER_WAY',
    409,
    {
      zh: `疑似重复 ${suspicion} 已有待复核的认定事项`,
      en: `A decision on suspicion ${suspicion} waits for approval already`,
    },
    { details: { suspicion, task } },
  );
}

/** A file code is given by the registry in the file of the plant itself; who could claim one could claim the plant. */
export function plantFileClaimed(code: string): Refusal {
  return malformed([
    fault(
      'numbers.plantFile',
      'reserved',
      `${code} is a file code: only the file of that plant gives it`,
      `${code} 为建档编码，只能由该电站的建档赋予`,
    ),
  ]);
}
