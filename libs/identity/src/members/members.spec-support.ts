import type { Holder } from '../domain/holder';
import type { Role } from '../roles';
import type { Call, Member, SessionsFixture } from '../sessions/sessions.spec-support';

type Method = Parameters<SessionsFixture['call']>[0];

/** Somebody who is signed in and has just shown a second factor. */
export interface Actor extends Member {
  readonly token: string;
  call(method: Method, path: string, body?: object): ReturnType<SessionsFixture['call']>;
}

/** Makes a member, signs in, and shows a second factor. */
export async function enterActor(
  at: SessionsFixture,
  name: string,
  role: Role,
  holder?: Holder,
): Promise<Actor> {
  const member = await at.member(name, role, holder);
  const { accessToken: token } = await at.signIn(member.email);
  await at.setUpTotp(token);
  return {
    ...member,
    token,
    call: (method, path, body) =>
      at.call(method, path, { token, ...(body === undefined ? {} : { body }) } satisfies Call),
  };
}

/** The token of the last invitation that was mailed. */
export function lastInvitation(at: SessionsFixture): string {
  const mail = at.mails.filter(({ template }) => template === 'invitation').at(-1);
  return mail?.values['token'] ?? '';
}
