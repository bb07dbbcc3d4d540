import { setTimeout as pause } from 'node:timers/promises';
import type { SettableClock } from '@carbon/kernel';
import { LATE } from '../../../platform/src/demo/compliance-year/deposits';
import { MARKET, OFFSETTING, SHORT, YEAR } from '../../../platform/src/demo/compliance-year/emitters';
import { OFFSET_T } from '../../../platform/src/demo/compliance-year/offset-credits';
import { AVERAGE_PRICE } from '../../../platform/src/demo/compliance-year/surrendering';
import { MISREAD } from '../../../platform/src/demo/compliance-year/reporting';
import { ComplianceYear } from '../../../platform/src/demo/compliance-year/year';
import { Stage } from '../../../platform/src/demo/stage';
import { chapters } from './chapters';
import { Narrator } from './narrator';
import type { Terminal } from '../terminal';
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

interface Allocated {
  readonly holder: string;
  readonly amountT: string;
  readonly issuedT: string;
  readonly returnedT: string;
}

/** The data year 2024 in nine chapters; one that does not come out as told throws. */
export async function tellAllowances({ terminal, platform }: Scene, clock: SettableClock): Promise<void> {
  const { app, database, vault } = platform;
  const stage = new Stage({ app, database, vault, clock, language: terminal.language });
  terminal.say(
    terminal.tell({
      zh: '本平台的时钟由故事拨动。企业、主管部门、数据和价格均为虚构（示例），规则与核算为真。',
      en: 'The clock of this platform is turned by the story. Enterprises, authorities, figures and prices are made up (examples); rules and calculations are not.',
    }),
  );
  const telling = new AllowancesTelling(terminal, stage);
  await telling.untilPreAllocation();
  await telling.untilIssued();
  await telling.untilFined();
  await telling.certificates();
}

class AllowancesTelling {
  private readonly narrator: Narrator;
  private readonly year: ComplianceYear;
  private readonly chapter: ReturnType<typeof chapters>;

  constructor(
    private readonly terminal: Terminal,
    private readonly stage: Stage,
  ) {
    this.narrator = new Narrator(terminal, stage);
    this.year = new ComplianceYear(stage);
    this.chapter = chapters(terminal);
  }

  async untilPreAllocation(): Promise<void> {
    const { year, narrator } = this;
    this.chapter({
      zh: '五省公布 2024 年度名录，企业备案机组与质量控制计划（ETS-004、CYC-07、CYC-08）',
      en: 'Five provinces list their emitters of 2024, who file units and quality plans (ETS-004, CYC-07, CYC-08)',
    });
    await year.list();
    await year.plan();
    for (const { code, sector, province } of year.all)
      this.tell(`${code} ${province} ${sector}`, `${code} ${sector}`);

    this.chapter({
      zh: '十二个月数据存证，一次逾期；其间完成 2023 年度分配与清缴（CYC-09）',
      en: 'Twelve months are deposited, one too late; 2023 is allocated and surrendered for (CYC-09)',
    });
    await year.deposit();
    const late = await this.items<{ daysLate: number }>('/v1/emission-deposits?market=CN&late=true');
    const { enterprise, month } = LATE;
    const days = late[0]?.daysLate ?? 0;
    this.tell(
      `${enterprise} ${month} 存证逾期 ${days} 天`,
      `${enterprise} deposited ${month} ${days} days late`,
    );
    await narrator.holds('E001', 'CEA23');

    this.chapter({
      zh: '预分配：上年核查量的 70%（ALC-009）',
      en: 'Pre-allocation: seventy percent of last year (ALC-009)',
    });
    await year.preAllocate();
    for (const { code } of year.power) await narrator.holds(code, 'CEA24');
  }

