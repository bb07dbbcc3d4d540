import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { findTradable } from '../../instruments';
import { instrumentElsewhere } from '../domain/refusals';
import { insertNotice, type Notice } from '../persistence/notices';

/** TRD-017: tells everybody of a risk, or of something else about trading. @throws Refusal EXCHANGE_INSTRUMENT_UNKNOWN */
export async function publishNotice(
  tx: Transaction,
  wish: Omit<Notice, 'id' | 'publishedAt'>,
  caller: Caller,
  now: Date,
): Promise<Notice> {
  for (const instrument of wish.instruments) {
    const tradable = await findTradable(tx, instrument);
    if (tradable?.market !== wish.market) throw instrumentElsewhere(instrument, wish.market);
  }
  const notice = await insertNotice(tx, wish, { actor: caller.id, now });
  await recordAudit(
    tx,
    {
      action: 'market-notice.published',
      subject: { kind: 'market-notice', id: notice.id },
      after: { market: notice.market, kind: notice.kind, instruments: [...notice.instruments] },
    },
    now,
  );
  return notice;
}
