import type { TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { accountInReach, readAccount } from '@carbon/ledger';
import { documentMissing, residentMayNotHold } from '../domain/refusals';
import { FOREIGN_USES } from '../domain/rules/foreign-uses';
import { ExternalCreditInPayload } from '../http/payloads';
import { isResident } from '../persistence/holder-of-account';
import { bringIn, readIncoming } from '../use-cases/bring-in';
import type { ForeignDesk } from '../use-cases/desk';

/** What stands in the country may have earned certificates or reductions here, and nothing links the two (INV-04). */
const UNLINKED = [
  '。注意：项目位于中国境内，系统未与境内资产、绿证和减排量核对，批准前须人工核实没有重复签发',
  '. Mind: the project is in China, and nothing links it to an asset, certificates or reductions here: make sure that ' +
    'the same energy or reduction was not issued in this registry as well',
] as const;

/** Locked there, live here: two people of the registry let units in on the other registry's evidence. */
export function externalCreditInKind(desk: ForeignDesk): TaskKind<ExternalCreditInPayload> {
  return {
    kind: 'external-credit-in',
    title: { zh: '境外单位转入', en: 'Units of another registry come in' },
    payload: ExternalCreditInPayload,
    propose: 'credit-acts.propose',
    approve: 'credit-acts.approve',

    async prepare(tx, { payload, caller, documentHash }) {
      const { holderId, number } = await accountInReach(tx, payload.account, caller.reach);
      const { block, quantity, instrument, country } = readIncoming(payload);
      const [warnZh, warnEn] = country === 'CN' ? UNLINKED : ['', ''];
      if (documentHash === undefined) throw documentMissing();
      if (!FOREIGN_USES[payload.registry].residentsMayHold && (await isResident(tx, number))) {
        throw residentMayNotHold(payload.registry);
      }
      await desk.registries.requireLocked(block);
      return {
        holderId,
        subject: { kind: 'instrument', id: instrument },
        quantity,
        summary: {
          zh: `${payload.registry} 编号 ${block.text}（${quantity} 个单位，对方锁定凭证 ${payload.reference}）转入账户 ${number}${warnZh}`,
          en: `${quantity} units ${block.text} of ${payload.registry}, locked there as ${payload.reference}, come into ${number}${warnEn}`,
        },
      };
    },

    async execute(tx, { id, payload, initiator, documentHash }, { approver, now }) {
      if (documentHash === null) throw documentMissing();
      const account = await readAccount(tx, payload.account);
      if (account === undefined) throw new Error(`account ${payload.account} is gone`);
      const incoming = readIncoming(payload);
      const { lot, transactionId } = await bringIn(tx, desk, incoming, {
        ...{ payload, act: id, documentHash, now },
        account: account.number,
        approvedBy: approver.id,
        cause: {
          actor: initiator.id,
          ...(approver.id === initiator.id ? {} : { approver: approver.id }),
          reference: payload.reference,
          documentHash: Buffer.from(documentHash, 'hex'),
        },
      });
      const facts = {
        lot,
        instrument: incoming.instrument,
        quantity: incoming.quantity.toString(),
        registry: payload.registry,
        reference: payload.reference,
        transaction: transactionId.toString(),
      };
      await recordAudit(
        tx,
        {
          action: 'external-credit.came-in',
          subject: { kind: 'external-credit', id: lot },
          holderId: account.holderId,
          after: facts,
          documentHash,
          ...(approver.id === initiator.id ? {} : { approver: approver.id }),
        },
        now,
        { actor: initiator.id },
      );
      return facts;
    },
  };
}