  async untilIssued(): Promise<void> {
    const { year } = this;
    this.chapter({
      zh: '年度报告、核查、发现项与异议（CYC-01、CYC-02、ETS-013）',
      en: 'Reports, verification, a finding and an objection (CYC-01, CYC-02, ETS-013)',
    });
    await year.reportPower();
    await year.verifyPower();
    this.tell(
      `${MISREAD.enterprise} 三月煤耗少报 2,000 吨，核查发现后更正`,
      `${MISREAD.enterprise} had left out 2,000 t of coal of March: found and corrected`,
    );
    await year.objectAndDecide();
    this.tell(`${SHORT} 对 500 吨的异议成立`, `${SHORT} objected to 500 t, and was right`);
    await year.reportIndustry();
    for (const { holder, due } of await this.lines()) {
      this.tell(`${holder} 核查量 ${due} 吨`, `${holder}: ${due} t verified`);
    }

    this.chapter({
      zh: '核定、异议、审批、发放，多退少补（ALC-001、ALC-002、ALC-007、ALC-020）',
      en: 'Calculated, appealed against, approved, issued, trued up (ALC-001, ALC-002, ALC-007, ALC-020)',
    });
    await year.allocatePower();
    await year.allocateIndustry();
    const path = `/v1/allocations?market=${MARKET}&year=${YEAR}&phase=final`;
    for (const { holder, amountT, issuedT, returnedT } of await this.items<Allocated>(path)) {
      this.tell(
        `${holder} 核定 ${amountT} 吨，本次发放 ${issuedT}，收回 ${returnedT}`,
        `${holder}: ${amountT} t approved, ${issuedT} issued now, ${returnedT} handed back`,
      );
    }
  }

  async untilFined(): Promise<void> {
    const { year } = this;
    this.chapter({
      zh: `履约通知；${OFFSETTING} 购入 ${OFFSET_T} 吨 CCER，恰为上限 5%（SUR-003、SUR-014）`,
      en: `Notices; ${OFFSETTING} buys ${OFFSET_T} t of CCER, exactly its five percent (SUR-003, SUR-014)`,
    });
    const credits = await year.offset();
    await this.narrator.holds(OFFSETTING, credits);

    this.chapter({
      zh: '清缴，省级审核（SUR-002、SUR-012）',
      en: 'Surrender, reviewed by the provinces (SUR-002, SUR-012)',
    });
    await year.surrender(credits);
    for (const { holder, status, due, surrendered, credits: used, shortfall } of await this.lines()) {
      this.tell(
        `${holder} ${status}：应缴 ${due}，配额 ${surrendered}，CCER ${used}，尚欠 ${shortfall}`,
        `${holder} ${status}: due ${due}, allowances ${surrendered}, CCER ${used}, missing ${shortfall}`,
      );
    }

    this.chapter({
      zh: `${SHORT} 未购买配额，逾期后依 PEN-001 处罚`,
      en: `${SHORT} bought nothing: fined after the deadline by PEN-001`,
    });
    const { fineFen, range, missingT } = await year.fine();
    const span = `${range.fromFen}–${range.toFen}`;
    this.tell(
      `欠缴 ${missingT} 吨，均价 ${AVERAGE_PRICE.yuan} 元（虚构）：幅度 ${span} 分，决定 ${fineFen} 分`,
      `${missingT} t missing at ${AVERAGE_PRICE.yuan} yuan (invented): ${span} fen; decided: ${fineFen} fen`,
    );
  }

  async certificates(): Promise<void> {
    this.chapter({
      zh: '履约凭证，由一个没有数据库的进程验证（SUR-014）',
      en: 'Certificates of compliance, verified by a process that has no database (SUR-014)',
    });
    const path = `/v1/compliance-certificates?market=${MARKET}&year=${YEAR}`;
    const certificates = await this.items<{ number: string; facts: { holder: { code: string } } }>(path);
    for (const { number, facts } of certificates) {
      this.tell(`${facts.holder.code} ${number}`, `${facts.holder.code} ${number}`);
    }
    const verified = runVerify(this.terminal, '--code', await this.codeOf(certificates[0]?.number ?? ''));
    for (const line of verified.lines) this.terminal.say(`  ${line}`);
    if (verified.status !== 0) throw new Error('the certificate does not verify');
  }

  private tell(zh: string, en: string): void {
    this.narrator.tell({ zh, en });
  }

  private async items<T>(path: string): Promise<T[]> {
    return (await this.stage.get<{ items: T[] }>(NATIONAL, path)).items;
  }

  private lines(): Promise<Line[]> {
    return this.items(`/v1/compliance?market=${MARKET}&year=${YEAR}`);
  }

  /** The code of a certificate once the log holds what it rests on. */
  private async codeOf(number: string): Promise<string> {
    for (let tries = 0; tries < 600; tries++) {
      const { code } = await this.stage.get<{ code: string | null }>(NATIONAL, `/v1/receipts/${number}`);
      if (code !== null) return code;
      await pause(100);
    }
    throw new Error('the certificate was not logged within a minute');
  }
}
