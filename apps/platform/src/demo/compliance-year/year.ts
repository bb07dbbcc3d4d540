import { type ChinaDate, parseChinaDate } from '@carbon/kernel';
import { NATIONAL } from '../authorities';
import type { Stage } from '../stage';
import { appeal, approve, type Draft, dismissAppeal, issue, publishDraft, setCap } from './allocating';
import { DEPOSITED, depositMonths, LATE, LATE_ON } from './deposits';
import { type DemoEmitter, emitters, inPower, OFFSETTING, SHORT, YEAR } from './emitters';
import { enterYear, fileSite, handInPlan, importVerified, publishLists, type UnitIds } from './listing';
import { buyOffsetCredits, makeOffsetCredits, OFFSET_T } from './offset-credits';
import { MISREAD, type Reported, submitReport } from './reporting';
import { fine, type Fined, giveNotice, surrender } from './surrendering';
import {
  assignVerifier,
  conclude,
  confirm,
  findAndCorrect,
  lookAtEverything,
  object,
  type OwnFigure,
  upholdObjection,
} from './verifying';

/** What the verifier has more of the short one's second unit than it reported, until its objection is upheld. */
const DISPUTED: OwnFigure = { id: '2', verifiedT: '671750' };

const PRE = { year: YEAR, phase: 'pre', sectors: ['power'] } as const;

/**
 * The data year 2024 of five key emitters, from their place on the list to their certificates of compliance, each step on
 * its day in China (CYC-01 to CYC-09). One of them is short, buys nothing and is fined. Its parts are lived in their order,
 * each once; whoever tells the story looks around in between.
 */
export class ComplianceYear {
  readonly all = emitters();
  readonly power = this.all.filter(inPower);
  readonly industry = this.all.filter((one) => !inPower(one));
  readonly reports = new Map<string, Reported>();
  /** By enterprise; the pre-allocation is one for all power. */
  readonly rounds = new Map<string, Draft>();
  private readonly units = new Map<string, UnitIds>();
  private readonly sites = new Map<string, string>();

  constructor(private readonly stage: Stage) {}

  emitter(code: string): DemoEmitter {
    const found = this.all.find((one) => one.code === code);
    if (found === undefined) throw new Error(`${code} is not of the story`);
    return found;
  }

  reportOf(code: string): string {
    const reported = this.reports.get(code);
    if (reported === undefined) throw new Error(`${code} has not reported`);
    return reported.report;
  }

  /** All of it, without looking around. */
  async live(): Promise<Fined> {
    await this.list();
    await this.plan();
    await this.deposit();
    return this.liveFromPreAllocation();
  }

  /** March 2025 to January 2026. */
  async liveFromPreAllocation(): Promise<Fined> {
    await this.preAllocate();
    await this.reportPower();
    await this.verifyPower();
    await this.objectAndDecide();
    await this.reportIndustry();
    await this.allocatePower();
    await this.allocateIndustry();
    await this.surrender(await this.offset());
    return this.fine();
  }

  /** October 2023: the authorities publish who is listed for 2024, by what was verified before (ETS-004, CYC-07). */
  async list(): Promise<void> {
    this.stage.on('2023-10-09');
    await enterYear(this.stage);
    // who acts for an authority reaches whom its province had when they signed in
    this.stage.on('2023-10-16');
    await publishLists(this.stage);
  }

  /** October 2023: sites, units and quality-control plans (CYC-08). */
  async plan(): Promise<void> {
    this.stage.on('2023-10-23');
    for (const emitter of this.all) {
      const { site, units } = await fileSite(this.stage, emitter);
      this.sites.set(emitter.code, site);
      this.units.set(emitter.code, units);
    }
    this.stage.on('2023-10-30');
    for (const emitter of this.all) await handInPlan(this.stage, emitter, this.sites.get(emitter.code) ?? '');
  }

  /** 2024: twelve months are deposited (CYC-09), one of them late; in between power is done with 2023. */
  async deposit(): Promise<void> {
    for (const { on, months } of DEPOSITED) {
      this.stage.on(on as ChinaDate);
      await Promise.all(this.all.map((emitter) => this.depositInTime(emitter, months)));
      if (months.includes(LATE.month)) await this.settleYearBefore();
    }
  }

  /** September to November 2024: what was forgotten is deposited; 2023 is imported, allocated and surrendered for. */
  private async settleYearBefore(): Promise<void> {
    const { stage, power } = this;
    stage.on(LATE_ON);
    await this.depositOf(this.emitter(LATE.enterprise), [LATE.month]);
    await importVerified(stage);
    const scope = { year: YEAR - 1, phase: 'final', sectors: ['power'] } as const;
    const draft = await publishDraft(stage, NATIONAL.code, scope);
    this.after(draft.appealsUntil);
    await approve(stage, NATIONAL.code, draft);
    await issue(stage, NATIONAL.code, draft);
    stage.on('2024-10-21');
    for (const emitter of power) await surrender(stage, emitter, YEAR - 1);
  }

  private depositInTime(emitter: DemoEmitter, months: readonly string[]): Promise<void> {
    const forgets = emitter.code === LATE.enterprise;
    return this.depositOf(emitter, forgets ? months.filter((month) => month !== LATE.month) : months);
  }

  private depositOf(emitter: DemoEmitter, months: readonly string[]): Promise<void> {
    return depositMonths(this.stage, emitter, this.units.get(emitter.code) ?? new Map(), months);
  }

