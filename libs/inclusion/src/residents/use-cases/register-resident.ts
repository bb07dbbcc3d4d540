import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import { createUser, findUserByEmail, type Mailer } from '@carbon/identity';
import { Refusal } from '@carbon/kernel';
import { checkStatement, type Consents, type PersonVault } from '@carbon/privacy';
import { getProgramme, type Programme } from '../../programmes/programme';
import { programmeClosed } from '../domain/refusals';
import { openResident } from './open-resident';

/** One consent or refusal, as it was put and answered. */
export interface Answer {
  readonly purpose: string;
  readonly source: string;
  readonly textVersion: string;
  readonly granted: boolean;
  readonly separate: boolean;
}

export interface Registration {
  readonly email: string;
  readonly password: string;
  /** China date. */
  readonly birthDate: string;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly language: 'zh' | 'en';
  /** Code. */
  readonly programme: string;
  readonly consents: readonly Answer[];
}

export interface RegistrationParts {
  readonly vault: PersonVault;
  readonly consents: Consents;
  readonly mailer: Mailer;
}

const HAS_ACCOUNT = {
  zh: '有人用您的邮箱登记居民账户。您已有账号：请直接登录并开立居民账户；忘记密码可申请重设。您的账号没有任何改变。',
  en: 'Somebody registered a resident account with your e-mail address. You have an account here: sign in and open it there, or ask for a new password. Nothing of your account was changed.',
};

/**
 * Opens an account for somebody nobody knows yet. Where the address has one, nothing is made and its owner is written to;
 * whoever asked cannot tell the one from the other: everything else that could be refused is refused before, and the
 * password is hashed either way.
 * @throws Refusal PERSON_NEEDS_GUARDIAN for a child (PII-001); INPUT_MALFORMED, PROGRAMME_UNKNOWN, PROGRAMME_CLOSED, those of
 * consents
 */
export async function registerResident(
  database: Database,
  parts: RegistrationParts,
  wish: Registration,
  now: Date,
): Promise<void> {
  for (const consent of wish.consents) checkStatement(consent);
  try {
    await database.transaction((tx) => enter(tx, parts, wish, now));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'USER_EMAIL_TAKEN') throw error;
    await database.transaction((tx) => tellOwner(tx, parts, wish.email, now));
  }
}

async function enter(
  tx: Transaction,
  { vault, consents }: RegistrationParts,
  wish: Registration,
  now: Date,
): Promise<void> {
  const programme = await openProgramme(tx, wish.programme);
  const { email, password, birthDate, name, phone, language } = wish;
  const person = {
    email,
    birthDate,
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
  };
  const { id: userId, personId } = await createUser(tx, vault, { person, password }, now);
  for (const consent of wish.consents) {
    await consents.record(tx, { ...consent, personId, givenBy: personId }, now);
  }
  await openResident(tx, { personId, userId, programme, language }, now);
}

async function tellOwner(
  tx: Transaction,
  { vault, mailer }: RegistrationParts,
  email: string,
  now: Date,
): Promise<void> {
  const user = await findUserByEmail(tx, vault, email);
  const subject = { kind: 'user', id: user?.id ?? 'unknown' };
  await recordAudit(tx, { action: 'user.registration-repeated', subject }, now);
  if (user?.state !== 'active') return;
  await mailer.enqueue(
    tx,
    { toPersonId: user.personId, template: 'security-notice', values: HAS_ACCOUNT },
    now,
  );
}

/** A programme that one can join. @throws Refusal PROGRAMME_UNKNOWN, PROGRAMME_CLOSED */
export async function openProgramme(tx: Transaction, code: string): Promise<Programme> {
  const programme = await getProgramme(tx, code);
  if (programme.closedAt !== null) throw programmeClosed(code);
  return programme;
}
