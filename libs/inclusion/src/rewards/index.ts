export { rewardShelf } from './reward-shelf';
export { VoucherSweeper } from './voucher-sweeper';
