export { type Subsidy, subsidyOf, subsidyPacks, type SubsidyRule } from './subsidies';
