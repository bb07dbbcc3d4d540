export { buyerOf, type Fees, type Leg, legsOf, NO_FEES, type Stake, stakesOf } from './legs';
export { blockNegotiationPacks, type NegotiationRules, negotiationRules } from './negotiation-rules';
export {
  type BlockTerms,
  type Goods,
  otherRole,
  PARTY_ROLES,
  type PartyRole,
  type SwapTerms,
  type Terms,
} from './terms';
