import { CreditWorld } from '../credit-world';
import type { Person } from '../platform-fixture';
import { type Estate, openEstate } from './estate';
import { type AllowancesRoom, openAllowancesRoom } from './rooms/allowances';
import { type AttestationsRoom, openAttestationsRoom } from './rooms/attestations';
import { type CustodyRoom, openCustodyRoom } from './rooms/custody';
import { type ExchangeRoom, openExchangeRoom } from './rooms/exchange';
import { type ForeignRoom, openForeignRoom } from './rooms/foreign';
import { type InclusionRoom, openInclusionRoom, prepareInclusion } from './rooms/inclusion';
import { type IntakeRoom, openIntakeRoom } from './rooms/intake';
import { type MarketRoom, openMarketRoom } from './rooms/market';
import { openPoolsRoom, type PoolsRoom, preparePool } from './rooms/pools';
import { openProjectsRoom, type ProjectsRoom, WINTER } from './rooms/projects';

/** An estate with objects in every room of the platform, in March as the narrow one. */
export interface WideEstate {
  readonly world: CreditWorld;
  readonly estate: Estate;
  readonly market: MarketRoom;
  readonly custody: CustodyRoom;
  readonly exchange: ExchangeRoom;
  readonly intake: IntakeRoom;
  readonly projects: ProjectsRoom;
  readonly pools: PoolsRoom;
  readonly foreign: ForeignRoom;
  readonly attestations: AttestationsRoom;
  readonly allowances: AllowancesRoom;
  readonly inclusion: InclusionRoom;
  /** Everybody to whom one of the objects is no secret. */
  readonly insiders: readonly Person[];
}

export async function openWideEstate(): Promise<WideEstate> {
  const world = await CreditWorld.open(WINTER, { notary: true });
  const { platform } = world;
  const pool = await preparePool(world);
  const prepared = await prepareInclusion(platform);
  const projects = await openProjectsRoom(world);
  const estate = await openEstate(platform, world.holders.REGISTRY);
  const pools = await openPoolsRoom(world, pool);
  const market = await openMarketRoom(platform, estate);
  const custody = await openCustodyRoom(platform, estate, market);
  const exchange = await openExchangeRoom(platform, estate, market, custody);
  const intake = await openIntakeRoom(platform, estate, pools.verifier);
  const foreign = await openForeignRoom(platform, estate, await world.document('registryMaker'));
  const attestations = await openAttestationsRoom(world, pools.verifier);
  const allowances = await openAllowancesRoom(platform, estate, pools.verifier);
  const inclusion = await openInclusionRoom(platform, prepared);
  const { authority } = allowances.emitters;
  const { ministry } = allowances.allocation;
  const { owner, registry } = estate;
  const insiders = [
    ...[owner.maker, owner.checker, owner.administrator, registry.administrator, registry.maker],
    ...[market.partner.maker, custody.bank, exchange.venue.maker, pools.maker, pools.checker, pools.verifier],
    ...[world.person('maker'), world.person('validator')],
    ...[authority.maker, authority.checker, ministry.maker, ministry.checker],
    ...[inclusion.programme.maker, inclusion.partner.maker, inclusion.merchant, inclusion.funder.maker],
    ...[inclusion.resident.person, inclusion.relative.person],
  ];
  return {
    ...{
      world,
      estate,
      market,
      custody,
      exchange,
      intake,
      projects,
      pools,
      foreign,
      attestations,
      allowances,
      inclusion,
    },
    insiders,
  };
}
