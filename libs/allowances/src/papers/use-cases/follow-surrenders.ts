import { recordAudit } from '@carbon/audit';
import type { SurrenderListener } from '../../surrender/index';
import { certificatesOn } from '../persistence/certificates';
import type { PaperDesk } from './desk';
import { issueCertificates } from './issue-certificates';

/**
 * SUR-014: the surrender that meets an obligation brings its certificate; one that is undone voids the certificates that
 * rest on it (their state is read from the surrenders, the act is put on the trail).
 */
export function followSurrenders(desk: Pick<PaperDesk, 'rulebook'>): SurrenderListener {
  return async (tx, { what, surrender, after, by, approver, now }) => {
    const { id, market, year } = surrender;
    if (what === 'completed') {
      await issueCertificates(tx, desk, { market, year, lines: [after] }, { now, by });
      return;
    }
    for (const { number, holderId } of await certificatesOn(tx, id)) {
      await recordAudit(
        tx,
        {
          action: 'compliance-certificate.voided',
          subject: { kind: 'compliance-certificate', id: number },
          holderId,
          before: { state: 'valid' },
          after: { state: 'void', surrender: id },
          approver,
        },
        now,
        { actor: by },
      );
    }
  };
}
