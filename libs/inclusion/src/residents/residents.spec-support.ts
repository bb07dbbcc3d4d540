import type { Answer, Person, PlatformFixture } from '../../../../tests/support/platform-fixture';
import { openSession } from '@carbon/identity';

export const TEXT = '2026.1';
export const PASSWORD = 'seven quiet bicycles on wet leaves';
export const PLATFORM_CONSENT = {
  purpose: 'carbon-inclusion',
  source: 'platform',
  textVersion: TEXT,
  granted: true,
};

/** What somebody sends who registers. */
export const registration = (email: string, change: object = {}): object => ({
  email,
  password: PASSWORD,
  birthDate: '1990-05-17',
  programme: 'SZ',
  consents: [PLATFORM_CONSENT],
  ...change,
});

export interface SignedResident {
  readonly headers: { readonly authorization: string };
  readonly number: string;
  readonly account: string;
  readonly code: string;
}

/** Residents as people are: registered and signed in over HTTP. */
export class Residents {
  private made = 0;
  private addresses = 0;

  constructor(readonly platform: PlatformFixture) {}

  post(url: string, headers: object, body: object = {}): Promise<Answer> {
    return this.platform.send('POST', url, headers, body);
  }

  get(url: string, headers: object): Promise<Answer> {
    return this.platform.send('GET', url, headers);
  }

  remove(url: string, headers: object): Promise<Answer> {
    return this.platform.send('DELETE', url, headers);
  }

  /** Each from an address of its own: what one address may do is tried elsewhere. */
  open(url: string, body: object): Promise<Answer> {
    this.addresses += 1;
    return this.platform.app.inject({
      method: 'POST',
      url,
      remoteAddress: `10.0.${this.addresses >> 8}.${this.addresses % 256}`,
      payload: body,
    });
  }

  register(email: string, change: object = {}): Promise<Answer> {
    return this.open('/v1/residents', registration(email, change));
  }

  signIn(email: string): Promise<Answer> {
    return this.open('/v1/sessions', { email, password: PASSWORD, tokens: 'body' });
  }

  async registered(change: object = {}): Promise<SignedResident> {
    const email = `resident-${++this.made}@test.example`;
    const answer = await this.register(email, change);
    if (answer.statusCode !== 202) throw new Error(answer.body);
    const { accessToken } = (await this.signIn(email)).json<{ accessToken: string }>();
    const headers = { authorization: `Bearer ${accessToken}` };
    const account = (await this.get('/v1/me/resident', headers)).json<Omit<SignedResident, 'headers'>>();
    return { ...account, headers };
  }

  /** A child with its guardian, who is a resident, too. */
  async ward(guardian: SignedResident): Promise<{ readonly person: string; readonly guardianship: string }> {
    const me = (await this.get('/v1/me/data', guardian.headers)).json<{ personId: string }>();
    const body = {
      guardian: me.personId,
      child: { birthDate: '2018-03-04' },
      evidence: 'ab'.repeat(32),
    };
    const entered = await this.post('/v1/guardianships', this.platform.machine, body);
    const { id, ward } = entered.json<{ id: string; ward: string }>();
    return { person: ward, guardianship: id };
  }

  async code(
    of: { readonly headers: object },
    partner: string,
    query = '',
    change: object = {},
  ): Promise<Answer> {
    return this.post(`/v1/me/link-codes${query}`, of.headers, { partner, textVersion: TEXT, ...change });
  }

  /** Links a resident to a partner as people do. */
  async linked(
    of: SignedResident,
    partner: { code: string; maker: Person },
    reference: string,
  ): Promise<void> {
    const { code } = (await this.code(of, partner.code)).json<{ code: string }>();
    const answer = await this.redeem(partner, code, reference);
    if (answer.statusCode !== 201) throw new Error(answer.body);
  }

  redeem(partner: { code: string; maker: Person }, code: string, reference: string): Promise<Answer> {
    return this.post(`/v1/partners/${partner.code}/links`, partner.maker.headers, { code, reference });
  }

  async links(
    of: { readonly headers: object },
    query = '',
  ): Promise<{ partner: string; reference: string }[]> {
    const answer = await this.get(`/v1/me/links${query}`, of.headers);
    return answer.json<{ items: { partner: string; reference: string }[] }>().items;
  }

  /** Another session of somebody, acting for one of the holders. */
  async session(userId: string, holder?: string): Promise<{ readonly authorization: string }> {
    const { database, vault, clock } = this.platform;
    const { tokens } = await database.transaction((tx) =>
      openSession(tx, vault, { userId, holder, secondFactor: true }, clock.now()),
    );
    return { authorization: `Bearer ${tokens.access}` };
  }

  /** Tables of the schema with a row in which the number stands as a resident, or the reference anywhere. */
  async whereabouts({ number }: SignedResident, reference: string): Promise<string[]> {
    const { database } = this.platform;
    const tables = await database.query<{ name: string; columns: string[] }>(
      `select c.table_name as name, array_agg(c.column_name::text) as columns
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'inclusion' and t.table_type = 'BASE TABLE' group by 1 order by 1`,
    );
    const found = [];
    for (const { name, columns } of tables) {
      const ids = columns.filter((each) => /^(resident_id|relative_id|guesser_id)$/.test(each));
      const isOne = [...ids.map((each) => `t.${each}::text = $1`), 'strpos(t::text, $2) > 0'].join(' or ');
      const rows = await database.query(
        `select from inclusion.${name} t where $1::text is not null and (${isOne}) limit 1`,
        [number, reference],
      );
      if (rows.length > 0) found.push(name);
    }
    return found;
  }
}
