import { auditTask, type TaskKind } from '@carbon/approvals';
import { mayBeCalled } from '@carbon/events';
import { feedAddressRefused } from '../../partners/domain/refusals';
import { getPartner } from '../../partners/partner';
import { InclusionPartnerFeedPayload } from '../../partners/tasks/payloads';
import { operatedPartner } from '../../partners/use-cases/admit-partner';
import { pauseFeed, setFeed } from '../persistence/feeds';

const PAUSE = 'pause';

/** Where a partner's acts are fetched: an address that the service will call, so two people look at it. */
export const partnerFeedKind = (): TaskKind<InclusionPartnerFeedPayload> => ({
  kind: 'inclusion-partner-feed',
  title: { zh: '数据伙伴取数地址', en: 'Feed of a data partner' },
  payload: InclusionPartnerFeedPayload,
  ...{ propose: 'inclusion.propose', approve: 'inclusion.approve' },
  prepare: async (tx, { payload: { code, url }, caller }) => {
    const { partner, programme } = await operatedPartner(tx, code, caller);
    if (url !== PAUSE && !mayBeCalled(url, false)) throw feedAddressRefused();
    return {
      holderId: programme.operatorId,
      subject: { kind: 'inclusion-partner', id: code },
      summary: {
        zh:
          url === PAUSE
            ? `暂停向 ${partner.name.zh}（${code}）取数`
            : `从 ${url} 取 ${partner.name.zh}（${code}）的数据`,
        en:
          url === PAUSE
            ? `Fetch no more of ${partner.name.en} (${code})`
            : `Fetch acts of ${partner.name.en} (${code}) from ${url}`,
      },
    };
  },
  execute: async (tx, task, { approver, now }) => {
    const { code, url } = task.payload;
    const partner = await getPartner(tx, code);
    if (url === PAUSE) await pauseFeed(tx, partner.id);
    else await setFeed(tx, partner.id, url, now);
    const entry = {
      action: 'inclusion-partner.feed-set',
      subject: { kind: 'inclusion-partner', id: code },
      holderId: partner.holderId,
      after: { url },
    };
    await auditTask(tx, task, approver, entry, now);
    return { partner: code };
  },
});
