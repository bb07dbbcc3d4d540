import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of holders' systems, and the nonces they used. */
export class ApiKeys1700000009500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table identity.api_key (
        id uuid primary key,
        holder_id uuid not null references identity.holder,
        name text not null,
        permissions text[] not null check (cardinality(permissions) > 0),
        -- sealed outside of the database's reach: signatures need the secret itself
        secret bytea not null,
        created_by text not null,
        -- the person who made it: what a key proposes, that person cannot approve
        person_id uuid not null,
        created_at timestamptz not null,
        expires_at timestamptz not null check (expires_at > created_at),
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_by text
      );
      create index api_key_holder on identity.api_key (holder_id, id);

      create table identity.api_nonce (
        key_id uuid not null references identity.api_key,
        nonce text not null,
        expires_at timestamptz not null,
        primary key (key_id, nonce)
      );
      create index api_nonce_expires on identity.api_nonce (expires_at);

      grant select, insert on identity.api_key to carbon_app;
      -- the secret, because it is sealed anew when the master key changes
      grant update (secret, last_used_at, revoked_at, revoked_by) on identity.api_key to carbon_app;
      -- update, because a row is locked before it is swept
      grant select, insert, update, delete on identity.api_nonce to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table identity.api_nonce, identity.api_key`);
  }
}
