import { Authenticator, type Caller, type Credentials } from '@carbon/http';

/** Asks several authenticators in turn: the first that knows the credentials answers. */
export class Authenticators extends Authenticator {
  constructor(private readonly all: readonly Authenticator[]) {
    super();
  }

  async authenticate(credentials: Credentials): Promise<Caller | undefined> {
    for (const one of this.all) {
      const caller = await one.authenticate(credentials);
      if (caller !== undefined) return caller;
    }
    return undefined;
  }
}
