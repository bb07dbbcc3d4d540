import { recordAudit } from '@carbon/audit';
import type { TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Reach } from '@carbon/http';
import type { ReportDesk } from '../desk';
import { importTaken, importUnknown } from '../domain/refusals';
import {
  figuresOfImport,
  findVerifiedImport,
  takeImport,
  type VerifiedImport,
} from '../persistence/verified-imports';
import { recordAndTell } from '../use-cases/record-and-tell';
import { actingOfTask } from '../use-cases/step-report';
import { VerifiedImportPayload } from './payloads';

/** Verified years of many enterprises, staged before, are taken under one approval. */
export function verifiedImportKind(desk: ReportDesk): TaskKind<VerifiedImportPayload> {
  return {
    kind: 'verified-figures-import',
    title: { zh: '核查结果批量入库', en: 'Take imported verified figures' },
    payload: VerifiedImportPayload,
    propose: 'emission-verification.propose',
    approve: 'emission-verification.approve',

    async prepare(tx, { payload, caller }) {
      const { id, market, years, totalT, document } = await waitingImport(tx, payload.import, caller.reach);
      return {
        holderId: caller.holder?.id ?? null,
        subject: { kind: 'verified-import', id },
        summary: {
          zh: `${market} 市场核查结果入库：${years} 家次，合计 ${totalT} 吨，文件 ${document.slice(0, 12)}…。${payload.reason}`,
          en: `Take verified figures of ${market}: ${years} years of enterprises, ${totalT} t in all, file ${document.slice(0, 12)}…. ${payload.reason}`,
        },
      };
    },

    async execute(tx, task, approval) {
      const staged = await waitingImport(tx, task.payload.import, approval.approver.reach);
      const acting = { ...actingOfTask(task, approval), approvedBy: approval.approver.id, taskId: task.id };
      if (!(await takeImport(tx, staged.id, acting))) throw importTaken(staged.id);
      const figures = await figuresOfImport(tx, staged, approval.approver.reach);
      // all of it or nothing: an enterprise that is no longer in reach keeps it from being taken
      if (figures.length !== staged.years) throw importUnknown(staged.id);
      await recordAndTell(tx, desk.listeners, figures, acting, task.payload.reason);
      await recordAudit(
        tx,
        {
          action: 'verified-import.taken',
          subject: { kind: 'verified-import', id: staged.id },
          ...(task.holderId === null ? {} : { holderId: task.holderId }),
          after: { market: staged.market, years: staged.years, totalT: staged.totalT },
          documentHash: staged.document,
          approver: acting.approvedBy,
        },
        acting.now,
        { actor: acting.by },
      );
      return { import: staged.id, years: staged.years, totalT: staged.totalT };
    },
  };
}

/** @throws Refusal EMISSION_IMPORT_UNKNOWN, EMISSION_IMPORT_TAKEN */
async function waitingImport(tx: Transaction, id: string, reach: Reach): Promise<VerifiedImport> {
  const found = await findVerifiedImport(tx, id, reach);
  if (found === undefined) throw importUnknown(id);
  if (found.takenAt !== null) throw importTaken(id);
  return found;
}
