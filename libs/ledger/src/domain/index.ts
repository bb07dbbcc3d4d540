export { checkDigits } from './account-number';
