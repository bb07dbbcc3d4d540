import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who is invited to be a member of a holder, and the logins elsewhere that open an account. Names and addresses stand in
 * the vault, tokens as hashes, subjects of issuers as keyed fingerprints. Refused here: CL060 what has ended changes.
 */
export class InvitationsAndOidc1700000009200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table identity.invitation (
        id uuid primary key,
        holder_id uuid not null references identity.holder,
        role text not null check (role in ('administrator', 'maker', 'checker', 'reader')),
        -- of the vault: who is invited, and where the mail goes
        person_id uuid not null,
        -- HMAC of the normalised address
        email_index bytea not null check (length(email_index) = 32),
        invited_by text not null,
        created_at timestamptz not null,
        -- null until a second person approved, where that is needed
        token_hash bytea unique check (length(token_hash) = 32),
        expires_at timestamptz check (expires_at > created_at),
        accepted_at timestamptz,
        accepted_by uuid references identity.user_account,
        withdrawn_at timestamptz,
        withdrawn_by text,
        check ((token_hash is null) = (expires_at is null)),
        check ((accepted_at is null) = (accepted_by is null)),
        check ((withdrawn_at is null) = (withdrawn_by is null)),
        check (accepted_at is null or (token_hash is not null and withdrawn_at is null))
      );
      create index invitation_holder on identity.invitation (holder_id, id);
      create index invitation_person on identity.invitation (person_id);

      create function identity.keep_invitation_ended() returns trigger language plpgsql as $$
      begin
        -- the address may still be forgotten
        if (old.accepted_at is not null or old.withdrawn_at is not null) and
           (new.token_hash, new.expires_at, new.accepted_at, new.accepted_by, new.withdrawn_at, new.withdrawn_by)
             is distinct from
           (old.token_hash, old.expires_at, old.accepted_at, old.accepted_by, old.withdrawn_at, old.withdrawn_by) then
          raise exception 'an invitation that has ended stays as it was' using errcode = 'CL060';
        end if;
        return new;
      end $$;
      create trigger invitation_stays_ended before update on identity.invitation
        for each row execute function identity.keep_invitation_ended();

      create table identity.oidc_identity (
        id uuid primary key,
        user_id uuid not null references identity.user_account,
        issuer text not null,
        -- HMAC of issuer and subject
        subject_index bytea not null unique check (length(subject_index) = 32),
        linked_how text not null check (linked_how in ('by-user', 'by-email')),
        linked_at timestamptz not null,
        unique (user_id, issuer)
      );

      grant select, insert, delete on identity.invitation, identity.oidc_identity to carbon_app;
      grant update (email_index, token_hash, expires_at, accepted_at, accepted_by, withdrawn_at, withdrawn_by)
        on identity.invitation to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table identity.oidc_identity, identity.invitation;
      drop function identity.keep_invitation_ended;
    `);
  }
}
