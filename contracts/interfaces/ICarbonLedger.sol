// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title What the world may ask of, and rely on from, the on-chain side of Carbon Ledger (碳账本)
/// @author Carbon Ledger
/// @notice The chain holds three things and no personal data: every issuance one by one, the supply of each
/// instrument, and the head of an append-only RFC 9162 tree of the ledger's records. Each new head is accepted
/// only with a proof, checked here, that nothing recorded earlier was changed or left out.
/// @dev All hashes are SHA-256, prefixed as RFC 9162 section 2.1 says. Quantities are in the instrument's own
/// smallest unit (a tonne, a certificate, a microgram): this contract never converts one into another.
interface ICarbonLedger {
    /// @notice The most units of an instrument that may ever be recorded as issued.
    /// @param instrument Identifier of the instrument
    /// @param cap Units; an instrument that was never given a cap has cap 0
    struct Cap {
        bytes32 instrument;
        uint64 cap;
    }

    /// @notice One issuance (签发): a run of serial numbers made from one source, once.
    /// @param instrument Identifier of the instrument
    /// @param sourceKey What the units were made from (a plant's month, a project's monitoring period); used once
    /// @param evidenceHash Hash of the documents behind the issuance
    /// @param firstSerial First serial number; serials of an instrument only go up, starting at 1 or above
    /// @param quantity Number of units, and so of serials
    struct Issuance {
        bytes32 instrument;
        bytes32 sourceKey;
        bytes32 evidenceHash;
        uint64 firstSerial;
        uint64 quantity;
    }

    /// @notice How the totals of an instrument changed between two heads. A reversal inside its window gives a
    /// negative change.
    /// @param instrument Identifier of the instrument
    /// @param issued Units put into circulation
    /// @param retired Units retired (注销) for a claim
    /// @param surrendered Units surrendered (清缴) for an obligation
    /// @param cancelled Units cancelled without a claim
    /// @param expired Units that ran out of validity
    /// @param converted Units turned into another instrument
    struct SupplyDelta {
        bytes32 instrument;
        int64 issued;
        int64 retired;
        int64 surrendered;
        int64 cancelled;
        int64 expired;
        int64 converted;
    }

    /// @notice Totals of an instrument since its first issuance.
    /// @param issued Units put into circulation, never more than `recorded`
    /// @param retired Units retired (注销) for a claim
    /// @param surrendered Units surrendered (清缴) for an obligation
    /// @param cancelled Units cancelled without a claim
    /// @param expired Units that ran out of validity
    /// @param converted Units turned into another instrument
    /// @param recorded Units recorded on chain as issued, never more than `cap`
    /// @param cap The most units that may be recorded as issued
    struct Supply {
        uint64 issued;
        uint64 retired;
        uint64 surrendered;
        uint64 cancelled;
        uint64 expired;
        uint64 converted;
        uint64 recorded;
        uint64 cap;
    }

    /// @notice A cap was set.
    /// @param instrument Identifier of the instrument
    /// @param cap The most units that may be recorded as issued
    event CapSet(bytes32 indexed instrument, uint64 cap);

    /// @notice An issuance was recorded; its source and its serials are now used up.
    /// @param instrument Identifier of the instrument
    /// @param sourceKey What the units were made from
    /// @param firstSerial First serial number
    /// @param lastSerial Last serial number, included
    /// @param evidenceHash Hash of the documents behind the issuance
    event IssuanceRecorded(
        bytes32 indexed instrument,
        bytes32 indexed sourceKey,
        uint64 firstSerial,
        uint64 lastSerial,
        bytes32 evidenceHash
    );

    /// @notice A new head was proved to extend the previous one, and took its place.
    /// @param size Number of records in the tree
    /// @param root RFC 9162 root of the tree
    /// @param previousSize Number of records in the tree that it extends
    event Anchored(uint64 indexed size, bytes32 root, uint64 previousSize);

    /// @notice The totals of an instrument changed together with a new head.
    /// @param instrument Identifier of the instrument
    /// @param totals Totals after the change
    event SupplyChanged(bytes32 indexed instrument, Supply totals);

    /// @notice A cap may not be set below what has been recorded as issued.
    /// @param instrument Identifier of the instrument
    /// @param cap The refused cap
    /// @param recorded Units recorded so far
    error CapBelowRecorded(bytes32 instrument, uint64 cap, uint64 recorded);

    /// @notice An issuance of no units would use up a source for nothing.
    /// @param sourceKey Source of the refused issuance
    error QuantityZero(bytes32 sourceKey);

    /// @notice Units were made from this source before.
    /// @param sourceKey The source
    error SourceAlreadyUsed(bytes32 sourceKey);

    /// @notice The serials do not start above the last recorded one.
    /// @param instrument Identifier of the instrument
    /// @param firstSerial First serial of the refused issuance
    /// @param lastRecorded Last serial recorded so far
    error SerialRangeAlreadyUsed(bytes32 instrument, uint64 firstSerial, uint64 lastRecorded);

