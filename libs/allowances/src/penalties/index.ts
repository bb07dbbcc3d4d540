export { cutsDecided } from './persistence/decisions';
