import { setTimeout as pause } from 'node:timers/promises';
import type { SettableClock } from '@carbon/kernel';
import { LATE } from '../../../platform/src/demo/compliance-year/deposits';
import { MARKET, OFFSETTING, SHORT, YEAR } from '../../../platform/src/demo/compliance-year/emitters';
import { OFFSET_T } from '../../../platform/src/demo/compliance-year/offset-credits';
import { AVERAGE_PRICE, rangeOfFine } from '../../../platform/src/demo/compliance-year/surrendering';
import { ComplianceYear } from '../../../platform/src/demo/compliance-year/year';
import { Stage } from '../../../platform/src/demo/stage';
import { chapters } from './chapters';
import { Narrator } from './narrator';
import type { Scene } from './scene';
import { runVerify } from './verify-elsewhere';

const NATIONAL = 'REGULATOR/reader';

interface Line {
  readonly holder: string;
  readonly status: string;
  readonly due: string;
  readonly surrendered: string;
  readonly credits: string;
  readonly shortfall: string;
}

/** The data year 2024 in nine chapters; one that does not come out as told throws. */
export async function tellAllowances({ terminal, platform }: Scene, clock: SettableClock): Promise<void> {
  const { app, database, vault } = platform;
  const stage = new Stage({ app, database, vault, clock, language: terminal.language });
  const narrator = new Narrator(terminal, stage);
  const year = new ComplianceYear(stage);
  const chapter = chapters(terminal);
  const tell = (zh: string, en: string) => narrator.tell({ zh, en });
  terminal.say(
    terminal.tell({
      zh: '本平台的时钟由故事拨动。企业、主管部门、数据和价格均为虚构（示例），规则与核算为真。',
      en: 'The clock of this platform is turned by the story. Enterprises, authorities, figures and prices are made up (examples); rules and calculations are not.',
    }),
  );

  chapter({
    zh: '五省公布 2024 年度名录，企业备案机组与质量控制计划（ETS-004、CYC-07、CYC-08）',
    en: 'Five provinces list their emitters of 2024, who file units and quality plans (ETS-004, CYC-07, CYC-08)',
  });
  await year.list();
  await year.plan();
  for (const { code, sector, province } of year.all)
    tell(`${code} ${province} ${sector}`, `${code} ${sector}`);

  chapter({
    zh: '十二个月数据存证，一次逾期；其间完成 2023 年度分配与清缴（CYC-09）',
    en: 'Twelve months are deposited, one too late; 2023 is allocated and surrendered for (CYC-09)',
  });
  await year.deposit();
  const late = await items<{ daysLate: number }>('/v1/emission-deposits?market=CN&late=true');
  tell(
    `${LATE.enterprise} ${LATE.month} 存证逾期 ${late[0]?.daysLate ?? 0} 天`,
    `${LATE.enterprise} deposited ${LATE.month} ${late[0]?.daysLate ?? 0} days late`,
  );
  await narrator.holds('E001', 'CEA23');

  chapter({
    zh: '预分配：上年核查量的 70%（ALC-009）',
    en: 'Pre-allocation: seventy percent of last year (ALC-009)',
  });
  await year.preAllocate();
  for (const { code } of year.power) await narrator.holds(code, 'CEA24');

  chapter({
    zh: '年度报告、核查、发现项与异议（CYC-01、CYC-02、ETS-013）',
    en: 'Reports, verification, a finding and an objection (CYC-01, CYC-02, ETS-013)',
  });
  await year.reportPower();
  await year.verifyPower();
  tell(
    'E001 三月煤耗少报 2,000 吨，核查发现后更正',
    'E001 had left out 2,000 t of coal of March: found and corrected',
  );
  await year.objectAndDecide();
  tell(`${SHORT} 对 500 吨的异议成立`, `${SHORT} objected to 500 t, and was right`);
  await year.reportIndustry();
  for (const line of await lines())
    tell(`${line.holder} 核查量 ${line.due} 吨`, `${line.holder}: ${line.due} t verified`);

  chapter({
    zh: '核定、异议、审批、发放，多退少补（ALC-001、ALC-002、ALC-007、ALC-020）',
    en: 'Calculated, appealed against, approved, issued, trued up (ALC-001, ALC-002, ALC-007, ALC-020)',
  });
  await year.allocatePower();
  await year.allocateIndustry();
  for (const one of await items<{ holder: string; amountT: string; issuedT: string; returnedT: string }>(
    `/v1/allocations?market=${MARKET}&year=${YEAR}&phase=final`,
  )) {
    tell(
      `${one.holder} 核定 ${one.amountT} 吨，本次发放 ${one.issuedT}，收回 ${one.returnedT}`,
      `${one.holder}: ${one.amountT} t approved, ${one.issuedT} issued now, ${one.returnedT} handed back`,
    );
  }

  chapter({
    zh: `履约通知；${OFFSETTING} 购入 ${OFFSET_T} 吨 CCER，恰为上限 5%（SUR-003、SUR-014）`,
    en: `Notices; ${OFFSETTING} buys ${OFFSET_T} t of CCER, exactly its five percent (SUR-003, SUR-014)`,
  });
  const credits = await year.offset();
  await narrator.holds(OFFSETTING, credits);

  chapter({
    zh: '清缴，省级审核（SUR-002、SUR-012）',
    en: 'Surrender, reviewed by the provinces (SUR-002, SUR-012)',
  });
  await year.surrender(credits);
  for (const { holder, status, due, surrendered, credits: used, shortfall } of await lines()) {
    tell(
      `${holder} ${status}：应缴 ${due}，配额 ${surrendered}，CCER ${used}，尚欠 ${shortfall}`,
      `${holder} ${status}: due ${due}, allowances ${surrendered}, CCER ${used}, missing ${shortfall}`,
    );
  }

  chapter({
    zh: `${SHORT} 未购买配额，逾期后依 PEN-001 处罚`,
    en: `${SHORT} bought nothing: fined after the deadline by PEN-001`,
  });
  const { fineFen } = await year.fine();
  const { range, facts } = await rangeOfFine(stage, 'REGULATOR-SN');
  const span = `${range.fine.fromFen}–${range.fine.toFen}`;
  tell(
    `欠缴 ${facts.missingT} 吨 × ${AVERAGE_PRICE.yuan} 元（虚构均价）× 5 至 10 = ${span} 分，决定 ${fineFen} 分`,
    `${facts.missingT} t × ${AVERAGE_PRICE.yuan} yuan (invented) × 5 to 10 = ${span} fen; decided: ${fineFen} fen`,
  );

  chapter({
    zh: '履约凭证，由一个没有数据库的进程验证（SUR-014）',
    en: 'Certificates of compliance, verified by a process that has no database (SUR-014)',
  });
  const certificates = await items<{ number: string; facts: { holder: { code: string } } }>(
    `/v1/compliance-certificates?market=${MARKET}&year=${YEAR}`,
  );
  for (const { number, facts: of } of certificates)
    tell(`${of.holder.code} ${number}`, `${of.holder.code} ${number}`);
  const verified = runVerify(terminal, '--code', await codeOf(certificates[0]?.number ?? ''));
  for (const line of verified.lines) terminal.say(`  ${line}`);
  if (verified.status !== 0) throw new Error('the certificate does not verify');

  async function items<T>(path: string): Promise<T[]> {
    return (await stage.get<{ items: T[] }>(NATIONAL, path)).items;
  }

  function lines(): Promise<Line[]> {
    return items<Line>(`/v1/compliance?market=${MARKET}&year=${YEAR}`);
  }

  /** The code of a certificate once the log holds what it rests on. */
  async function codeOf(number: string): Promise<string> {
    for (let tries = 0; tries < 600; tries++) {
      const { code } = await stage.get<{ code: string | null }>(NATIONAL, `/v1/receipts/${number}`);
      if (code !== null) return code;
      await pause(100);
    }
    throw new Error('the certificate was not logged within a minute');
  }
}
