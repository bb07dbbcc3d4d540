import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Accounts of people, their roles in holders, and their sessions. Nothing here is personal but the address and browser
 * of a session: names and e-mail addresses stand in the vault, codes and tokens as hashes, secrets sealed. Refused here
 * with their own code: CL060 what has ended or was written once changes.
 */
export class UsersAndSessions1700000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(USERS);
    await runner.query(MEMBERSHIPS);
    await runner.query(SESSIONS);
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table identity.password_reset, identity.used_refresh_token, identity.session, identity.membership_role,
        identity.membership, identity.recovery_code, identity.failed_attempts, identity.user_account;
      drop function identity.keep_membership_ended, identity.keep_session_revoked, identity.write_membership_role,
        identity.refuse_membership_role_change;
    `);
  }
}

const USERS = `
  create table identity.user_account (
    id uuid primary key,
    -- of the vault; one person may have several accounts
    person_id uuid not null,
    -- HMAC of the normalised address
    email_index bytea not null unique check (length(email_index) = 32),
    password_hash text check (password_hash like '$argon2id$%'),
    password_changed_at timestamptz,
    state text not null default 'active' check (state in ('active', 'locked', 'disabled')),
    totp_secret bytea,
    totp_confirmed_at timestamptz,
    totp_pending bytea,
    -- the time step of the last code that was taken: none works twice
    last_totp_step integer,
    created_at timestamptz not null,
    check ((password_hash is null) = (password_changed_at is null)),
    check ((totp_secret is null) = (totp_confirmed_at is null))
  );
  create index user_account_person on identity.user_account (person_id);

  -- wrong passwords and wrong codes in a row; a right one begins again
  create table identity.failed_attempts (
    user_id uuid not null references identity.user_account,
    factor text not null check (factor in ('password', 'code')),
    in_a_row integer not null check (in_a_row >= 0),
    wait_until timestamptz,
    primary key (user_id, factor)
  );

  create table identity.recovery_code (
    user_id uuid not null references identity.user_account,
    hash bytea not null check (length(hash) = 32),
    created_at timestamptz not null,
    used_at timestamptz,
    primary key (user_id, hash)
  );
`;

const MEMBERSHIPS = `
  create table identity.membership (
    id uuid primary key,
    user_id uuid not null references identity.user_account,
    holder_id uuid not null references identity.holder,
    role text not null check (role in ('administrator', 'maker', 'checker', 'reader')),
    began_at timestamptz not null,
    ended_at timestamptz check (ended_at >= began_at),
    changed_at timestamptz not null,
    -- counts the changes: a session knows which one it was opened under
    version integer not null default 1
  );
  create unique index membership_current on identity.membership (user_id, holder_id) where ended_at is null;
  create index membership_of_user on identity.membership (user_id, id);
  create index membership_of_holder on identity.membership (holder_id, id);

  -- every role a member ever had, and since when; written by the database itself
  create table identity.membership_role (
    membership_id uuid not null references identity.membership,
    version integer not null,
    role text not null,
    since timestamptz not null,
    primary key (membership_id, version)
  );

  create function identity.keep_membership_ended() returns trigger language plpgsql as $$
  begin
    if old.ended_at is not null then
      raise exception 'a membership that has ended stays as it was' using errcode = 'CL060';
    end if;
    new.version := old.version + 1;
    return new;
  end $$;
  create trigger membership_stays_ended before update on identity.membership
    for each row execute function identity.keep_membership_ended();

  create function identity.write_membership_role() returns trigger language plpgsql security definer
    set search_path = pg_catalog as $$
  begin
    insert into identity.membership_role (membership_id, version, role, since)
      values (new.id, new.version, new.role, new.changed_at);
    return null;
  end $$;
  create trigger membership_writes_role after insert or update of role on identity.membership
    for each row execute function identity.write_membership_role();

  create function identity.refuse_membership_role_change() returns trigger language plpgsql as $$
  begin
    raise exception 'the history of roles is append-only' using errcode = 'CL060';
  end $$;
  create trigger membership_role_is_kept before update or delete or truncate on identity.membership_role
    for each statement execute function identity.refuse_membership_role_change();
`;

const SESSIONS = `
  create table identity.session (
    id uuid primary key,
    user_id uuid not null references identity.user_account,
    -- null for somebody who is a member of nothing yet
    membership_id uuid references identity.membership,
    membership_version integer,
    access_hash bytea not null unique check (length(access_hash) = 32),
    access_expires_at timestamptz not null,
    refresh_hash bytea not null unique check (length(refresh_hash) = 32),
    refresh_expires_at timestamptz not null,
    ends_at timestamptz not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    ip text,
    agent text,
    second_factor_at timestamptz,
    revoked_at timestamptz,
    revoked_reason text,
    check ((membership_id is null) = (membership_version is null)),
    check ((revoked_at is null) = (revoked_reason is null)),
    check (refresh_expires_at <= ends_at)
  );
  create index session_of_user on identity.session (user_id, id);

  create function identity.keep_session_revoked() returns trigger language plpgsql as $$
  begin
    if old.revoked_at is not null and
       (new.revoked_at, new.revoked_reason) is distinct from (old.revoked_at, old.revoked_reason) then
      raise exception 'a session that was revoked stays so' using errcode = 'CL060';
    end if;
    return new;
  end $$;
  create trigger session_stays_revoked before update on identity.session
    for each row execute function identity.keep_session_revoked();

  create table identity.used_refresh_token (
    hash bytea primary key check (length(hash) = 32),
    session_id uuid not null references identity.session,
    used_at timestamptz not null
  );
  create index used_refresh_token_session on identity.used_refresh_token (session_id);

  create table identity.password_reset (
    id uuid primary key,
    user_id uuid not null references identity.user_account,
    token_hash bytea not null unique check (length(token_hash) = 32),
    created_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    used_at timestamptz
  );
  create index password_reset_user on identity.password_reset (user_id, created_at);
`;

const GRANTS = `
  grant select, insert on identity.user_account, identity.failed_attempts, identity.recovery_code,
    identity.membership, identity.session, identity.used_refresh_token, identity.password_reset to carbon_app;
  grant select on identity.membership_role to carbon_app;
  grant update (email_index, password_hash, password_changed_at, state, totp_secret, totp_confirmed_at, totp_pending,
                last_totp_step) on identity.user_account to carbon_app;
  grant update (in_a_row, wait_until) on identity.failed_attempts to carbon_app;
  grant update (used_at), delete on identity.recovery_code to carbon_app;
  grant update (role, ended_at, changed_at) on identity.membership to carbon_app;
  grant update (membership_id, membership_version, access_hash, access_expires_at, refresh_hash, refresh_expires_at,
                last_seen_at, ip, agent, second_factor_at, revoked_at, revoked_reason)
    on identity.session to carbon_app;
  grant update (used_at) on identity.password_reset to carbon_app;
  -- what has done its work is removed (PII-003); the audit trail keeps that it was
  grant delete on identity.session, identity.used_refresh_token, identity.password_reset to carbon_app;
`;
