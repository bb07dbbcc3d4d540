import type { Task, TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { findHolder, regulatorLevel } from '@carbon/identity';
import { fault, malformed } from '@carbon/kernel';
import { keepsListOf } from '../../domain/emitters/index';
import type { EmitterDesk } from '../desk';
import type { ListAddition, ListProposal } from '../domain/list-proposal';
import { listOfAnother } from '../domain/refusals';
import { type EmitterListEntryPayload, EmitterListPayload } from '../http/list-payloads';
import { decideImport } from '../persistence/imports';
import { lockList } from '../persistence/publications';
import { listRowsOf } from '../use-cases/list-rows-of-import';
import { publishList } from '../use-cases/publish-list';
import { resolveList, type ResolvedList } from '../use-cases/resolve-list';

/** Rows against the rule that an approver is shown one by one. */
const SHOWN = 200;

/** A list of key emitters, or changes of one, published by an authority (ETS-004, ETS-005, CYC-07). */
export function emitterListKind(desk: EmitterDesk): TaskKind<EmitterListPayload> {
  return {
    kind: 'emitter-list',
    title: { zh: '重点排放单位名录', en: 'List of key emitters' },
    payload: EmitterListPayload,
    propose: 'emitter-lists.propose',
    approve: 'emitter-lists.approve',

    async prepare(tx, { payload, caller, now }) {
      const { market, year, add, remove, carryForward, reason } = payload;
      await requireMayList(tx, market, caller);
      const resolved = await resolveList(tx, desk, await proposalOf(tx, payload, caller), caller.reach, now);
      const counts = countsOf(resolved);
      return {
        holderId: caller.holder?.id ?? null,
        subject: { kind: 'emitter-list', id: `${market}-${year}` },
        payload: {
          ...{ market, year, add, remove, carryForward, reason, import: payload.import },
          judged: { ...counts, shown: shownOf(resolved) },
        },
        summary: {
          zh:
            `公布 ${market} 市场 ${year} 年度重点排放单位名录：纳入 ${counts.added} 家、移出 ${counts.removed} 家；` +
            `其中与规则不符 ${counts.againstRule} 家、无核查数据 ${counts.notJudged} 家`,
          en:
            `Publish the list of key emitters of ${market} for ${year}: ${counts.added} added, ${counts.removed} removed; ` +
            `${counts.againstRule} against the rule, ${counts.notJudged} without verified figures`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { market, year, reason } = task.payload;
      await lockList(tx, market, year);
      const proposal = await proposalOf(tx, task.payload, approver);
      const resolved = await resolveList(tx, desk, proposal, approver.reach, now);
      const published = await publishList(tx, resolved, {
        ...{ market, year, reason, now },
        ...{ authorityId: task.holderId, taskId: task.id, documentHash: task.documentHash },
        ...{ by: task.initiator.id, approvedBy: approverOf(task, approver) },
      });
      if (task.payload.import !== undefined) {
        const decision = {
          decision: 'committed',
          by: task.initiator.id,
          now,
          outcome: { ...published },
        } as const;
        await decideImport(tx, task.payload.import, decision);
      }
      return { market, year, ...published };
    },
  };
}

const approverOf = ({ initiator }: Task, approver: Caller) =>
  approver.id === initiator.id ? null : approver.id;

/** @throws Refusal EMITTERS_LIST_OF_ANOTHER for the pilot of another province */
async function requireMayList(tx: Transaction, market: string, { holder }: Caller): Promise<void> {
  const authority = holder === undefined ? undefined : await findHolder(tx.manager, holder.id);
  if (authority === undefined || regulatorLevel(authority) !== 'provincial') return;
  if (!keepsListOf(market, authority.province ?? '')) throw listOfAnother(market);
}

async function proposalOf(
  tx: Transaction,
  payload: EmitterListPayload,
  caller: Caller,
): Promise<ListProposal> {
  const { market, year, add = [], remove = [], carryForward = false } = payload;
  const of = { market, year, carryForward };
  if (payload.import === undefined) {
    return {
      ...of,
      add: add.map((one, at) => additionOf(one, `payload.add[${at}]`)),
      remove: remove.map(({ holder, reason, ground }, at) => ({
        ...{ holder, reason, ground },
        at: `payload.remove[${at}]`,
      })),
    };
  }
  if (add.length + remove.length > 0) {
    const both = fault(
      'payload.import',
      'either',
      'stands instead of `add` and `remove`',
      '与 add、remove 不能同时填写',
    );
    throw malformed([both]);
  }
  return { ...of, ...(await listRowsOf(tx, payload.import, { market, year }, caller)) };
}

function additionOf(entry: EmitterListEntryPayload, at: string): ListAddition {
  const { holder, sector, gases, classText, province, includedSince, reason, ground } = entry;
  return { at, holder, sector, gases, classText, province, includedSince, reason, ground };
}

function countsOf({ rows }: ResolvedList) {
  const count = (test: (row: ResolvedList['rows'][number]) => boolean) => rows.filter(test).length;
  return {
    added: count(({ act }) => act === 'add'),
    removed: count(({ act }) => act === 'remove'),
    againstRule: count(({ verdict }) => verdict === 'against-rule'),
    notJudged: count(({ verdict }) => verdict === 'not-judged'),
  };
}

function shownOf({ rows, codes }: ResolvedList) {
  return rows
    .filter(({ verdict }) => verdict !== 'within-rule')
    .slice(0, SHOWN)
    .map(({ holderId, act, verdict, rule, ground, basis }) => ({
      ...{ holder: codes.get(holderId), act, verdict, rule, ground, basis },
    }));
}
