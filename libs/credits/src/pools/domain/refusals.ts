import { type FieldFault, Refusal, type RefusalStatus } from '@carbon/kernel';

/** So many members are named in one refusal. */
const MAX_NAMED = 20;

type Details = Readonly<Record<string, string>>;

function refusal(
  code: string,
  status: RefusalStatus,
  zh: string,
  en: string,
  rule?: string,
  details: Details = {},
): Refusal {
  return new Refusal(code, status, { zh, en }, { details, ...(rule === undefined ? {} : { rule }) });
}

export const poolUnknown = (pool: string): Refusal =>
  refusal('POOL_UNKNOWN', 404, `没有归集项目 ${pool}`, `There is no pool ${pool}`, undefined, { pool });

export const memberUnknown = (member: string): Refusal =>
  refusal('POOL_MEMBER_UNKNOWN', 404, `没有成员 ${member}`, `There is no member ${member}`, undefined, {
    member,
  });

export const periodUnknown = (period: number): Refusal =>
  refusal('POOL_PERIOD_UNKNOWN', 404, `没有第 ${period} 期`, `There is no period ${period}`);

export const settlementUnknown = (settlement: string): Refusal =>
  refusal('POOL_SETTLEMENT_UNKNOWN', 404, `没有结算单 ${settlement}`, `There is no settlement ${settlement}`);

export const notAnAggregator = (holder: string): Refusal =>
  refusal(
    'POOL_NOT_AN_AGGREGATOR',
    422,
    `${holder} 不是聚合商或项目业主，不能设立归集项目`,
    `${holder} is neither an aggregator nor a project owner: it cannot run a pool`,
    'CNV-001',
  );

export const accountNotOfAggregator = (account: string): Refusal =>
  refusal(
    'POOL_ACCOUNT_NOT_OF_HOLDER',
    422,
    `账户 ${account} 不是该主体的持有账户`,
    `Account ${account} is not a holding account of that holder`,
    undefined,
    { account },
  );

export const programmePoolUnfit = (pool: string, scheme: string): Refusal =>
  refusal(
    'POOL_NOT_FOR_PROGRAMME',
    422,
    `碳普惠项目须加入 ${scheme} 机制下、以克或微克计量、没有其他成员的归集项目；${pool} 不是`,
    `A programme joins a pool of scheme ${scheme} that counts grams or micrograms and has no other member; ${pool} is none`,
    'CNV-001',
    { pool, scheme },
  );

export const poolOfProgramme = (pool: string): Refusal =>
  refusal(
    'POOL_OF_PROGRAMME',
    409,
    `归集项目 ${pool} 由碳普惠项目使用，其他成员不能加入`,
    `Pool ${pool} is that of an inclusion programme: nobody else joins it`,
    'CNV-001',
    { pool },
  );

export const programmeNotInPool = (programme: string, pool: string): Refusal =>
  refusal(
    'POOL_PROGRAMME_NOT_MEMBER',
    409,
    `碳普惠项目 ${programme} 不是归集项目 ${pool} 的成员`,
    `The programme ${programme} is no member of pool ${pool}`,
    'CNV-001',
    { programme, pool },
  );

export function membersRefused(fields: readonly FieldFault[]): Refusal {
  return new Refusal(
    'POOL_MEMBERS_REFUSED',
    409,
    { zh: '有成员不能加入，均未加入', en: 'Some members cannot join; none has joined' },
    { rule: 'PHI-003', fields },
  );
}

export function contributionsRefused(fields: readonly FieldFault[]): Refusal {
  return new Refusal(
    'POOL_CONTRIBUTIONS_REFUSED',
    409,
    { zh: '有记录不能导入，均未导入', en: 'Some rows cannot be taken; none was imported' },
    { rule: 'CNV-003', fields },
  );
}

export const inAnotherPool = (): Refusal =>
  refusal(
    'POOL_MEMBER_ELSEWHERE',
    409,
    '同一资产或同一主体在该期间已加入归集项目',
    'The same thing, or the same member, is in a pool in that time already',
    'PHI-003',
  );

export const leftBefore = (member: string): Refusal =>
  refusal('POOL_MEMBER_LEFT', 409, `成员 ${member} 已退出`, `Member ${member} has left already`, undefined, {
    member,
  });

export const departureTooEarly = (day: string): Refusal =>
  refusal(
    'POOL_DEPARTURE_TOO_EARLY',
    422,
    `${day} 及以前的数据已核证，退出不得早于该日`,
    `What happened up to ${day} is verified: nobody leaves before the day after`,
    'CNV-001',
    { day },
  );

export const figureTold = (day: string): Refusal =>
  refusal(
    'POOL_FIGURE_TOLD',
    422,
    `该成员已报送截至 ${day} 的数据，须先更正为 0，或在该日之后退出`,
    `The member has told its figure up to ${day}: it is corrected to 0 first, or the member leaves on that day or later`,
    'PHI-003',
    { day },
  );

