import { type OfferedOutcome } from '../../domain/index';
import { Refusal, type Text } from '@carbon/kernel';

const refuse = (
  code: string,
  rule: string,
  text: Text,
  details: Readonly<Record<string, string>> = {},
): Refusal => new Refusal(code, 422, text, { rule, details });

export const surrenderUnknown = (id: string): Refusal =>
  new Refusal('SURRENDER_UNKNOWN', 404, { zh: `没有清缴 ${id}`, en: `There is no surrender ${id}` });

/** SUR-001: what is due is what was verified. */
export const nothingVerified = (market: string, year: number): Refusal =>
  refuse(
    'SURRENDER_NOTHING_VERIFIED',
    'SUR-001',
    {
      zh: `${market} ${year} 年度没有经核查的排放量，尚无应清缴量`,
      en: `Nothing is verified for ${year} in the market ${market}, so nothing is due`,
    },
    { market, year: String(year) },
  );

export const nothingOffered = (): Refusal =>
  refuse('SURRENDER_OF_NOTHING', 'SUR-002', {
    zh: '申请中没有配额或减排量',
    en: 'The application holds neither allowances nor credits',
  });

export const notCredits = (instrument: string): Refusal =>
  refuse(
    'SURRENDER_NOT_CREDITS',
    'SUR-003',
    { zh: `${instrument} 不是可抵销的减排量`, en: `${instrument} is no credit` },
    { instrument },
  );

/**
 * Units that would not count are not taken. The reason is the rules' own. Of another's obligation no figures are told.
 */
export function unitsRefused(
  { instrument, quantity, acceptedT, refusedT, reason }: OfferedOutcome,
  standing: Readonly<Record<string, string>>,
): Refusal {
  const why = reason ?? { rule: 'SUR-002', zh: '不计入清缴', en: 'does not count' };
  return refuse(
    'SURRENDER_UNITS_REFUSED',
    why.rule,
    { zh: `${instrument} 不能用于本次清缴：${why.zh}`, en: `${instrument} does not serve here: ${why.en}` },
    {
      ...{ instrument, offered: quantity.toString() },
      ...standing,
      ...(Object.keys(standing).length > 0 && {
        accepted: acceptedT.toString(),
        refused: refusedT.toString(),
      }),
    },
  );
}

/** SUR-010: whether an application is for arrears is told by the day. */
export const arrearsMistaken = (arrears: boolean, deadline: string): Refusal =>
  refuse(
    'SURRENDER_ARREARS_MISTAKEN',
    'SUR-010',
    arrears
      ? {
          zh: `截止日 ${deadline} 未过，不属于欠缴`,
          en: `The deadline ${deadline} has not passed: no arrears`,
        }
      : {
          zh: `截止日 ${deadline} 已过，属于补缴`,
          en: `The deadline ${deadline} has passed: these are arrears`,
        },
    { deadline },
  );

/** SUR-013: nobody's obligation is met by others unless it agreed, or cannot meet it itself. */
export const assistanceNotOpen = (holder: string): Refusal =>
  refuse(
    'SURRENDER_ASSISTANCE_NOT_OPEN',
    'SUR-013',
    {
      zh: `${holder} 未同意由您代为清缴该数量，其账户也未被冻结`,
      en: `${holder} did not agree that you surrender so much for it, and its account is not blocked`,
    },
    { holder },
  );

export const assistsItself = (): Refusal =>
  refuse('SURRENDER_ASSISTS_ITSELF', 'SUR-013', {
    zh: '代为清缴须由另一单位办理',
    en: 'Assistance is given by another holder',
  });

/** ALC-010: only what stands in an authority's account. */
export const notProvincial = (account: string): Refusal =>
  refuse(
    'SURRENDER_NOT_PROVINCIAL',
    'ALC-010',
    {
      zh: `账户 ${account} 不是主管部门的账户`,
      en: `Account ${account} is not the account of an authority`,
    },
    { account },
  );

export const keptForOthers = (account: string): Refusal =>
  refuse(
    'SURRENDER_OF_PROVINCE',
    'ALC-010',
    {
      zh: `账户 ${account} 为主管部门代持，须按省级账户代清缴办理`,
      en: `Account ${account} keeps units for entities: they are surrendered as a provincial surrender`,
    },
    { account },
  );

export const authorityOnly = (): Refusal =>
  refuse('SURRENDER_AUTHORITY_ONLY', 'SUR-012', {
    zh: '此项业务由登记机构或主管部门发起',
    en: 'The registry or an authority proposes this',
  });

export const documentRequired = (): Refusal =>
  refuse('SURRENDER_DOCUMENT_REQUIRED', 'ETS-009', {
    zh: '须附法院或主管机关的文书',
    en: 'This rests on the order of a court or an authority; name the document',
  });

export const frozenLess = (account: string, instrument: string, frozen: bigint, wanted: bigint): Refusal =>
  refuse(
    'SURRENDER_FROZEN_LESS',
    'ETS-009',
    {
      zh: `账户 ${account} 中司法冻结的 ${instrument} 为 ${frozen.toString()}，少于 ${wanted.toString()}`,
      en: `${frozen.toString()} of ${instrument} are frozen by courts in account ${account}, fewer than ${wanted.toString()}`,
    },
    { account, instrument, frozen: frozen.toString(), wanted: wanted.toString() },
  );

/** REG-009. */
export const notCompleted = (id: string, state: string): Refusal =>
  new Refusal(
    'SURRENDER_NOT_COMPLETED',
    409,
    {
      zh: `清缴 ${id} 状态为 ${state}，只有已完成的清缴可以撤销一次`,
      en: `The surrender ${id} is ${state}: only a completed one is reversed, once`,
    },
    { rule: 'REG-009', details: { state } },
  );

/** REG-010: an account cannot close while its holder has emissions missing or units to surrender. */
export const obligationOpen = (account: string, year: number, missing: boolean): Refusal =>
  refuse(
    'SURRENDER_OBLIGATION_OPEN',
    'REG-010',
    missing
      ? {
          zh: `账户 ${account} 的持有人 ${year} 年度排放量缺失，不能销户`,
          en: `Emissions of ${year} of the holder of account ${account} are missing: it cannot be closed`,
        }
      : {
          zh: `账户 ${account} 的持有人 ${year} 年度尚未足额清缴，不能销户`,
          en: `The holder of account ${account} has units to surrender for ${year}: it cannot be closed`,
        },
    { account, year: String(year) },
  );

export const ownHolderOnly = (): Refusal =>
  refuse('SURRENDER_OWN_HOLDER_ONLY', 'SUR-013', {
    zh: '只有被代履约单位自己的人员可以同意',
    en: 'Only the people of the holder itself agree to it',
  });

export const provinceHoldsTooLittle = (account: string, instrument: string, held: bigint): Refusal =>
  refuse(
    'SURRENDER_PROVINCE_HOLDS_LESS',
    'ALC-010',
    {
      zh: `省级账户 ${account} 为该单位持有的 ${instrument} 只有 ${held.toString()} 吨`,
      en: `Account ${account} holds only ${held.toString()} t of ${instrument} for this holder`,
    },
    { account, instrument, held: held.toString() },
  );
