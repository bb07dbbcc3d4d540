export {
  type Lot,
  type LotApart,
  lotsMoved,
  lotsOf,
  sentLot,
  type SentLot,
  type SentLotApart,
  totalOf,
} from './lots';
export { endApart, giveBack, setApart } from './set-apart';
