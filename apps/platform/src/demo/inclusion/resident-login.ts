import type { Transaction } from '@carbon/database';
import { addMembership, createUser, findUserByEmail } from '@carbon/identity';
import type { SealedPersonVault } from '@carbon/privacy';

const BY = { actor: 'demo' } as const;

/** Lets one of the residents of the demonstration sign in; gives the user. Undefined where there is no such resident. */
export async function giveLogin(
  tx: Transaction,
  vault: SealedPersonVault,
  login: { readonly reference: string; readonly email: string; readonly password?: string },
  now: Date,
): Promise<{ readonly userId: string; readonly holderId: string } | undefined> {
  const { reference, email, password } = login;
  const [resident] = await tx.query<{ person_id: string; holder_id: string }>(
    `select distinct r.person_id, r.holder_id from inclusion.link l join inclusion.resident r on r.id = l.resident_id
      where l.reference = $1 and l.ended_at is null and r.state <> 'left'`,
    [reference],
  );
  if (resident === undefined) return undefined;
  const { person_id: personId, holder_id: holderId } = resident;
  const known = await findUserByEmail(tx, vault, email);
  if (known !== undefined) return { userId: known.id, holderId };
  const person = { name: `示例居民 Demo resident ${reference}`, email };
  const { id: userId } = await createUser(tx, vault, { person, personId, password }, now, BY);
  await addMembership(tx, { userId, holderId, role: 'administrator' }, now, BY);
  return { userId, holderId };
}