  /** March 2025: the cap, and seventy percent of what power verified for 2023 (ALC-009, CYC-03). */
  async preAllocate(): Promise<void> {
    this.stage.on('2025-03-03');
    await setCap(this.stage);
    const draft = await publishDraft(this.stage, NATIONAL.code, PRE);
    this.rounds.set('pre', draft);
    this.after(draft.appealsUntil);
    await approve(this.stage, NATIONAL.code, draft);
    await issue(this.stage, NATIONAL.code, draft);
  }

  /** Power reports by the end of March (CYC-01). */
  async reportPower(): Promise<void> {
    this.stage.on('2025-03-24');
    for (const emitter of this.power) await this.report(emitter);
  }

  /** April 2025: a verifier looks, finds something, and has it put right (CYC-02). */
  async verifyPower(): Promise<void> {
    this.stage.on('2025-04-01');
    for (const one of this.power) await assignVerifier(this.stage, one, this.reportOf(one.code));
    this.stage.on('2025-04-14');
    for (const one of this.power) await this.verify(one);
    this.stage.on('2025-04-28');
    for (const one of this.power) await confirm(this.stage, one, this.reportOf(one.code));
  }

  /** May 2025: the short one objects to a figure within seven working days, and is right (ETS-013). */
  async objectAndDecide(): Promise<void> {
    const short = this.emitter(SHORT);
    this.stage.on('2025-05-08');
    const { id } = await object(this.stage, short, this.reportOf(SHORT));
    this.stage.on('2025-05-20');
    const own = short.year.units.find(({ id: unit }) => unit === DISPUTED.id);
    const figure = { id: DISPUTED.id, verifiedT: own?.verifiedT.toString() ?? '' };
    await upholdObjection(this.stage, short, id, [figure]);
  }

  /** June and July 2025: steel and cement, by their own days. */
  async reportIndustry(): Promise<void> {
    this.stage.on('2025-05-26');
    for (const emitter of this.industry) await this.report(emitter);
    this.stage.on('2025-06-03');
    for (const one of this.industry) await assignVerifier(this.stage, one, this.reportOf(one.code));
    this.stage.on('2025-06-16');
    for (const one of this.industry) await this.verify(one);
    this.stage.on('2025-06-23');
    for (const one of this.industry) await confirm(this.stage, one, this.reportOf(one.code));
  }

  private async report(emitter: DemoEmitter): Promise<void> {
    this.reports.set(emitter.code, await submitReport(this.stage, emitter));
  }

  private async verify(emitter: DemoEmitter): Promise<void> {
    const { code } = emitter;
    const report = this.reportOf(code);
    const deskCase = await lookAtEverything(this.stage, emitter, report);
    if (code === MISREAD.enterprise) await findAndCorrect(this.stage, emitter, report);
    await conclude(this.stage, report, deskCase, code === SHORT ? [DISPUTED] : []);
  }

  /** July and August 2025: power is calculated, shown, appealed against, approved, issued and trued up (CYC-04, CYC-05). */
  async allocatePower(): Promise<void> {
    this.stage.on('2025-07-01');
    for (const one of this.power) await this.draft(one);
    const short = this.emitter(SHORT);
    this.stage.on('2025-07-04');
    const number = await appeal(this.stage, this.round(SHORT).number);
    this.stage.on('2025-07-09');
    await dismissAppeal(this.stage, short.authority, number);
    await this.approveAndIssue(this.power, '2025-08-04');
  }

  /** September 2025: steel and cement get what they emitted (ALC-020). */
  async allocateIndustry(): Promise<void> {
    this.stage.on('2025-09-01');
    for (const one of this.industry) await this.draft(one);
    await this.approveAndIssue(this.industry, '2025-09-15');
  }

  round(code: string): Draft {
    const draft = this.rounds.get(code);
    if (draft === undefined) throw new Error(`${code} has no round`);
    return draft;
  }

  private async draft({ code, authority, sector }: DemoEmitter): Promise<void> {
    const scope = { year: YEAR, phase: 'final', sectors: [sector] } as const;
    this.rounds.set(code, await publishDraft(this.stage, authority, scope));
  }

  private async approveAndIssue(those: readonly DemoEmitter[], issuedOn: ChinaDate): Promise<void> {
    const until = those.map(({ code }) => this.round(code).appealsUntil).sort();
    this.after(until.at(-1) ?? '');
    for (const { code, authority } of those) await approve(this.stage, authority, this.round(code));
    this.stage.on(issuedOn);
    for (const { code, authority } of those) await issue(this.stage, authority, this.round(code));
  }

  /** September to November 2025: notices; a wind farm makes credits, and the cement works buys what counts (SUR-003). */
  async offset(): Promise<string> {
    this.stage.on('2025-09-16');
    await giveNotice(this.stage);
    const instrument = await makeOffsetCredits(this.stage);
    await buyOffsetCredits(this.stage, instrument);
    return instrument;
  }

  /** December 2025: four meet their obligation; the short one gives what it has, and buys nothing (SUR-001, SUR-002). */
  async surrender(instrument: string): Promise<void> {
    this.stage.on('2025-12-01');
    const offset = { instrument, quantity: OFFSET_T.toString() };
    for (const emitter of this.all) {
      await surrender(this.stage, emitter, YEAR, emitter.code === OFFSETTING ? [offset] : []);
    }
  }

  /** January 2026: the deadline has passed; the province fines the short one within the range (PEN-001). */
  async fine(): Promise<Fined> {
    this.stage.on('2026-01-12');
    const { authority } = this.emitter(SHORT);
    return fine(this.stage, authority);
  }

  private after(day: string): void {
    this.stage.after(parseChinaDate(day));
  }
}
