/** Units offered at a fixed price: listed for whoever may buy, or to one buyer's account. */
export const OFFERS = `
  create table market.offer (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    type text not null check (type in ('listed', 'bilateral')),
    account text not null,
    -- where the proceeds go
    funds_account text not null,
    -- the account that a bilateral offer is made to
    buyer_account text,
    instrument text not null,
    quantity bigint not null check (quantity > 0),
    -- what is still offered; null serials for instruments without
    remaining bigint not null check (remaining between 0 and quantity),
    serials int8multirange,
    unit_price_fen bigint not null check (unit_price_fen > 0),
    minimum bigint not null check (minimum between 1 and quantity),
    step bigint not null check (step between 1 and quantity),
    -- only for the holders in offer_buyer
    restricted boolean not null default false,
    -- the first moment at which it is not valid any more
    expires_at timestamptz not null,
    contract text,
    state text not null default 'proposed'
      check (state in ('proposed', 'open', 'sold', 'withdrawn', 'declined', 'expired', 'abandoned')),
    proposed_by text not null,
    proposed_at timestamptz not null,
    approved_by text,
    opened_at timestamptz,
    ended_at timestamptz,
    check ((type = 'bilateral') = (buyer_account is not null)),
    check (quantity::numeric * unit_price_fen <= 9223372036854775807),
    check ((approved_by is null) = (state in ('proposed', 'abandoned')) and (approved_by is null) = (opened_at is null)),
    check ((ended_at is null) = (state in ('proposed', 'open'))),
    check (state <> 'sold' or remaining = 0),
    check (state <> 'open' or remaining > 0)
  );
  create index offer_open on market.offer (seq) where state = 'open';
  create index offer_due on market.offer (expires_at, seq) where state = 'open';
  create index offer_account on market.offer (account, seq);
  create index offer_buyer_account on market.offer (buyer_account, seq) where buyer_account is not null;

  create table market.offer_buyer (
    offer_id uuid not null references market.offer,
    holder_id uuid not null,
    primary key (offer_id, holder_id)
  );
  create index offer_buyer_holder on market.offer_buyer (holder_id);

  -- CL082: what was offered is what is sold, at the price it was offered at, and there is only ever less of it.
  create function market.keep_offer() returns trigger language plpgsql as $$
  begin
    if (new.id, new.seq, new.type, new.account, new.funds_account, new.buyer_account, new.instrument, new.quantity,
        new.unit_price_fen, new.minimum, new.step, new.restricted, new.expires_at, new.contract, new.proposed_by,
        new.proposed_at)
       is distinct from
       (old.id, old.seq, old.type, old.account, old.funds_account, old.buyer_account, old.instrument, old.quantity,
        old.unit_price_fen, old.minimum, old.step, old.restricted, old.expires_at, old.contract, old.proposed_by,
        old.proposed_at)
      or new.remaining > old.remaining or old.ended_at is not null
      or not coalesce(new.serials <@ old.serials, new.serials is null and old.serials is null)
      or (old.approved_by is not null and (new.approved_by, new.opened_at) is distinct from (old.approved_by, old.opened_at))
    then raise exception 'an offer keeps what was approved' using errcode = 'CL082';
    end if;
    return new;
  end $$;
  create trigger offer_is_kept before update on market.offer
    for each row execute function market.keep_offer();
  create trigger offer_stays before delete or truncate on market.offer
    for each statement execute function market.refuse_change();

  create table market.purchase (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    offer_id uuid not null references market.offer,
    -- where the units go, and where the money comes from
    account text not null,
    funds_account text not null,
    quantity bigint not null check (quantity > 0),
    unit_price_fen bigint not null check (unit_price_fen > 0),
    amount_fen bigint not null check (amount_fen::numeric = quantity::numeric * unit_price_fen),
    fee_fen bigint not null check (fee_fen >= 0),
    rule_pack text not null,
    state text not null default 'proposed' check (state in ('proposed', 'settled', 'abandoned')),
    proposed_by text not null,
    proposed_at timestamptz not null,
    ended_at timestamptz,
    check ((state = 'proposed') = (ended_at is null))
  );
  create index purchase_offer on market.purchase (offer_id, seq);
  create index purchase_waiting on market.purchase (account, funds_account) where state = 'proposed';

  -- CL083
  create function market.keep_purchase() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - 'state' - 'ended_at') is distinct from (to_jsonb(old) - 'state' - 'ended_at')
      or old.state <> 'proposed'
    then raise exception 'a purchase is decided once, as it was proposed' using errcode = 'CL083';
    end if;
    return new;
  end $$;
  create trigger purchase_is_kept before update on market.purchase
    for each row execute function market.keep_purchase();
  create trigger purchase_stays before delete or truncate on market.purchase
    for each statement execute function market.refuse_change();

  grant select, insert on market.offer, market.offer_buyer, market.purchase to carbon_app;
  grant update (remaining, serials, state, approved_by, opened_at, ended_at) on market.offer to carbon_app;
  grant update (holder_id) on market.offer_buyer to carbon_app;
  grant update (state, ended_at) on market.purchase to carbon_app;
`;
