export { carriedOverAmong } from './persistence/carried-serials';
export { notCarriedOver, type NotCarriedOverWarning } from './use-cases/not-carried-over';
