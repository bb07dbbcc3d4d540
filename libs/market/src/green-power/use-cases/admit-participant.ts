import { auditTask, type Prepared, type Task } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { getHolder, holderNotActive } from '@carbon/identity';
import { fundsAccountOf } from '../../cash/use-cases/funds-account';
import { admittedAlready, participantUnknown } from '../domain/refusals';
import { endParticipant, findParticipant, insertParticipant } from '../persistence/participants';

export interface AskedParticipant {
  /** Code of the holder. */
  readonly holder: string;
  readonly maySell: boolean;
  readonly mayBuy: boolean;
  readonly fundsAccount?: string | undefined;
}

type Approval = { readonly approver: Caller; readonly now: Date };

/** @throws Refusal HOLDER_UNKNOWN, HOLDER_NOT_ACTIVE, GREEN_POWER_ADMITTED_ALREADY, MARKET_NOT_A_FUNDS_ACCOUNT */
export async function prepareAdmission(
  tx: Transaction,
  asked: AskedParticipant,
  now: Date,
): Promise<Prepared> {
  const holder = await activeHolder(tx, asked.holder);
  await fundsAccountOf(tx, holder.id, { named: asked.fundsAccount, now });
  const zh = [asked.maySell ? '出售' : '', asked.mayBuy ? '购买' : ''].filter(Boolean).join('和');
  const en = [asked.maySell ? 'sell' : '', asked.mayBuy ? 'buy' : ''].filter(Boolean).join(' and ');
  return {
    holderId: null,
    subject: { kind: 'holder', id: holder.id },
    summary: {
      zh: `准入本地绿电市场：${holder.nameZh}（${holder.code}），可${zh}`,
      en: `Let ${holder.nameEn} (${holder.code}) into the market of local green power, to ${en}`,
    },
  };
}

/** Lets a verified user in (S30: everybody else is refused). @throws Refusal as prepareAdmission */
export async function admitParticipant(
  tx: Transaction,
  task: Task,
  asked: AskedParticipant,
  { approver, now }: Approval,
): Promise<string> {
  const holder = await activeHolder(tx, asked.holder);
  const fundsAccount = await fundsAccountOf(tx, holder.id, { named: asked.fundsAccount, now });
  const { maySell, mayBuy } = asked;
  const by = { proposer: task.initiator.id, approver: approver.id };
  await insertParticipant(tx, { id: task.id, holderId: holder.id, fundsAccount, maySell, mayBuy }, by, now);
  const entry = {
    action: 'green-power.participant-admitted',
    subject: { kind: 'power-participant', id: task.id },
    holderId: holder.id,
    after: { holder: holder.code, maySell, mayBuy },
  };
  await auditTask(tx, task, approver, entry, now);
  return fundsAccount;
}

/** @throws Refusal HOLDER_UNKNOWN, GREEN_POWER_PARTICIPANT_UNKNOWN */
export async function prepareEnd(tx: Transaction, code: string, reason: string): Promise<Prepared> {
  const holder = await getHolder(tx.manager, code);
  if ((await findParticipant(tx, holder.id)) === undefined) throw participantUnknown(code);
  return {
    holderId: null,
    subject: { kind: 'holder', id: holder.id },
    summary: {
      zh: `取消 ${holder.nameZh}（${code}）的本地绿电市场准入，事由：${reason}`,
      en: `End the admission of ${holder.nameEn} (${code}) to the market of local green power, because: ${reason}`,
    },
  };
}

/** Nothing new is taken from it; what it contracted is delivered and paid. @throws Refusal as prepareEnd */
export async function endAdmission(
  tx: Transaction,
  task: Task,
  { code, reason }: { readonly code: string; readonly reason: string },
  { approver, now }: Approval,
): Promise<void> {
  const holder = await getHolder(tx.manager, code);
  const participant = await findParticipant(tx, holder.id);
  if (participant === undefined) throw participantUnknown(code);
  await endParticipant(tx, participant.id, reason, now);
  const entry = {
    action: 'green-power.participant-ended',
    subject: { kind: 'power-participant', id: participant.id },
    holderId: holder.id,
    after: { holder: code },
    reason,
  };
  await auditTask(tx, task, approver, entry, now);
}

async function activeHolder(tx: Transaction, code: string) {
  const holder = await getHolder(tx.manager, code);
  if (holder.state !== 'active') throw holderNotActive(code, holder.state);
  if ((await findParticipant(tx, holder.id)) !== undefined) throw admittedAlready(code);
  return holder;
}
