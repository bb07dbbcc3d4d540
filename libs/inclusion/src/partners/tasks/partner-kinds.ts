import type { TaskKind } from '@carbon/approvals';
import type { InclusionParts } from '../../parts';
import {
  admitPartner,
  changeMethods,
  changeState,
  prepareAdmission,
  prepareMethods,
  prepareState,
} from '../use-cases/admit-partner';
import {
  InclusionPartnerMethodsPayload,
  InclusionPartnerPayload,
  InclusionPartnerStatePayload,
} from './payloads';

const BY_THE_PROGRAMME = { propose: 'inclusion.propose', approve: 'inclusion.approve' } as const;

export const partnerKind = (parts: Pick<InclusionParts, 'packs'>): TaskKind<InclusionPartnerPayload> => ({
  kind: 'inclusion-partner',
  title: { zh: '碳普惠数据伙伴准入', en: 'Admission of a data partner' },
  payload: InclusionPartnerPayload,
  ...BY_THE_PROGRAMME,
  prepare: (tx, { payload, caller, now }) => prepareAdmission(tx, parts, payload, caller, now),
  execute: async (tx, task, approval) => {
    await admitPartner(tx, parts, task, approval);
    return { partner: task.payload.code };
  },
});

export const partnerStateKind = (): TaskKind<InclusionPartnerStatePayload> => ({
  kind: 'inclusion-partner-state',
  title: { zh: '数据伙伴暂停、恢复与终止', en: 'Suspension, resumption and end of a data partner' },
  payload: InclusionPartnerStatePayload,
  ...BY_THE_PROGRAMME,
  prepare: (tx, { payload, caller }) => prepareState(tx, payload, caller),
  execute: async (tx, task, approval) => {
    await changeState(tx, task, approval);
    return { partner: task.payload.code };
  },
});

export const partnerMethodsKind = (
  parts: Pick<InclusionParts, 'packs'>,
): TaskKind<InclusionPartnerMethodsPayload> => ({
  kind: 'inclusion-partner-methods',
  title: { zh: '数据伙伴可上报的行为', en: 'What a data partner may tell of' },
  payload: InclusionPartnerMethodsPayload,
  ...BY_THE_PROGRAMME,
  prepare: (tx, { payload, caller, now }) => prepareMethods(tx, parts, payload, caller, now),
  execute: async (tx, task, approval) => {
    await changeMethods(tx, parts, task, approval);
    return { partner: task.payload.code };
  },
});
