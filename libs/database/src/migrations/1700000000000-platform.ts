import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The two roles and the memory of requests.
 *
 * `carbon_app` is what the running application is: it owns nothing. Login roles are made members of it. The role is of
 * the whole cluster and other databases may use it, so going down leaves it.
 */
export class Platform1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$ begin
        create role carbon_app nologin;
      exception when duplicate_object or unique_violation then null;
      end $$;

      create extension if not exists btree_gist;
      create schema platform;
      grant usage on schema platform to carbon_app;

      -- INV-06: what was asked under a key, and what came of it. A key belongs to a scope (caller and operation).
      create table platform.request (
        scope text not null,
        key text not null,
        body_hash bytea not null,
        outcome jsonb,
        recorded_at timestamptz not null default now(),
        primary key (scope, key)
      );
      grant select, insert, update (outcome) on platform.request to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema platform cascade`);
  }
}