    /// @notice The last serial would not fit into 64 bits.
    /// @param instrument Identifier of the instrument
    /// @param firstSerial First serial of the refused issuance
    /// @param quantity Units of the refused issuance
    error SerialOverflow(bytes32 instrument, uint64 firstSerial, uint64 quantity);

    /// @notice More units than the cap leaves room for.
    /// @param instrument Identifier of the instrument
    /// @param cap The cap
    /// @param recorded Units recorded so far
    /// @param quantity Units of the refused issuance
    error CapExceeded(bytes32 instrument, uint64 cap, uint64 recorded, uint64 quantity);

    /// @notice A new head must hold more records than the stored one.
    /// @param current Records in the stored head
    /// @param proposed Records in the refused head
    error StaleSize(uint64 current, uint64 proposed);

    /// @notice The proof does not show that the new tree extends the stored one.
    error ConsistencyProofInvalid();

    /// @notice A total would be negative or not fit into 64 bits, more would be issued than was recorded, or more
    /// would have left circulation than was issued.
    /// @param instrument Identifier of the instrument
    error SupplyDoesNotAddUp(bytes32 instrument);

    /// @notice Inclusion is answered for the stored head only.
    /// @param size Records in the tree that was asked about
    /// @param head Records in the stored head
    error UnknownSize(uint64 size, uint64 head);

    /// @notice Sets caps; each may go up, or down to what has been recorded as issued.
    /// @param caps Instruments with their new caps
    function setCaps(Cap[] calldata caps) external;

    /// @notice Records one issuance.
    /// @param issuance The issuance
    function recordIssuance(Issuance calldata issuance) external;

    /// @notice Records issuances in order, all or none.
    /// @param issuances The issuances
    function recordIssuances(Issuance[] calldata issuances) external;

    /// @notice Replaces the head by one that is proved to extend it, and moves the totals along.
    /// @dev From the empty tree any root is accepted, with an empty proof.
    /// @param newSize Records in the new tree, more than in the stored one
    /// @param newRoot RFC 9162 root of the new tree
    /// @param consistencyProof Proof of RFC 9162 section 2.1.4 from the stored head to the new one
    /// @param supplyDeltas Changes of totals, applied in order; each must leave totals that add up
    function anchor(
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata consistencyProof,
        SupplyDelta[] calldata supplyDeltas
    ) external;

    /// @notice Stops anchoring and recording of issuances. Caps can still be lowered and everything can be read.
    function pause() external;

    /// @notice Ends a pause.
    function unpause() external;

    /// @notice The stored head.
    /// @return size Records in the tree, 0 before the first anchor
    /// @return root RFC 9162 root of the tree
    function head() external view returns (uint64 size, bytes32 root);

    /// @notice Totals of an instrument.
    /// @param instrument Identifier of the instrument
    /// @return totals All zero for an instrument that was never seen
    function supplyOf(bytes32 instrument) external view returns (Supply memory totals);

    /// @notice Whether units were made from a source before.
    /// @param sourceKey The source
    /// @return used True if an issuance with this source was recorded
    function isSourceUsed(bytes32 sourceKey) external view returns (bool used);

    /// @notice Whether a record stands at a place of the tree under the stored head.
    /// @param leaf Leaf hash of the record: SHA-256(0x00 ‖ commitment)
    /// @param index Place of the record, counted from 0
    /// @param size Records in the tree; must be the stored head's
    /// @param proof Proof of RFC 9162 section 2.1.3
    /// @return included True if the proof leads to the stored root
    function verifyInclusion(
        bytes32 leaf,
        uint64 index,
        uint64 size,
        bytes32[] calldata proof
    ) external view returns (bool included);

    /// @notice The same against any root, such as one from an earlier `Anchored` event.
    /// @param leaf Leaf hash of the record: SHA-256(0x00 ‖ commitment)
    /// @param index Place of the record, counted from 0
    /// @param size Records in the tree
    /// @param root Root of the tree
    /// @param proof Proof of RFC 9162 section 2.1.3
    /// @return included True if the proof leads to the root
    function verifyInclusionIn(
        bytes32 leaf,
        uint64 index,
        uint64 size,
        bytes32 root,
        bytes32[] calldata proof
    ) external pure returns (bool included);

    /// @notice Whether a tree extends an older one: what `anchor` demands, for any two roots.
    /// @dev A root does not hold its size: a proof shows the sizes only as far as they decide its shape. Take sizes
    /// from `Anchored` events or signed checkpoints, where they stand beside the root.
    /// @param oldSize Records in the older tree; from the empty tree nothing can be proved
    /// @param oldRoot Root of the older tree
    /// @param newSize Records in the newer tree
    /// @param newRoot Root of the newer tree
    /// @param proof Proof of RFC 9162 section 2.1.4
    /// @return consistent True if the proof leads to both roots
    function verifyConsistencyBetween(
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata proof
    ) external pure returns (bool consistent);
}
