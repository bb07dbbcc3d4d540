/** Block trades and swaps: what two parties negotiate, and every quote of it. */
export const NEGOTIATIONS = `
  create table market.block_negotiation (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    kind text not null check (kind in ('block', 'swap')),
    market text not null,
    instrument text not null,
    -- of a swap: what goes back for it
    return_market text,
    return_instrument text,
    -- trading accounts: whose units they are and who is to have them, in the market of each instrument
    giver_account text not null,
    giver_return_account text,
    receiver_account text not null,
    receiver_return_account text,
    opened_by text not null check (opened_by in ('giver', 'receiver')),
    state text not null default 'proposed'
      check (state in ('proposed', 'open', 'settled', 'declined', 'withdrawn', 'expired', 'abandoned')),
    -- quotes that both have seen; the last of them is the one that counts
    rounds smallint not null default 0 check (rounds >= 0),
    -- the first moment at which that quote does not stand any more
    expires_at timestamptz,
    trades bigint[],
    proposed_at timestamptz not null,
    opened_at timestamptz,
    ended_at timestamptz,
    ended_by text check (ended_by in ('giver', 'receiver', 'system')),
    ended_because text check (length(ended_because) <= 500),
    check ((kind = 'swap') = (return_instrument is not null) and (kind = 'swap') = (return_market is not null)
      and (kind = 'swap') = (giver_return_account is not null) and (kind = 'swap') = (receiver_return_account is not null)),
    check (instrument <> return_instrument),
    check (giver_account <> receiver_account),
    check ((opened_at is null) = (state in ('proposed', 'abandoned'))),
    check ((opened_at is null) = (rounds = 0) and (opened_at is null) = (expires_at is null)),
    check ((ended_at is null) = (state in ('proposed', 'open'))),
    check ((trades is not null) = (state = 'settled'))
  );
  create index block_negotiation_giver on market.block_negotiation (giver_account, seq);
  create index block_negotiation_receiver on market.block_negotiation (receiver_account, seq);
  create index block_negotiation_due on market.block_negotiation (expires_at, seq) where state = 'open';

  create table market.block_quote (
    -- the task that proposed it
    id uuid primary key,
    negotiation_id uuid not null references market.block_negotiation,
    quoted_by text not null check (quoted_by in ('giver', 'receiver')),
    -- the round it answers; 0 for the one that opens
    answers smallint not null check (answers >= 0),
    quantity bigint not null check (quantity > 0),
    price_fen bigint check (price_fen > 0),
    return_quantity bigint check (return_quantity > 0),
    cash_fen bigint check (cash_fen >= 0),
    cash_from text check (cash_from in ('giver', 'receiver')),
    seller_fee_fen bigint not null check (seller_fee_fen >= 0),
    buyer_fee_fen bigint not null check (buyer_fee_fen >= 0),
    expires_at timestamptz not null,
    rule_pack text not null,
    proposed_by text not null,
    proposed_at timestamptz not null,
    round smallint,
    released_by text,
    released_at timestamptz,
    dropped_at timestamptz,
    unique (negotiation_id, round),
    check ((price_fen is null) = (return_quantity is not null)),
    check ((return_quantity is null) = (cash_fen is null) and (cash_fen is null) = (cash_from is null)),
    check ((round is null) = (released_at is null) and (round is null) = (released_by is null)),
    check (round = answers + 1),
    check (dropped_at is null or released_at is null)
  );

  -- CL092: what was said stays; a negotiation ends once, and a quote is released or dropped once
  create function market.keep_negotiation() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - array['state', 'rounds', 'expires_at', 'trades', 'opened_at', 'ended_at', 'ended_by', 'ended_because'])
       is distinct from
       (to_jsonb(old) - array['state', 'rounds', 'expires_at', 'trades', 'opened_at', 'ended_at', 'ended_by', 'ended_because'])
      or old.ended_at is not null
      or new.rounds not between old.rounds and old.rounds + 1
      or (old.opened_at is not null and new.opened_at is distinct from old.opened_at)
    then raise exception 'negotiation % stays what it was', old.id using errcode = 'CL092';
    end if;
    return new;
  end $$;
  create trigger negotiation_is_kept before update on market.block_negotiation
    for each row execute function market.keep_negotiation();
  create trigger negotiation_stays before delete or truncate on market.block_negotiation
    for each statement execute function market.refuse_change();
  create function market.keep_quote() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - array['round', 'released_by', 'released_at', 'dropped_at'])
       is distinct from (to_jsonb(old) - array['round', 'released_by', 'released_at', 'dropped_at'])
      or old.released_at is not null or old.dropped_at is not null
    then raise exception 'quote % stays what it was', old.id using errcode = 'CL092';
    end if;
    return new;
  end $$;
  create trigger quote_is_kept before update on market.block_quote
    for each row execute function market.keep_quote();
  create trigger quote_stays before delete or truncate on market.block_quote
    for each statement execute function market.refuse_change();

  grant select, insert on market.block_negotiation, market.block_quote to carbon_app;
  grant update (state, rounds, expires_at, trades, opened_at, ended_at, ended_by, ended_because)
    on market.block_negotiation to carbon_app;
  grant update (round, released_by, released_at, dropped_at) on market.block_quote to carbon_app;
`;
