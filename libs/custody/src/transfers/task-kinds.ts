import type { TaskKind, TaskKinds } from '@carbon/approvals';
import type { SerialRange } from '@carbon/ledger';
import { TrustedAccountPayload } from '../trusted/http/payloads';
import { abandonTrust, approveTrust, proposeTrust } from '../trusted/use-cases/add-trusted-account';
import { TransferPayload, TransferReversalPayload, TransferSettingsPayload } from './http/payloads';
import type { TransferParts } from './parts';
import { abandonTransfer } from './use-cases/abandon-transfer';
import { approveTransfer } from './use-cases/approve-transfer';
import { approveSettings, type ProposedSettings, proposeSettings } from './use-cases/change-settings';
import { type ProposedTransfer, proposeTransfer } from './use-cases/propose-transfer';
import { proposeReversal, reverseTransfer } from './use-cases/reverse-transfer';

/** What holders and the registry propose about transfers, each approved by somebody else. */
export function registerTransferTasks(kinds: TaskKinds, parts: TransferParts): void {
  kinds.register(transfer(parts));
  kinds.register(transferReversal(parts));
  kinds.register(transferSettings());
  kinds.register(trustedAccountAdd(parts));
}

const transfer = (parts: TransferParts): TaskKind<TransferPayload> => ({
  kind: 'transfer',
  title: { zh: '划转', en: 'Transfer' },
  payload: TransferPayload,
  propose: 'transfers.propose',
  approve: 'transfers.approve',
  prepare: (tx, { payload, ...proposal }) => proposeTransfer(tx, parts, transferOf(payload), proposal),
  execute: async (tx, task, { approver, now }) => {
    const approved = await approveTransfer(tx, parts, task.id, { approver: approver.id, now });
    return {
      order: approved.orderId,
      state: approved.state,
      executeAt: approved.executeAt.toISOString(),
      failure: approved.failure?.code ?? null,
    };
  },
  abandon: (tx, task, ending) => abandonTransfer(tx, parts, task.id, ending),
});

const transferReversal = (parts: TransferParts): TaskKind<TransferReversalPayload> => ({
  kind: 'transfer-reversal',
  title: { zh: '撤销划转', en: 'Reversal of a transfer' },
  payload: TransferReversalPayload,
  propose: 'transfers.propose',
  approve: 'transfers.approve',
  prepare: (tx, { payload, caller }) => proposeReversal(tx, payload, { caller }),
  execute: async (tx, task, approval) => {
    const transaction = await reverseTransfer(tx, parts, task, approval);
    return { order: task.payload.order, transaction: transaction.toString() };
  },
});

const transferSettings = (): TaskKind<TransferSettingsPayload> => ({
  kind: 'transfer-settings',
  title: { zh: '变更划转设置', en: 'Change of transfer settings' },
  payload: TransferSettingsPayload,
  propose: 'transfers.propose',
  approve: 'transfers.approve',
  prepare: (tx, { payload, caller }) => proposeSettings(tx, settingsOf(payload), { caller }),
  execute: async (tx, task, { approver, now }) => {
    const changed = await approveSettings(tx, task, settingsOf(task.payload), { approver: approver.id, now });
    return { account: task.payload.account, version: changed.version };
  },
});

const trustedAccountAdd = (parts: TransferParts): TaskKind<TrustedAccountPayload> => ({
  kind: 'trusted-account-add',
  title: { zh: '加入信任名单', en: 'Addition to a trusted list' },
  payload: TrustedAccountPayload,
  propose: 'trusted-accounts.propose',
  approve: 'trusted-accounts.approve',
  prepare: (tx, { payload, ...proposal }) => proposeTrust(tx, payload, proposal),
  execute: async (tx, task, { approver, now }) => {
    const effectiveAt = await approveTrust(tx, parts, task, { approver: approver.id, now });
    const { account, trusted } = task.payload;
    return { account, trusted, effectiveAt: effectiveAt.toISOString() };
  },
  abandon: (tx, task, ending) => abandonTrust(tx, task, ending),
});

function transferOf(payload: TransferPayload): ProposedTransfer {
  const { from, to, instrument, quantity, serials, reason, reference, scheme: details } = payload;
  return {
    ...{ from, to, instrument, reason, reference, details },
    quantity: BigInt(quantity),
    serials: serials?.map(({ first, last }): SerialRange => ({ first: BigInt(first), last: BigInt(last) })),
  };
}

function settingsOf({ account, profile, limit }: TransferSettingsPayload): ProposedSettings {
  return { account, profile, limit: limit === undefined ? undefined : BigInt(limit) };
}
