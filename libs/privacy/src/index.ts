export { type PersonFields, PersonVault } from './person-vault';
