import type { AuditActor } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { PersonVault } from '@carbon/privacy';
import type { Mailer } from '../mail/mailer';
import type { Invitation } from './invitation';
import { releaseInvitation } from './send-invitation';
import { dropInvitation } from './withdraw-invitation';

/** What becomes of invitations that wait for a second person's approval, for the room that asks for it. */
export class ApprovedInvitations {
  constructor(
    private readonly vault: PersonVault,
    private readonly mailer: Mailer,
  ) {}

  /** Mails one that was approved. @throws Refusal INVITATION_UNKNOWN when it no longer waits for that */
  release(tx: Transaction, id: string, now: Date, by: AuditActor): Promise<Invitation> {
    return releaseInvitation(tx, this.mailer, id, now, by);
  }

  /** Ends one that was not, where it still waits; who was invited is forgotten. */
  drop(tx: Transaction, id: string, now: Date, by: AuditActor): Promise<void> {
    return dropInvitation(tx, this.vault, id, now, by);
  }
}
