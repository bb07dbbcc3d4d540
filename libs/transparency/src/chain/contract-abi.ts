import { Interface } from 'ethers';

/** The part of contracts/CarbonLedger.sol that the notary speaks; a test compares it with the compiled contract. */
export const CONTRACT_ABI = [
  'constructor(uint48 adminDelay, address admin)',
  'function setCaps((bytes32 instrument, uint64 cap)[] caps)',
  'function recordIssuances((bytes32 instrument, bytes32 sourceKey, bytes32 evidenceHash, uint64 firstSerial, uint64 quantity)[] issuances)',
  'function anchor(uint64 newSize, bytes32 newRoot, bytes32[] consistencyProof, (bytes32 instrument, int64 issued, int64 retired, int64 surrendered, int64 cancelled, int64 expired, int64 converted)[] supplyDeltas)',
  'function head() view returns (uint64 size, bytes32 root)',
  'function supplyOf(bytes32 instrument) view returns ((uint64 issued, uint64 retired, uint64 surrendered, uint64 cancelled, uint64 expired, uint64 converted, uint64 recorded, uint64 cap) totals)',
  'function isSourceUsed(bytes32 sourceKey) view returns (bool used)',
  'function grantRole(bytes32 role, address account)',
  'function hasRole(bytes32 role, address account) view returns (bool)',
  'function ISSUER_ROLE() view returns (bytes32)',
  'function ANCHOR_ROLE() view returns (bytes32)',
  'function CAP_ROLE() view returns (bytes32)',
  'function PAUSER_ROLE() view returns (bytes32)',
  'event Anchored(uint64 indexed size, bytes32 root, uint64 previousSize)',
  'event IssuanceRecorded(bytes32 indexed instrument, bytes32 indexed sourceKey, uint64 firstSerial, uint64 lastSerial, bytes32 evidenceHash)',
  'error CapBelowRecorded(bytes32 instrument, uint64 cap, uint64 recorded)',
  'error QuantityZero(bytes32 sourceKey)',
  'error SourceAlreadyUsed(bytes32 sourceKey)',
  'error SerialRangeAlreadyUsed(bytes32 instrument, uint64 firstSerial, uint64 lastRecorded)',
  'error SerialOverflow(bytes32 instrument, uint64 firstSerial, uint64 quantity)',
  'error CapExceeded(bytes32 instrument, uint64 cap, uint64 recorded, uint64 quantity)',
  'error StaleSize(uint64 current, uint64 proposed)',
  'error ConsistencyProofInvalid()',
  'error SupplyDoesNotAddUp(bytes32 instrument)',
  'error EnforcedPause()',
  'error AccessControlUnauthorizedAccount(address account, bytes32 neededRole)',
] as const;

export const contractInterface = new Interface(CONTRACT_ABI);
