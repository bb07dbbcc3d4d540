import { type AuditActor, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import { type Holder, type HolderKind, needsSocialCreditCode } from '../domain/holder';
import {
  holderCodeTaken,
  socialCreditCodeMissing,
  socialCreditCodeOfResident,
  socialCreditCodeTaken,
} from '../domain/refusals';
import { requireSocialCreditCode } from '../domain/social-credit-code';
import { HolderEntity } from '../persistence/holder.entity';

export interface NewHolder {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: HolderKind;
  readonly province?: string | undefined;
  /** Country or region of registration; CN when absent. */
  readonly country?: string | undefined;
  readonly socialCreditCode?: string | undefined;
  readonly source: string;
}

/**
 * Enters a holder: it has standing from now on, and nothing else. `by` says who, outside of a request.
 * @throws Refusal HOLDER_CODE_TAKEN, HOLDER_SOCIAL_CREDIT_CODE_TAKEN; INPUT_MALFORMED for its social credit code
 */
export async function createHolder(
  tx: Transaction,
  entry: NewHolder,
  now: Date,
  by?: AuditActor,
): Promise<Holder> {
  const holder: Holder = {
    id: newId(),
    code: entry.code,
    nameZh: entry.nameZh,
    nameEn: entry.nameEn,
    kind: entry.kind,
    province: entry.province ?? null,
    country: entry.country ?? 'CN',
    socialCreditCode: entry.socialCreditCode ?? null,
    state: 'active',
    successorId: null,
    source: entry.source,
    createdAt: now,
  };
  judgeSocialCreditCode(holder);
  // waits for an open transaction with the same code, instead of failing the whole of this one
  const inserted = await tx.manager
    .createQueryBuilder()
    .insert()
    .into(HolderEntity)
    .values(holder)
    .orIgnore()
    .returning('id')
    .execute();
  if ((inserted.raw as unknown[]).length === 0) throw await whatIsTaken(tx, holder);
  const { code, kind, province, country, socialCreditCode, source, nameZh, nameEn } = holder;
  // the name of a resident is personal; who it is stands nowhere in the audit trail
  const names = kind === 'resident' ? {} : { nameZh, nameEn };
  const after = { code, ...names, kind, province, country, socialCreditCode, source };
  const subject = { kind: 'holder', id: holder.id };
  await recordAudit(tx, { action: 'holder.entered', subject, holderId: holder.id, after }, now, by);
  return holder;
}

function judgeSocialCreditCode(holder: Holder): void {
  if (holder.socialCreditCode === null) {
    if (needsSocialCreditCode(holder)) throw socialCreditCodeMissing();
    return;
  }
  if (holder.kind === 'resident') throw socialCreditCodeOfResident();
  requireSocialCreditCode(holder.socialCreditCode);
}

async function whatIsTaken(tx: Transaction, { code, socialCreditCode }: Holder): Promise<Error> {
  const sameCode = await tx.manager.existsBy(HolderEntity, { code });
  return sameCode || socialCreditCode === null
    ? holderCodeTaken(code)
    : socialCreditCodeTaken(socialCreditCode);
}