/** A figure stands for the whole period; who was a member for a part of it has none. */
export const figureBeyondMembership = (members: readonly string[]): Refusal => {
  const list = members.slice(0, MAX_NAMED).join(', ');
  return refusal(
    'POOL_FIGURE_BEYOND_MEMBERSHIP',
    422,
    `成员 ${list} 并非整个监测期在册，其报送数据须先更正为 0`,
    `Members ${list} were not members on every day of the period: their figures are corrected to 0 first`,
    'PHI-003',
    { members: list },
  );
};

export const numberInPool = (): Refusal =>
  refusal(
    'POOL_COUNTS_NUMBER',
    409,
    '所填电表、地块或编号中有归集项目成员的资产，其减排量在归集项目中计算',
    'A meter, parcel or number that is told is that of a member of a pool: its reductions count there',
    'PHI-003',
  );

export const verifierLinked = (verifier: string): Refusal =>
  refusal(
    'POOL_VERIFIER_LINKED',
    422,
    `核查机构 ${verifier} 与归集项目的成员为同一主体或同属一个集团`,
    `${verifier} is a member of the pool, or stands in one group with one`,
    'CCR-013',
    { verifier },
  );

export const periodNotNext = (day: string): Refusal =>
  refusal(
    'POOL_PERIOD_NOT_NEXT',
    422,
    `监测期不得早于 ${day} 开始`,
    `A period of this pool cannot begin before ${day}`,
    'CNV-003',
    { day },
  );

export const periodNotOver = (): Refusal =>
  refusal('POOL_PERIOD_NOT_OVER', 422, '监测期尚未结束', 'The period is not over yet', 'CCR-004');

export const factorMissing = (): Refusal =>
  refusal(
    'POOL_FACTOR_MISSING',
    422,
    '按电量计的归集项目须给出排放因子；其他项目不得给出',
    'A pool that counts energy needs an emission factor; others have none',
  );

const STATES: Readonly<Record<string, string>> = { open: '报送', verified: '核证', issued: '签发' };

export const periodClosed = (period: number, state: string): Refusal =>
  refusal(
    'POOL_PERIOD_CLOSED',
    409,
    `第 ${period} 期已${STATES[state] ?? state}，不能再改`,
    `Period ${period} is ${state === 'open' ? 'told' : state} already`,
    'CCR-004',
    { state },
  );

export const periodNotVerified = (period: number): Refusal =>
  refusal(
    'POOL_PERIOD_NOT_VERIFIED',
    422,
    `第 ${period} 期尚未核证`,
    `Period ${period} is not verified`,
    'CNV-001',
  );

export const earlierPeriodWaits = (period: number): Refusal =>
  refusal(
    'POOL_PERIOD_OUT_OF_ORDER',
    409,
    `须先签发第 ${period} 期`,
    `Period ${period} must be issued first`,
    'CNV-002',
  );

export const nothingToVerify = (): Refusal =>
  refusal(
    'POOL_NOTHING_TO_VERIFY',
    422,
    '本期没有任何成员数据',
    'No member has told anything of this period',
  );

export const moreThanMeasured = (measured: string, verified: string): Refusal =>
  refusal(
    'POOL_MORE_THAN_MEASURED',
    422,
    `核证总量 ${verified} 克超过成员合计 ${measured} 克`,
    `${verified} g were verified, the members together told ${measured} g`,
    'CCR-004',
    { measured, verified },
  );

export const notAVerifier = (): Refusal =>
  refusal(
    'POOL_NOT_A_VERIFIER',
    422,
    '只有核查机构可以核证，且不得是聚合商本身',
    'Only a verification body verifies a period, and never the aggregator itself',
    'CCR-013',
  );

export const termsNotPublic = (days: number): Refusal =>
  refusal(
    'POOL_TERMS_NOT_PUBLIC',
    422,
    `收费与收益分配须先公示至少 ${days} 个工作日`,
    `Fees and benefit sharing must have been public for at least ${days} working days`,
    'PHI-005',
    { workingDays: String(days) },
  );

export const countedElsewhere = (member: string, source: string): Refusal =>
  refusal(
    'POOL_MEMBER_COUNTED_ELSEWHERE',
    409,
    `成员 ${member} 在本期的减排量已在别处签发`,
    `The reductions of member ${member} in this period already back units elsewhere`,
    'PHI-003',
    { member, source },
  );

export const nothingIssued = (period: number): Refusal =>
  refusal('POOL_NOTHING_ISSUED', 422, `第 ${period} 期没有签发`, `No units were issued for period ${period}`);

export const moreThanIssued = (left: bigint): Refusal =>
  refusal(
    'POOL_MORE_THAN_ISSUED',
    422,
    `本期尚未结算的只有 ${left} 吨`,
    `Only ${left} t of this period are not settled yet`,
    'CNV-002',
    { left: left.toString() },
  );

export const saleSettledBefore = (sale: string): Refusal =>
  refusal('POOL_SALE_SETTLED', 409, `交易 ${sale} 已结算`, `The sale ${sale} is settled already`, undefined, {
    sale,
  });
