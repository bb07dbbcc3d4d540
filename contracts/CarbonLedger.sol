// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {AccessControlDefaultAdminRules} from "@openzeppelin/contracts/access/extensions/AccessControlDefaultAdminRules.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ICarbonLedger} from "./interfaces/ICarbonLedger.sol";
import {InstrumentBook} from "./libraries/InstrumentBook.sol";
import {Rfc9162} from "./libraries/Rfc9162.sol";

/// @title Carbon Ledger (碳账本) on chain
/// @author Carbon Ledger
/// @notice Keeps the head of the ledger's transparency log, every issuance, and the supply of each instrument.
/// @dev Not upgradable: the rules that a reader checks today are the rules for as long as this address stands.
contract CarbonLedger is ICarbonLedger, AccessControlDefaultAdminRules, Pausable {
    using InstrumentBook for InstrumentBook.Book;

    /// @notice May record issuances.
    bytes32 public constant ISSUER_ROLE = keccak256("ISSUER_ROLE");
    /// @notice May anchor new heads.
    bytes32 public constant ANCHOR_ROLE = keccak256("ANCHOR_ROLE");
    /// @notice May set caps. Kept apart from ISSUER_ROLE: nobody raises the limit that binds them.
    bytes32 public constant CAP_ROLE = keccak256("CAP_ROLE");
    /// @notice May pause and unpause.
    bytes32 public constant PAUSER_ROLE = keccak256("PAUSER_ROLE");

    /// @dev First of the variables: it shares the slot of Pausable's flag, which every anchor reads anyhow.
    uint64 private _headSize;
    bytes32 private _headRoot;
    mapping(bytes32 instrument => InstrumentBook.Book book) private _books;
    mapping(bytes32 sourceKey => bool used) private _usedSources;

    /// @notice Opens an empty ledger. The admin grants the roles; none is granted here.
    /// @param adminDelay Seconds that a change of admin takes to come into force
    /// @param admin First admin
    constructor(uint48 adminDelay, address admin) AccessControlDefaultAdminRules(adminDelay, admin) {}

    /// @inheritdoc ICarbonLedger
    function setCaps(Cap[] calldata caps) external onlyRole(CAP_ROLE) {
        for (uint256 i = 0; i < caps.length; ++i) {
            _books[caps[i].instrument].setCap(caps[i]);
            emit CapSet(caps[i].instrument, caps[i].cap);
        }
    }

    /// @inheritdoc ICarbonLedger
    function recordIssuance(Issuance calldata issuance) external onlyRole(ISSUER_ROLE) whenNotPaused {
        _recordIssuance(issuance);
    }

    /// @inheritdoc ICarbonLedger
    function recordIssuances(Issuance[] calldata issuances) external onlyRole(ISSUER_ROLE) whenNotPaused {
        for (uint256 i = 0; i < issuances.length; ++i) {
            _recordIssuance(issuances[i]);
        }
    }

    /// @inheritdoc ICarbonLedger
    function anchor(
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata consistencyProof,
        SupplyDelta[] calldata supplyDeltas
    ) external onlyRole(ANCHOR_ROLE) whenNotPaused {
        uint64 previousSize = _headSize;
        if (newSize <= previousSize) revert StaleSize(previousSize, newSize);
        // The empty tree is consistent with every tree, by the empty proof alone.
        bool consistent =
            previousSize == 0
                ? consistencyProof.length == 0
                : Rfc9162.verifyConsistency(previousSize, _headRoot, newSize, newRoot, consistencyProof);
        if (!consistent) revert ConsistencyProofInvalid();

        _headSize = newSize;
        _headRoot = newRoot;
        emit Anchored(newSize, newRoot, previousSize);

        for (uint256 i = 0; i < supplyDeltas.length; ++i) {
            bytes32 instrument = supplyDeltas[i].instrument;
            Supply memory totals = _books[instrument].move(supplyDeltas[i]);
            emit SupplyChanged(instrument, totals);
        }
    }

    /// @inheritdoc ICarbonLedger
    function pause() external onlyRole(PAUSER_ROLE) {
        _pause();
    }

    /// @inheritdoc ICarbonLedger
    function unpause() external onlyRole(PAUSER_ROLE) {
        _unpause();
    }

    /// @inheritdoc ICarbonLedger
    function head() external view returns (uint64 size, bytes32 root) {
        return (_headSize, _headRoot);
    }

    /// @inheritdoc ICarbonLedger
    function supplyOf(bytes32 instrument) external view returns (Supply memory totals) {
        return _books[instrument].supply();
    }

    /// @inheritdoc ICarbonLedger
    function isSourceUsed(bytes32 sourceKey) external view returns (bool used) {
        return _usedSources[sourceKey];
    }

    /// @inheritdoc ICarbonLedger
    function verifyInclusion(
        bytes32 leaf,
        uint64 index,
        uint64 size,
        bytes32[] calldata proof
    ) external view returns (bool included) {
        uint64 headSize = _headSize;
        if (size != headSize) revert UnknownSize(size, headSize);
        return Rfc9162.verifyInclusion(leaf, index, size, _headRoot, proof);
    }

    /// @inheritdoc ICarbonLedger
    function verifyInclusionIn(
        bytes32 leaf,
        uint64 index,
        uint64 size,
        bytes32 root,
        bytes32[] calldata proof
    ) external pure returns (bool included) {
        return Rfc9162.verifyInclusion(leaf, index, size, root, proof);
    }

    /// @inheritdoc ICarbonLedger
    function verifyConsistencyBetween(
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata proof
    ) external pure returns (bool consistent) {
        return Rfc9162.verifyConsistency(oldSize, oldRoot, newSize, newRoot, proof);
    }

    /// @notice Records one issuance: its source first, then its serials and its quantity.
    /// @param issuance The issuance
    function _recordIssuance(Issuance calldata issuance) private {
        (bytes32 instrument, bytes32 sourceKey) = (issuance.instrument, issuance.sourceKey);
        if (_usedSources[sourceKey]) revert SourceAlreadyUsed(sourceKey);
        _usedSources[sourceKey] = true;
        uint64 lastSerial = _books[instrument].record(issuance);
        emit IssuanceRecorded(instrument, sourceKey, issuance.firstSerial, lastSerial, issuance.evidenceHash);
    }
}
