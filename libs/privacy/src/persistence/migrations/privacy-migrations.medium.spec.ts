import { migrate, migrateDown, platformMigrations } from '@carbon/database';
import { createTestDatabase } from '../../../../../tests/support/test-database';
import { openPrivacyFixture, type PrivacyFixture } from '../../privacy.spec-support';
import { privacyMigrations } from './index';

describe('the migrations of privacy', () => {
  let privacy: PrivacyFixture;

  beforeAll(async () => {
    privacy = await openPrivacyFixture();
  });
  afterAll(() => privacy.close());

  it('go up, down and up again', async () => {
    const server = await createTestDatabase();
    const all = [...platformMigrations, ...privacyMigrations];
    await migrate(server.superuserUrl, all);
    await migrateDown(server.superuserUrl, all, privacyMigrations.length);
    expect(await migrate(server.superuserUrl, all)).toEqual(['Privacy1700000002700']);
    await server.drop();
  });

  it('the application can neither rewrite what was consented to nor forget that somebody was there', async () => {
    const may = async (table: string) => {
      const [row] = await privacy.database.query<Record<string, boolean>>(
        `select has_any_column_privilege('privacy.' || $1, 'update') as update,
                has_table_privilege('privacy.' || $1, 'delete') as delete,
                has_table_privilege('privacy.' || $1, 'truncate') as truncate`,
        [table],
      );
      return row;
    };
    expect(await may('consent')).toEqual({ update: false, delete: false, truncate: false });
    expect(await may('person')).toEqual({ update: true, delete: false, truncate: false });
    expect(await may('person_key')).toEqual({ update: true, delete: true, truncate: false });
    expect(await may('guardianship')).toEqual({ update: true, delete: false, truncate: false });
  });

  it('consents cannot be changed by the owner of the tables either', async () => {
    const owner = await privacy.asOwner();
    const id = '01900000-0000-7000-8000-000000000001';
    await owner.query('insert into privacy.person (id, created_at) values ($1, now())', [id]);
    await owner.query(
      `insert into privacy.consent (id, person_id, purpose, text_version, source, granted, separate, given_by, at)
       values ($1, $1, 'pooling', '1', 'platform', true, false, $1, now())`,
      [id],
    );
    for (const change of ['update privacy.consent set granted = false', 'delete from privacy.consent']) {
      await expect(owner.query(change)).rejects.toMatchObject({ code: 'CL027' });
    }
    await owner.end();
  });
});
