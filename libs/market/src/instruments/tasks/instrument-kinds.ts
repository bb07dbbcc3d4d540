import { auditTask, type TaskKind } from '@carbon/approvals';
import { alreadyAdmitted, instrumentStateForbids } from '../domain/refusals';
import type { InstrumentParts } from '../parts';
import { noteAct } from '../persistence/market-acts';
import { admit, setTradableState } from '../persistence/write-tradables';
import { checkAdmission } from '../use-cases/check-admission';
import { lockedTradable } from '../use-cases/instrument-acts';
import { InstrumentAdmissionPayload, InstrumentDelistingPayload } from './payloads';

/** TRD-014: brings an instrument to a market. */
export const instrumentAdmissionKind = (parts: InstrumentParts): TaskKind<InstrumentAdmissionPayload> => ({
  kind: 'instrument-admission',
  title: { zh: '品种上市', en: 'Admission of an instrument' },
  payload: InstrumentAdmissionPayload,
  propose: 'market-control.propose',
  approve: 'market-control.approve',

  async prepare(tx, { payload, now }) {
    await checkAdmission(tx, parts, payload, now);
    const { market, instrument, referencePrice } = payload;
    return {
      holderId: null,
      subject: { kind: 'tradable', id: instrument },
      summary: {
        zh: `${instrument} 在市场 ${market} 上市，参考价 ${referencePrice} 元`,
        en: `Admit ${instrument} to the market ${market} at a reference price of ${referencePrice} yuan`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { market, instrument, referencePrice } = task.payload;
    const referencePriceFen = await checkAdmission(tx, parts, task.payload, now);
    const by = task.initiator.id;
    if (!(await admit(tx, { market, instrument, referencePriceFen }, { by, now })))
      throw alreadyAdmitted(instrument, market);
    await noteAct(tx, { kind: 'instrument', id: instrument }, { act: 'admitted', task: task.id, by, now });
    const entry = {
      action: 'tradable.admitted',
      subject: { kind: 'tradable', id: instrument },
      after: { market, referencePrice },
    };
    await auditTask(tx, task, approver, entry, now);
    return { market, instrument };
  },
});

/** Ends an instrument's trading; the exchange withdraws its open orders. */
export const instrumentDelistingKind = (): TaskKind<InstrumentDelistingPayload> => ({
  kind: 'instrument-delisting',
  title: { zh: '品种摘牌', en: 'Delisting of an instrument' },
  payload: InstrumentDelistingPayload,
  propose: 'market-control.propose',
  approve: 'market-control.approve',

  async prepare(tx, { payload }) {
    const { market, instrument, reason } = payload;
    const { state } = await lockedTradable(tx, payload);
    if (state === 'delisted') throw instrumentStateForbids(instrument, state);
    return {
      holderId: null,
      subject: { kind: 'tradable', id: instrument },
      summary: {
        zh: `${instrument} 自市场 ${market} 摘牌：${reason}`,
        en: `Delist ${instrument} from the market ${market}: ${reason}`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { market, instrument, reason } = task.payload;
    const { state } = await lockedTradable(tx, task.payload);
    if (state === 'delisted') throw instrumentStateForbids(instrument, state);
    await setTradableState(tx, instrument, 'delisted', now);
    await noteAct(
      tx,
      { kind: 'instrument', id: instrument },
      { act: 'delisted', reason, task: task.id, by: task.initiator.id, now },
    );
    const entry = {
      action: 'tradable.delisted',
      subject: { kind: 'tradable', id: instrument },
      before: { market, state },
      after: { market, state: 'delisted' },
      reason,
    };
    await auditTask(tx, task, approver, entry, now);
    return { market, instrument };
  },
});
