import { auditTask, type TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches, reachIds } from '@carbon/http';
import { holderInReach, holderNotActive } from '@carbon/identity';
import { fault, malformed, parseMoment } from '@carbon/kernel';
import { getProgramme } from '../../programmes/programme';
import {
  budgetSpent,
  correctionTooLarge,
  fundingEnded,
  fundingUnknown,
  lineUnknown,
} from '../domain/refusals';
import { fenOf, yuanOf } from '../domain/yuan';
import { changeTaken, endFunding, findFunding, type Funding, insertFunding } from '../persistence/fundings';
import { findLine, insertCorrection, lockLine, type SettlementLine } from '../persistence/lines';
import {
  InclusionFundingEndPayload,
  InclusionFundingPayload,
  InclusionSettlementCorrectionPayload,
} from './payloads';

const FOUR_EYES = { propose: 'inclusion.propose', approve: 'inclusion.approve' } as const;

/** An enterprise grants a budget for rewards of a programme; its own two people decide. */
export const fundingKind = (): TaskKind<InclusionFundingPayload> => ({
  kind: 'inclusion-funding',
  title: { zh: '资助碳普惠奖励', en: 'A budget for rewards of a programme' },
  payload: InclusionFundingPayload,
  ...FOUR_EYES,

  async prepare(tx, { payload, caller }) {
    requireBudget(payload);
    const funder = await holderInReach(tx.manager, payload.funder, caller.reach);
    if (funder.state !== 'active') throw holderNotActive(funder.code, funder.state);
    const programme = await getProgramme(tx, payload.programme);
    const { budgetYuan, purposeZh, purposeEn } = payload;
    return {
      holderId: funder.id,
      subject: { kind: 'funding', id: `${funder.code}/${programme.code}` },
      summary: {
        zh: `${funder.code}（${funder.nameZh}）资助 ${programme.name.zh} 的奖励 ${budgetYuan} 元：${purposeZh}`,
        en: `${funder.code} grants ${budgetYuan} yuan for rewards of ${programme.name.en}: ${purposeEn}`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { payload, id } = task;
    const funder = await holderInReach(tx.manager, payload.funder, approver.reach);
    const programme = await getProgramme(tx, payload.programme);
    await insertFunding(
      tx,
      {
        ...{ id, programmeId: programme.id, funderId: funder.id, source: payload.source },
        purpose: { zh: payload.purposeZh, en: payload.purposeEn },
        budgetFen: fenOf(payload.budgetYuan),
        validFrom: payload.validFrom === undefined ? now : parseMoment(payload.validFrom),
        validTo: payload.validTo === undefined ? null : parseMoment(payload.validTo),
      },
      now,
    );
    const entry = {
      action: 'funding.granted',
      subject: { kind: 'funding', id },
      holderId: funder.id,
      after: { programme: programme.code, budgetYuan: payload.budgetYuan },
    };
    await auditTask(tx, task, approver, entry, now);
    return { funding: id };
  },
});

function requireBudget({ budgetYuan, validFrom, validTo }: InclusionFundingPayload): void {
  const faults = [
    ...(fenOf(budgetYuan) > 0n
      ? []
      : [fault('payload.budgetYuan', 'range', 'must be above zero', '应大于零')]),
    ...(validFrom !== undefined && validTo !== undefined && parseMoment(validTo) <= parseMoment(validFrom)
      ? [fault('payload.validTo', 'range', 'must come after validFrom', '应晚于生效时间')]
      : []),
  ];
  if (faults.length > 0) throw malformed(faults);
}

/** A budget pays for nothing new; what was taken of it stays paid. */
export const fundingEndKind = (): TaskKind<InclusionFundingEndPayload> => ({
  kind: 'inclusion-funding-end',
  title: { zh: '终止资助', en: 'End of a budget for rewards' },
  payload: InclusionFundingEndPayload,
  ...FOUR_EYES,

  async prepare(tx, { payload, caller }) {
    const funding = await ownFunding(tx, payload.funding, caller);
    const { zh, en } = funding.purpose;
    return {
      holderId: funding.funderId,
      subject: { kind: 'funding', id: funding.id },
      summary: {
        zh: `终止资助：${zh}，已占用 ${yuanOf(funding.takenFen)} 元仍予支付`,
        en: `End the budget for ${en}; ${yuanOf(funding.takenFen)} yuan that were taken stay paid`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { id, funderId } = await ownFunding(tx, task.payload.funding, approver);
    if (!(await endFunding(tx, id, now))) throw fundingEnded();
    const reason = task.payload.endReason;
    const entry = { action: 'funding.ended', subject: { kind: 'funding', id }, holderId: funderId, reason };
    await auditTask(tx, task, approver, entry, now);
    return { funding: id };
  },
});

/** Only its funder ends it. */
async function ownFunding(tx: Transaction, id: string, { reach }: Pick<Caller, 'reach'>): Promise<Funding> {
  const funding = await findFunding(tx, id, reachIds(reach));
  if (funding === undefined || !reaches(reach, funding.funderId)) throw fundingUnknown();
  if (funding.endedAt !== null) throw fundingEnded();
  return funding;
}

/** What is owed for a line was more or less; the line stays and another one corrects it. */
export const settlementCorrectionKind = (): TaskKind<InclusionSettlementCorrectionPayload> => ({
  kind: 'inclusion-settlement-correction',
  title: { zh: '更正商户结算', en: 'Correction of what a merchant is owed' },
  payload: InclusionSettlementCorrectionPayload,
  ...FOUR_EYES,

  async prepare(tx, { payload, caller }) {
    if (fenOf(payload.changeYuan) === 0n)
      throw malformed([fault('payload.changeYuan', 'range', 'must not be zero', '不得为零')]);
    const { line, operatorId } = await correctable(tx, payload, caller);
    return {
      holderId: operatorId,
      subject: { kind: 'settlement-line', id: payload.line },
      summary: {
        zh: `更正结算明细 ${payload.line}（${line.reward}，${yuanOf(line.fen)} 元）：${payload.changeYuan} 元。${payload.correctionReason}`,
        en: `Correct settlement line ${payload.line} (${line.reward}, ${yuanOf(line.fen)} yuan) by ${payload.changeYuan} yuan`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { payload } = task;
    const { line, operatorId } = await correctable(tx, payload, approver);
    const fen = fenOf(payload.changeYuan);
    if ((await lockLine(tx, line.number)) + fen < 0n) throw correctionTooLarge();
    const correction = { corrects: line.number, fen, reason: payload.correctionReason };
    const number = await insertCorrection(tx, correction, now);
    if (line.fundingId !== null && !(await changeTaken(tx, line.fundingId, fen))) throw budgetSpent();
    const entry = {
      action: 'settlement-line.corrected',
      subject: { kind: 'settlement-line', id: payload.line },
      holderId: operatorId,
      after: { correction: number.toString(), changeYuan: payload.changeYuan },
      reason: payload.correctionReason,
    };
    await auditTask(tx, task, approver, entry, now);
    return { correction: number.toString() };
  },
});

/** Who runs the programme corrects; corrections are not corrected themselves. */
async function correctable(
  tx: Transaction,
  { line: number }: InclusionSettlementCorrectionPayload,
  { reach }: Pick<Caller, 'reach'>,
): Promise<{ readonly line: SettlementLine; readonly operatorId: string }> {
  const line = await findLine(tx, BigInt(number), null);
  const operatorId = line === undefined ? undefined : (await getProgramme(tx, line.programme)).operatorId;
  if (line === undefined || operatorId === undefined || !reaches(reach, operatorId))
    throw lineUnknown({ line: number });
  if (line.kind === 'correction') throw correctionTooLarge();
  return { line, operatorId };
}
